"""Recursion: our own functions need some of Python's depth, and a program must not find less of it than it would
have, nor more. So each thread is given more than it knows of, and told that it has none left where it would have been.
"""

import sys

import interpreter
import trace_program

_monitoring = sys.monitoring
_set_limit = sys.setrecursionlimit

_HEADROOM = 60
# From here on, functions of the library are listened to as well: they would find the depth that is meant for us.
DEEP = _HEADROOM + 100

# What was raised where a call would have been too deep.
too_deep: BaseException | None = None
# Whether functions of the library are not listened to.
_sleeping = False


def arrive(thread: trace_program.Thread) -> None:
    """This thread runs, for the first time or after others."""
    if thread.depth is None or not thread.depth.is_here():
        thread.depth = interpreter.Depth()
        thread.remaining = thread.depth.view
        thread.depth.give(_HEADROOM)


def on_c_return(code, offset: int, called: object, argument: object) -> None:
    """Setting a limit took away what we had added. There may be no depth left to call anything, so first it is given."""
    if called is _set_limit:
        now = trace_program.now
        now.remaining[0] += _HEADROOM
        now.depth.give_anew(_HEADROOM)
        now.remaining[0] -= _HEADROOM


def pass_by():
    """A function of the library's begins."""
    global _sleeping
    now = trace_program.now
    if now.remaining[0] < DEEP:
        check(now.below + 1)
        return None
    _sleeping = True
    return _monitoring.DISABLE


def check(ours: int) -> None:
    """Raise what Python would have raised, had it not been given more depth for our sake. So many calls are ours,
    this one included."""
    global too_deep, _sleeping
    if _sleeping:
        _sleeping = False
        _monitoring.restart_events()
    thread = trace_program.now
    thread.depth.give_anew(_HEADROOM)
    if thread.remaining[0] + ours < _HEADROOM:
        too_deep = RecursionError("maximum recursion depth exceeded")
        raise too_deep


def forgive(error: BaseException) -> bool:
    """Whether it is the one that was raised here, in a frame that Python would not have made: nobody is to see that."""
    global too_deep
    if error is not too_deep:
        return False
    error.__traceback__ = None
    too_deep = None
    return True
