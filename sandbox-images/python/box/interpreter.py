"""What CPython keeps in its own structures, and `python3 file.py` would find there.

A pupil's program is started from two Python frames, the supervisor's and the job's, where a cold start has
none. Here they are hidden: from `sys._getframe` and everything built on it, and from the count of recursion.
All names and layouts are those of CPython 3.13's public headers; the fidelity suite compares what comes of it.
"""

import ctypes
import io
import os
import sys

from _ctypes import PyObj_FromPtr as _object_at
from _collections_abc import Callable  # collections.abc would load all of `collections`

_FILE_INPUT = 257  # Py_file_input, Include/compile.h

# What a call costs of the C recursion: the evaluation of the supervisor, and two calls of ctypes.
_C_CALLS_BENEATH = 3


class _ThreadState(ctypes.Structure):
    """The beginning of PyThreadState (Include/cpython/pystate.h)."""

    _fields_ = [
        ("prev", ctypes.c_void_p),
        ("next", ctypes.c_void_p),
        ("interp", ctypes.c_void_p),
        ("eval_breaker", ctypes.c_size_t),
        ("status", ctypes.c_uint),
        ("whence", ctypes.c_int),
        ("state", ctypes.c_int),
        ("py_recursion_remaining", ctypes.c_int),
        ("py_recursion_limit", ctypes.c_int),
        ("c_recursion_remaining", ctypes.c_int),
        ("recursion_headroom", ctypes.c_int),
        ("tracing", ctypes.c_int),
        ("what_event", ctypes.c_int),
        ("current_frame", ctypes.c_void_p),
    ]


# Where PyConfig (Include/cpython/initconfig.h) has `sys_path_0`, on a 64-bit Linux.
_SYS_PATH_0 = 424


class _Status(ctypes.Structure):
    """PyStatus (Include/cpython/initconfig.h). All that a call of ours can say by it is that memory ran out."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("function", ctypes.c_char_p),
        ("message", ctypes.c_char_p),
        ("exit_code", ctypes.c_int),
    ]


_api = ctypes.pythonapi
_fopen = ctypes.CDLL(None).fopen
_fopen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
_fopen.restype = ctypes.c_void_p

_run_file = _api.PyRun_FileExFlags
_run_file.argtypes = [
    ctypes.c_void_p,
    ctypes.c_char_p,
    ctypes.c_int,
    ctypes.py_object,
    ctypes.py_object,
    ctypes.c_int,
    ctypes.c_void_p,
]
_run_file.restype = ctypes.py_object

_call_object = _api.PyObject_CallObject
_call_object.argtypes = [ctypes.py_object, ctypes.py_object]
_call_object.restype = ctypes.py_object

_get_state = _api.PyThreadState_Get
_get_state.restype = ctypes.c_void_p

_get_config = _api._Py_GetConfig
_get_config.restype = ctypes.c_void_p

_set_string = _api.PyConfig_SetString
_set_string.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_wchar_p]
_set_string.restype = _Status


def check_layout() -> None:
    """Make sure that the structures are laid out as written here, before anything is changed in them."""
    state = _ThreadState.from_address(_get_state())
    limit = sys.getrecursionlimit()
    known = state.py_recursion_limit == limit and 0 < limit - state.py_recursion_remaining < 10
    folder = ctypes.c_wchar_p.from_address(_get_config() + _SYS_PATH_0).value
    if not known or not state.current_frame or folder != sys.path[0]:
        raise RuntimeError("this is not the CPython that the box was made for")


def set_script_folder(folder: str) -> None:
    """Tell where the program lies. `sys.path[0]` is only a copy of that: by this the interpreter finds out
    that a module of the pupil's own, such as random.py, hides one of the library's, and says so in errors."""
    config = _get_config()
    _set_string(config, config + _SYS_PATH_0, folder)


def run_file(path: str, namespace: dict[str, object]) -> None:
    """Run a source file as the interpreter runs its script: from the file itself, with no frame beneath it.

    Parsing a file and parsing a string report different errors; and only a file that is run so makes the
    interpreter die of SIGINT in the end, as a shell expects, when a KeyboardInterrupt was the program's end.
    """
    name = os.fsencode(path)
    file = _fopen(name, b"rb")
    _at_bottom(_run_file, file, name, _FILE_INPUT, namespace, namespace, 1, None)


def call(function: Callable[..., object], *args: object) -> object:
    """Call something of the pupil's as the interpreter itself would."""
    return _at_bottom(_call_object, function, args)


