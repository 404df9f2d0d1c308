"""Frames between the box and its host: type, exec, length, payload. See runner/wire/PROTOCOL.md.

Only what is compiled into the interpreter is imported here: whatever the supervisor loads costs memory in
every waiting box. That is why JSON is spoken with the C scanner beneath the `json` package.
"""

import os
from _json import encode_basestring_ascii, make_scanner
from _struct import Struct

# Into the box.
JOB, STDIN, EOF, RESIZE, INTERRUPT, KILL = range(1, 7)
# Out of it.
READY, STDOUT, STDERR, WAITING, ERROR, USAGE, STDIN_TAKEN, EXIT, STEPS, SPENT, FACTS, VALUE = range(1, 13)

HEADER = Struct(">BHI")
# A frame out is never larger; the host refuses one that is.
MAX_PAYLOAD_OUT = 256 * 1024
MAX_PAYLOAD_IN = 8 * 1024 * 1024


class Malformed(Exception):
    """The bytes are not frames; there is no way to find the next one."""


class Decoder:
    """Cuts a stream of bytes into frames."""

    def __init__(self, max_payload: int) -> None:
        self._max_payload = max_payload
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[tuple[int, int, bytes]]:
        """Take what was read; give the frames that are complete: (type, exec, payload)."""
        self._bytes += data
        frames = []
        start = 0
        while len(self._bytes) - start >= HEADER.size:
            kind, exec_index, length = HEADER.unpack_from(self._bytes, start)
            if length > self._max_payload:
                raise Malformed(f"a frame of {length} bytes")
            end = start + HEADER.size + length
            if len(self._bytes) < end:
                break
            frames.append((kind, exec_index, bytes(self._bytes[start + HEADER.size : end])))
            start = end
        del self._bytes[:start]
        return frames


def encode(kind: int, exec_index: int, payload: bytes = b"") -> bytes:
    return HEADER.pack(kind, exec_index, len(payload)) + payload


class _Json:
    """What the C scanner asks of a decoder."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


_scan = make_scanner(_Json())


def from_json(payload: bytes) -> object:
    return _scan(payload.decode(), 0)[0]


def to_json(value: object) -> bytes:
    """Plain values only: None, bool, int, str, and lists and dicts of them."""
    return _dump(value).encode()


def _dump(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, list):
        return "[" + ",".join(map(_dump, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{_dump(key)}:{_dump(item)}" for key, item in value.items()) + "}"
    raise TypeError(type(value).__name__)


def write_all(fd: int, data: bytes) -> None:
    """Write to a blocking descriptor."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
