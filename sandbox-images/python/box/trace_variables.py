"""What is told of a variable; and of one that functions share, to all frames that show it."""

import sys
from _json import encode_basestring_ascii as quote

import trace_program
from trace_program import NONE, After, Frame, live_frames, resting_frames, values
from trace_values import MISSING, UNKNOWN, Thing

_getframe = sys._getframe


def store(things: dict[str, Thing], name: str, value: object, write: str, gone: str, end: str = "]") -> str:
    """A variable is now this; keep in mind to what thing it leads."""
    old = things.pop(name, None)
    if value is MISSING:
        changes = gone
    else:
        text, memory = values.write(value)
        changes = f"{write}{text}{end}"
        if type(memory) is Thing:
            things[name] = memory
    if old is not None:
        values.drop(old)
    return changes + values.introduce()


# In a recursion, each frame may share the variable. So many of the innermost are told what it is now; to others it is
# unknown until they are innermost again.
_MOST_SHARING = 20


def look_at_cells(names: list[str]):
    """Variables that functions share: all frames that show them. Those are in the stack, and each has its own way to
    a cell, if it is the same."""

    def look(depth: int) -> str:
        return "".join([_tell_sharing(depth + 1, name) for name in names])

    return look


def _tell_sharing(depth: int, name: str) -> str:
    changes = ""
    told = 0
    for frame, real in live_frames(depth + 1):
        if frame is trace_program.now.here or name not in frame.code.cells:
            continue
        if told < _MOST_SHARING:
            told += 1
            if frame.unknown:
                frame.unknown = frame.unknown - {name}
            changes += _store_in(frame, name, real.f_locals.get(name, MISSING))
        elif name in frame.unknown:
            break  # and to all further out
        else:
            changes += _forget_in(frame, name)
    # One that goes on is told all that it shares: tracer.py.
    for frame, real in resting_frames():
        if name in frame.code.cells:
            changes += _store_in(frame, name, real.f_locals.get(name, MISSING))
    return changes


def _forget_in(frame: Frame, name: str) -> str:
    """To a frame that waits, the variable is unknown now."""
    if frame.unknown is NONE:
        frame.after = _and_unknown(frame, frame.after)
    frame.unknown = frame.unknown | {name}
    old = frame.things.pop(name, None)
    if old is not None:
        values.drop(old)
    return f',["=",{quote(name)},{UNKNOWN},{frame.number}]'


def _and_unknown(frame: Frame, after: After) -> After:
    """When it is innermost again, it is told first what was unknown to it."""

    def after_unknown(depth: int) -> str:
        names, frame.unknown = frame.unknown, NONE
        trace_program.now.after = frame.after = after
        changes = ""
        for name in sorted(names):
            changes += _store_in(frame, name, _getframe(depth).f_locals.get(name, MISSING))
        return changes + after(depth + 1)

    return after_unknown


def _store_in(frame: Frame, name: str, value: object) -> str:
    """As `store`, in a frame that need not be the innermost."""
    end = f",{frame.number}]"
    return store(frame.things, name, value, f',["=",{quote(name)},', f',["-",{quote(name)}{end}', end)
