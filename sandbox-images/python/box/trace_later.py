"""After the last step: lines are only counted, and now and then it is told how everything is (`later` of FORMAT.md),
so that a program that is stopped or killed shows how it was. When so many lines have run as may, the program ends.
"""

import time
from _collections import deque
from _thread import interrupt_main

import trace_depth
import trace_end
import trace_listening
import trace_meeting
import trace_program
import trace_sending
from trace_end import gives_up
from trace_errors import hide_our_frames
from trace_listening import DISABLE, EVENTS
from trace_loops import line_of_loop
from trace_meeting import INPUT, SLEEP, meet
from trace_moment import moment
from trace_program import codes
from trace_sending import tell as tell_record

_monotonic = time.monotonic

# How often it is told how things are, in seconds, while lines run. A waiting program is told of at once.
_EVERY = 0.1
# By this grow the pauses with all that was told.
_BYTES_A_SECOND = 5_000_000
_LAST_LINES = 200
_LINES_AT_A_TIME = 4096

is_counting = False

_most_lines = 0
_end_of_budget = None

# The code that runs, and of its lines how often they ran; and the same of all codes, by their address.
_code = None
_tally: dict[int, int] = {}
_counts: dict[int, dict[int, int]] = {}
# Numbers of lines, the last one last; and, below zero, of codes: lines before it belong to that one.
_recent: deque[int] = deque(maxlen=_LAST_LINES)
_note_line = _recent.append
# What is left of so many lines.
_ticks = iter(range(_LINES_AT_A_TIME))
_last_time = 0.0
_told = 0


def prepare(most_lines: int, end_of_budget) -> None:
    """`end_of_budget` ends the process, when so many lines have run."""
    global _most_lines, _end_of_budget
    _most_lines, _end_of_budget = most_lines, end_of_budget


def begin() -> None:
    """There are no more steps."""
    global is_counting
    is_counting = True
    callbacks = {
        EVENTS.PY_START: _on_start,
        EVENTS.LINE: _on_line,
        EVENTS.JUMP: _on_jump,
        EVENTS.CALL: _on_call,
        EVENTS.C_RETURN: trace_depth.on_c_return,
        EVENTS.RAISE: _on_raise,
        EVENTS.PY_UNWIND: _on_unwind,
    }
    trace_listening.listen(callbacks, EVENTS.PY_START | EVENTS.RAISE | EVENTS.PY_UNWIND)
    trace_meeting.listen_to(EVENTS.LINE | EVENTS.JUMP)


def _on_start(code, offset: int):
    try:
        now = trace_program.now
        if id(code) not in codes and meet(code, now.below) is None:
            return trace_depth.pass_by()
        if now.remaining[0] < trace_depth.DEEP:
            trace_depth.check(now.below)
        if trace_listening.must_lock:
            trace_listening.lock_callbacks()
    except BaseException as error:
        if not gives_up(error):
            raise
    return None


def _on_raise(code, offset: int, error: BaseException) -> None:
    if id(code) in codes:
        hide_our_frames(error)


def _on_unwind(code, offset: int, error: BaseException) -> None:
    trace_depth.forgive(error)


def _on_jump(code, offset: int, target: int):
    if target > offset or (line := line_of_loop(code, offset, target)) is None:
        return DISABLE
    try:
        _on_line(code, line)
    except KeyboardInterrupt:
        interrupt_main()  # Python forgets the `try` around a jump when its callback raises something
    return None


def _on_line(code, line: int) -> None:
    global _code, _tally
    try:
        if code is not _code:
            if _code is not None:
                _note_line(-1 - codes[id(_code)].number)
            _code = code
            _tally = _counts.setdefault(id(code), {})
        try:
            _tally[line] += 1
        except KeyError:
            _tally[line] = 1
        _note_line(line)
        if next(_ticks, None) is None:
            _after_many_lines()
    except BaseException as error:
        if not gives_up(error):
            raise


def _on_call(code, offset: int, called: object, argument: object) -> None:
    """Something is called from code that names what may wait for long, and perhaps until the program is killed: how
    things are is told before that, however few lines have run."""
    try:
        if (called is INPUT or called is SLEEP) and _monotonic() >= _last_time + _pause():
            tell()
    except BaseException as error:
        if not gives_up(error):
            raise


def _pause() -> float:
    """How long, in seconds, nothing is to be told since the last time: the host takes so many bytes of a trace and no
    more, so where it is much to tell, it is told more and more rarely."""
    return _told / _BYTES_A_SECOND


def _after_many_lines() -> None:
    global _ticks
    trace_sending.lines += _LINES_AT_A_TIME
    _ticks = iter(range(_LINES_AT_A_TIME))
    if trace_sending.lines >= _most_lines:
        _spend()
    elif _monotonic() >= _last_time + max(_EVERY, _pause()):
        tell()


def tell() -> None:
    """How things are now, all of it."""
    global _told, _last_time
    visits = [
        f"[{codes[key].module.number},{line},{count}]"
        for key, counts in list(_counts.items())
        for line, count in list(counts.items())
    ]
    state = moment()
    # What it speaks of is sent before it.
    lines = trace_sending.lines + lines_not_sent()
    _told += tell_record(f'["later",{lines},[{",".join(visits)}],[{",".join(_last_lines())}],{state}]')
    _last_time = _monotonic()


def lines_not_sent() -> int:
    """How many were counted that are not in `trace_sending.lines` yet."""
    return _LINES_AT_A_TIME - _ticks.__length_hint__()


def _last_lines() -> list[str]:
    code = codes.get(id(_code))
    found: list[str] = []
    by_number = {code.number: code for code in codes.values()}
    for noted in reversed(_recent):
        if noted < 0:
            code = by_number[-1 - noted]
        elif code is not None:
            found.append(f"[{code.module.number},{noted}]")
    return found[::-1]


def _spend() -> None:
    """The program has run as many lines as it may. Whatever it would do about an exception, it ends here."""
    try:
        tell()
        trace_end.end("limit", lines_not_sent())
    finally:
        _end_of_budget()