# The program's own `sys.settrace`, while code of ours runs that it must not see.
_tracer: object = None


def give_back_tracer() -> None:
    """The last of our code is done: what the interpreter still calls is the program's to trace."""
    if _tracer is not None:
        sys.settrace(_tracer)


class Written:
    """How many bytes were written to a text stream, whether or not they have left it yet.

    A terminal has no position, and to stand in the way of what is written would be seen. But a stream counts: what
    waits to be encoded, what waits in its buffer, and, if it believes to know where it began, what it has passed on.
    """

    def __init__(self, stream: io.TextIOWrapper) -> None:
        buffer = stream.buffer
        texts = memoryview((ctypes.c_ssize_t * (_PENDING // 8 + 1)).from_address(id(stream))).cast("B").cast("q")
        numbers = memoryview((ctypes.c_ssize_t * (_WRITE_END // 8 + 1)).from_address(id(buffer))).cast("B").cast("q")
        numbers[_ABS_POS // 8] = 0
        self._alive = stream, buffer
        self._texts = texts
        self._numbers = numbers

    def count(self) -> int:
        numbers = self._numbers
        waiting = numbers[_WRITE_END // 8]
        if waiting > 0:
            waiting -= numbers[_WRITE_POS // 8]
        else:
            waiting = 0
        return self._texts[_PENDING // 8] + numbers[_ABS_POS // 8] + waiting


# Where `buffered` (Modules/_io/bufferedio.c) has these, on a 64-bit Linux …
_ABS_POS, _WRITE_POS, _WRITE_END = 48, 88, 96
# … and `textio` (Modules/_io/textio.c) its `pending_bytes_count`.
_PENDING = 144


def generator_of(frame: object) -> object:
    """The generator or coroutine whose frame this is."""
    inside = ctypes.c_void_p.from_address(id(frame) + _FRAME_INSIDE).value
    return _object_at(inside - _INSIDE_GENERATOR)


# Where `PyFrameObject` says where the frame proper lies, and where `PyGenObject` has that
# (Include/internal/pycore_frame.h and pycore_genobject.h), on a 64-bit Linux.
_FRAME_INSIDE, _INSIDE_GENERATOR = 24, 72


class Depth:
    """How deep calls may still go in the thread that makes this, and a way to allow more than the program knows of.

    What `sys.getrecursionlimit` answers stays as it is; the limits of other threads, too.
    """

    def __init__(self) -> None:
        self._state = _ThreadState.from_address(_get_state())
        address = ctypes.addressof(self._state) + _ThreadState.py_recursion_remaining.offset
        # How many calls may still be nested, and the limit. A view is read four times as fast as a structure.
        self.view = memoryview((ctypes.c_int * 2).from_address(address)).cast("B").cast("i")
        self._given = 0
        self.limit_given = self.limit

    def is_here(self) -> bool:
        """Whether it is the depth of the thread that asks. Another may have the name of one that is over."""
        return ctypes.addressof(self._state) == _get_state()

    @property
    def limit(self) -> int:
        return self.view[1]

    def give(self, frames: int) -> None:
        """Allow so many more. Setting another limit takes them away."""
        self._state.py_recursion_limit += frames
        self._state.py_recursion_remaining += frames
        self._given = frames
        self.limit_given = self.limit

    def give_anew(self, frames: int) -> None:
        """… if another limit was set."""
        if self.limit != self.limit_given:
            self.give(frames)

    def take_back(self) -> None:
        if self.limit == self.limit_given:
            self.give(-self._given)


def _at_bottom(c_function: Callable[..., object], *args: object) -> object:
    """Call a C function that does not come back to Python code of ours, without our frames."""
    global _tracer
    state = _ThreadState.from_address(_get_state())
    frame = state.current_frame
    frames = state.py_recursion_limit - state.py_recursion_remaining
    state.py_recursion_remaining += frames
    state.c_recursion_remaining += _C_CALLS_BENEATH
    give_back_tracer()
    state.current_frame = None
    try:
        return c_function(*args)
    finally:
        state.current_frame = frame
        _tracer = sys.gettrace()
        if _tracer is not None:
            sys.settrace(None)
        state.py_recursion_remaining -= frames
        state.c_recursion_remaining -= _C_CALLS_BENEATH
