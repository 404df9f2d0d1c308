"""A piece of code runs for the first time: whether it is the pupil's, and what its names say of what is to come.

Most programs can be traced by looking at what each line's bytecode can change. Some names tell that this is not
enough; then the tracer is wary, or expects threads, or leaves the program to itself, before any of it has run.
"""

import builtins
import sys
import time
from _json import encode_basestring_ascii as quote

import trace_effects
import trace_listening
import trace_program
import trace_wary
from trace_listening import EVENTS
from trace_looks import Lines
from trace_program import FOLDER, Code, Module
from trace_sending import record

_getframe = sys._getframe

# runner/trace/limits.ts allows no more.
_MOST_CODES = 20_000
_MOST_FILES = 256

# Names by which a program can change variables that no bytecode of it names.
_CHANGE_VARIABLES = frozenset(
    "globals locals vars exec eval setattr delattr __dict__ __setattr__ __delattr__ modules f_globals __closure__ "
    "cell_contents".split()
)
# … and of these, those of any function that waits for another.
_REACH_FRAMES = frozenset("_getframe f_locals f_back tb_frame gi_frame ctypes gc inspect".split())
# Names by which it gets threads.
_MAKE_THREADS = frozenset({"threading", "_thread", "concurrent", "asyncio", "multiprocessing"})
# Where a program is to be debugged, we step aside: a debugger would not stop where it does without us.
_DEBUG = frozenset({"breakpoint", "pdb", "bdb"})
# Names of what may wait for long, or takes away the depth that we need: calls are listened to where they are.
_CALLED = frozenset({"input", "sleep", "setrecursionlimit"})

INPUT = builtins.input
SLEEP = time.sleep

_events = 0


def listen_to(events: int) -> None:
    """In all of the pupil's code that is known, and that will be."""
    global _events
    _events = events
    for code in trace_program.codes.values():
        _listen_in(code.code)


def _listen_in(code) -> None:
    calls = not _CALLED.isdisjoint(code.co_names)
    trace_listening.listen_in(code, _events | EVENTS.CALL if calls else _events)


class TooMany(Exception):
    """More than a trace may have, of what programs have few of."""


def meet(code, depth: int) -> Code | None:
    """None if it is not the pupil's, or nothing is traced any more. Too many of them end the trace."""
    path = code.co_filename
    if type(path) is not str or not path.startswith(FOLDER):
        return None
    module = trace_program.modules.get(path) or _meet_module(path, _getframe(depth).f_globals)
    if not _DEBUG.isdisjoint(code.co_names):
        trace_listening.stop()
        return None
    if len(trace_program.codes) >= _MOST_CODES:
        raise TooMany
    known = Code(len(trace_program.codes), code, module)
    known.lines = Lines(known)
    record(f'["code",{known.number},{module.number},{quote(code.co_qualname[:200])},"{_kind_of(code)}",{code.co_firstlineno}]')
    if not _REACH_FRAMES.isdisjoint(code.co_names):
        trace_wary.become_wary_of_frames()
    if not _CHANGE_VARIABLES.isdisjoint(code.co_names) or trace_effects.hands_out_changers(code):
        trace_wary.become_wary()
    if not _MAKE_THREADS.isdisjoint([name.partition(".")[0] for name in code.co_names]):
        trace_listening.expect_threads()
        trace_wary.become_wary()
    if known.is_module:
        module.set_by_functions |= trace_effects.globals_set_in(code)
    trace_program.codes[id(code)] = known
    _listen_in(code)
    return known


def _meet_module(path: str, namespace: dict[str, object]) -> Module:
    if len(trace_program.modules) >= _MOST_FILES:
        raise TooMany
    module = trace_program.modules[path] = Module(len(trace_program.modules), path, namespace)
    record(f'["file",{module.number},{quote(path[len(FOLDER):])}]')
    name = namespace.get("__name__")
    if type(name) is str:
        trace_program.values.modules.add(name)
    return module


def _kind_of(code) -> str:
    if code.co_name == "<module>":
        return "module"
    if code.co_flags & 0x80 or code.co_flags & 0x200:
        return "coroutine"
    if code.co_flags & 0x20:
        return "generator"
    return "function" if code.co_flags & 0x01 else "class"
