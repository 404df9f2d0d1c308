"""Which events of Python's are listened to, and by whom; one at a time, where the program has several threads.

`sys.monitoring` calls us wherever an event is. What is asked for everywhere is a call for the library's code too, so
most is asked for in the pupil's own code only.
"""

import sys
from _thread import RLock, get_ident

import trace_depth
import trace_program

_monitoring = sys.monitoring
_TOOL = 4  # none of those that Python's documentation gives to somebody
EVENTS = _monitoring.events
DISABLE = _monitoring.DISABLE

is_on = False
_callbacks: dict[int, object] = {}

# Python changes from one thread to another wherever it likes, in the middle of a callback too. So where there may be
# several, each callback is called by one that holds this.
lock = RLock()  # one that may be taken twice, for our own calls are events too
_locks = False
# Whether the program is about to have threads.
must_lock = False


def start() -> None:
    global is_on
    is_on = True
    _monitoring.use_tool_id(_TOOL, "")


def listen(callbacks: dict[int, object], everywhere: int) -> None:
    """From now on these are called; for events that are not of `everywhere`, where `listen_in` asks for them."""
    global _callbacks
    _callbacks = callbacks
    for event, callback in callbacks.items():
        _monitoring.register_callback(_TOOL, event, _one_at_a_time(callback) if _locks else callback)
    _monitoring.set_events(_TOOL, everywhere)


def listen_in(code, events: int) -> None:
    _monitoring.set_local_events(_TOOL, code, events)


def stop() -> None:
    global is_on
    is_on = False
    _monitoring.set_events(_TOOL, 0)
    for code in trace_program.codes.values():
        _monitoring.set_local_events(_TOOL, code.code, 0)
    _monitoring.free_tool_id(_TOOL)
    trace_program.now.depth.take_back()


def expect_threads() -> None:
    """The program names what makes threads. A callback is running that believes to be called by the program itself,
    so it calls `lock_callbacks` when it is done."""
    global must_lock
    must_lock = not _locks


def lock_callbacks() -> None:
    global must_lock, _locks
    must_lock = False
    _locks = True
    trace_program.now.below += 1
    for event, callback in _callbacks.items():
        _monitoring.register_callback(_TOOL, event, _one_at_a_time(callback))


def _one_at_a_time(callback):
    def locked(*arguments):
        with lock:
            if not is_on:
                return None
            if get_ident() != trace_program.now.ident:
                _switch()
            return callback(*arguments)

    return locked


def _switch() -> None:
    thread = trace_program.thread_of(get_ident())
    trace_depth.arrive(thread)
    thread.below = trace_program.now.below
    if thread.after is not thread.arriving:
        thread.resumed, thread.after = thread.after, thread.arriving
    trace_program.now = thread


def forget_lock() -> None:
    """This process is a copy, and a thread that is not in it may have held the lock."""
    global lock
    lock = RLock()
