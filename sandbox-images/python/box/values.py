"""What a call returned, as the host compares it: plain values of the built-in types themselves.

A value is asked nothing, neither whether it is equal nor how it wants to be written: what counts is what `type` says,
and a subclass is another type.
"""

# Deeper or larger than what a lesson asks for, and small enough for one frame. `DEEPEST` is also in runner/wire/value.ts.
_DEEPEST = 50
_MOST_ENCODED = 200_000
_MOST_BITS = 200_000

_TAGS = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset"}


class _TooLarge(Exception):
    pass


class _Other(Exception):
    """Holds the name of a type that is none of the built-in ones."""


def encode(value: object) -> list:
    """What a frame of type `value` says, to be written as JSON; PROTOCOL.md has its form."""
    try:
        return ["value", _Encoder().encode(value, 0)]
    except _Other as other:
        return ["other", other.args[0]]
    except _TooLarge:
        return ["large", None]


class _Encoder:
    def __init__(self) -> None:
        self._left = _MOST_ENCODED

    def encode(self, value: object, depth: int) -> object:
        if depth > _DEEPEST:
            raise _TooLarge
        kind = type(value)
        self._spend(12)
        if value is None or kind is bool:
            return value
        if kind is str:
            self._spend(6 * len(value))  # as JSON writes what is not ASCII, a pair of these for some
            if not _is_well_formed(value):
                raise _Other("str")
            return value
        if kind is int:
            if value.bit_length() > _MOST_BITS:
                raise _TooLarge
            self._spend(value.bit_length() // 4)
            return ["int", hex(value)]
        if kind is float:
            return ["float", float.__repr__(value)]
        if kind is complex:
            return ["complex", float.__repr__(value.real), float.__repr__(value.imag)]
        if kind is bytes:
            self._spend(2 * len(value))
            return ["bytes", value.hex()]
        if kind in _TAGS:
            return [_TAGS[kind], *[self.encode(item, depth + 1) for item in value]]
        if kind is dict:
            return ["dict", *[self.encode(part, depth + 1) for entry in value.items() for part in entry]]
        raise _Other(_name_of(kind))

    def _spend(self, characters: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise _TooLarge


def _is_well_formed(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _name_of(kind: type) -> str:
    name = type.__dict__["__name__"].__get__(kind)
    return name[:100] if _is_well_formed(name) else "?"
