"""Records every step of the pupil's program: runner/trace/FORMAT.md.

It stands on `sys.monitoring`, which leaves `sys.settrace` to the pupil and goes on after a RecursionError. Each
event becomes a line of JSON that tells what has changed since the last one. After a line, only that is looked at
which the line's bytecode can change, and text is put together without an encoder: so a step costs about a
microsecond.

Here are the events, and the beginning and the end. The rest is in modules of its own:

- trace_program: what is known of the program, and what is still to be told of its threads
- trace_meeting: what a piece of code says of itself when it first runs
- trace_effects, trace_looks, trace_wary: what a line can change, what it has changed, and when anything may have
- trace_variables, trace_values, trace_wholes: what is said of variables and values
- trace_writes: how much the program has written
- trace_later, trace_moment, trace_end: after the last step
- trace_listening, trace_depth, trace_errors, trace_loops: so that the program notices nothing
- trace_sending: the way out

What is reached at every step is imported by its own name. So may be what stays the same object for good, a function
or a list that is emptied and filled again (`leaving`, `out`, `resting`); what a module binds anew, as
`trace_program.now` and `trace_sending.chunk`, may not: here it would stay as it was.
"""

import sys
from _json import encode_basestring_ascii as quote
from _thread import get_ident, interrupt_main
from _weakref import ref
from itertools import count, islice

import interpreter
import trace_depth
import trace_end
import trace_later
import trace_listening
import trace_meeting
import trace_program
import trace_sending
import trace_wary
import trace_writes
from trace_depth import DEEP
from trace_end import gives_up
from trace_errors import hide_our_frames
from trace_listening import DISABLE, EVENTS
from trace_loops import line_of_loop
from trace_meeting import INPUT, SLEEP, meet
from trace_program import Frame, careful, codes, leaving, modules, nothing, real_frame, resting, values
from trace_sending import out, record, send
from trace_values import MISSING, Thing, name_of
from trace_variables import store
from trace_writes import Writes

_getframe = sys._getframe
_put = out.append
_next_number = count().__next__

# What is listened to in the pupil's own code, and everywhere.
_IN_CODE = EVENTS.LINE | EVENTS.JUMP | EVENTS.PY_RETURN | EVENTS.PY_YIELD | EVENTS.PY_RESUME
_EVERYWHERE = EVENTS.PY_START | EVENTS.RAISE | EVENTS.RERAISE | EVENTS.PY_UNWIND | EVENTS.PY_THROW


def start(entry: str, steps: int, lines: int, writes: Writes, notify, end_of_budget) -> None:
    """Record what runs from now on, and in which step it writes how much.

    `notify` is given whole lines of the trace, as bytes; `end_of_budget` ends the process when so many lines have run.
    """
    trace_writes.begin(writes)
    trace_sending.begin(steps, notify, trace_later.begin)
    trace_later.prepare(lines, end_of_budget)
    trace_program.now = trace_program.thread_of(get_ident())
    trace_depth.arrive(trace_program.now)
    record(f'{{"trace":1,"python":"{sys.version.split()[0]}","entry":{quote(entry)}}}')
    trace_listening.start()
    trace_listening.listen(_CALLBACKS, _EVERYWHERE)
    trace_meeting.listen_to(_IN_CODE)


def forget() -> None:
    """Record nothing of this process any more: it is a copy of the one that is traced."""
    trace_listening.forget_lock()
    if trace_listening.is_on:
        trace_listening.stop()


def stop(how: str) -> None:
    """The program is over: `done` or `error`."""
    with trace_listening.lock:
        if trace_listening.is_on:
            trace_listening.stop()
            try:
                _tell_end(how)
            except BaseException as error:
                if not gives_up(error):
                    raise


def _tell_end(how: str) -> None:
    if trace_later.is_counting:
        trace_later.tell()
    else:
        trace_sending.no_more_steps()
        for module in modules.values():
            for name in module.things:
                values.keep_now(module.namespace.get(name))
    trace_end.end(how, trace_later.lines_not_sent())


# Calls and lines


def _on_start(code, offset: int):
    try:
        now = trace_program.now
        known = codes.get(id(code))
        if known is None and (known := meet(code, now.below)) is None:
            return trace_depth.pass_by()
        below = now.below
        if now.remaining[0] < DEEP:
            trace_depth.check(below)
        frame = Frame(_next_number(), known)
        changes = "" if now.after is nothing else _changes_of_caller(now, below + 1)
        here = now.here
        if here is not None:
            after = now.after
            if after is not leaving:
                here.after = careful.get(after, after) if careful else after
                here.line = now.line
            if _getframe(below).f_code is not now.code:
                # The library has called, and may change what it was given when this returns.
                here.after = trace_wary.and_everything(here.after)
        now.stack.append(frame)
        now.here = frame
        arguments = ""
        if known.parameters:
            variables = _getframe(below - 1).f_locals
            things = frame.things
            for name in known.parameters:
                value = variables.get(name, MISSING)
                if value is MISSING:
                    continue  # of a function around it, and not set yet
                text, memory = values.write(value)
                arguments += f',["=",{quote(name)},{text}]'
                if type(memory) is Thing:
                    things[name] = memory
            if things:
                arguments += values.introduce()
        _put(f'["c",{frame.line}{changes},["(",{known.number}]{arguments}]\n')
        now.code = code
        now.lines = known.lines
        now.line = frame.line
        now.after = trace_wary.at_start
        if len(out) >= trace_sending.chunk:
            send()
        if trace_listening.must_lock:
            trace_listening.lock_callbacks()
    except BaseException as error:
        if not gives_up(error):
            raise
    return None


def _changes_of_caller(now, depth: int) -> str:
    """What the line has changed so far from which a call has come; `depth` is that of the frame that called."""
    if now.here is None:
        return now.after(0)
    real = _getframe(depth)
    code = now.here.code.code
    while real is not None and real.f_code is not code:
        real = real.f_back
        depth += 1
    return "" if real is None else now.after(depth + 1)


def _on_line(code, line: int) -> None:
    try:
        now = trace_program.now
        if code is not now.code:
            _find(now, code)
        _put(f'["l",{line}{now.after(now.below)}{_bury() if resting else ""}]\n')
        now.line = line
        now.after = now.lines[line]
        if len(out) >= trace_sending.chunk:
            send()
    except BaseException as error:
        if not gives_up(error):
            raise


def _on_jump(code, offset: int, target: int):
    """To Python, a loop that stays on its line begins no line when it begins again. To us it does."""
    if target > offset or (line := line_of_loop(code, offset, target)) is None:
        return DISABLE
    try:
        now = trace_program.now
        if code is not now.code:
            _find(now, code)
        _put(f'["l",{line}{now.after(now.below)}{_bury() if resting else ""}]\n')
        now.line = line
        now.after = now.lines[line]
        if len(out) >= trace_sending.chunk:
            send()
    except KeyboardInterrupt:
        # Python forgets the `try` around a jump when its callback raises something. So Ctrl-C comes a moment later.
        _end_steps()
        interrupt_main()
    except BaseException as error:
        if not gives_up(error):
            raise
    return None


def _on_call(code, offset: int, called: object, argument: object) -> None:
    """Something is called from code that names what may wait for long: what is recorded is told before that."""
    try:
        if called is INPUT:
            if type(argument) is str:
                trace_writes.writes.ask(argument)
            send()
        elif called is SLEEP:
            send()
    except BaseException as error:
        if not gives_up(error):
            raise


def _on_return(code, offset: int, value: object) -> None:
    try:
        now = trace_program.now
        if code is not now.code:
            _find(now, code)
        changes = now.after(now.below)
        text, memory = values.write(value)
        if type(memory) is Thing:
            changes += values.introduce()
            now.left_things.append(memory)
        _put(f'["r",{now.line},{text}{changes}]\n')
        now.leave()
        if len(out) >= trace_sending.chunk:
            send()
    except BaseException as error:
        if not gives_up(error):
            raise


# Generators and coroutines


def _on_yield(code, offset: int, value: object) -> None:
    try:
        now = trace_program.now
        if code is not now.code:
            _find(now, code)
        changes = now.after(now.below)
        text, memory = values.write(value)
        if type(memory) is Thing:
            changes += values.introduce()
            now.left_things.append(memory)
        _put(f'["y",{now.line},{text}{changes}]\n')
        frame = now.here
        frame.line = now.line
        things, frame.things = frame.things, {}
        now.leave()
        frame.things = things
        frame.after = nothing
        real = _getframe(now.below - 1)
        if frame.generator is None:
            frame.generator = ref(interpreter.generator_of(real))
        resting[id(real)] = frame
    except BaseException as error:
        if not gives_up(error):
            raise


# How many are asked after each line.
_BURIED_AT_ONCE = 8


def _bury() -> str:
    """Those that rest and will never go on, for they are closed or nobody has them: Python tells of the others only."""
    changes = ""
    for key in list(islice(resting, _BURIED_AT_ONCE)):
        frame = resting.pop(key)
        if real_frame(frame) is not None:
            resting[key] = frame  # behind the others: they will be asked before it is asked again
            continue
        for thing in frame.things.values():
            values.drop(thing)
        changes += f',[")",{frame.number}]'
    return changes


def _on_resume(code, offset: int) -> None:
    try:
        _wake(code)
    except BaseException as error:
        if not gives_up(error):
            raise


def _on_throw(code, offset: int, error: BaseException) -> None:
    try:
        if id(code) in codes:
            _wake(code)
    except BaseException as error:
        if not gives_up(error):
            raise


def _wake(code) -> None:
    now = trace_program.now
    known = codes.get(id(code)) or meet(code, now.below + 1)
    changes = "" if now.after is nothing else _changes_of_caller(now, now.below + 2)
    real = _getframe(now.below)
    frame = resting.pop(id(real), None)
    here = now.here
    if here is not None:
        after = now.after
        if after is not leaving:
            here.after = careful.get(after, after)
            here.line = now.line
    if frame is None or frame.code is not known:
        frame = Frame(_next_number(), known)
        change = f',["(",{known.number}]'
    else:
        change = f',["(",{known.number},{frame.number}]'
    now.begin(frame)
    # What it shares with others may have changed while it rested.
    for name in known.cells:
        change += store(frame.things, name, real.f_locals.get(name, MISSING), f',["=",{quote(name)},', f',["-",{quote(name)}]')
    _put(f'["w",{now.line}{changes}{change}]\n')
    now.after = known.lines[now.line]  # what is left of the line in which it rested


# Exceptions


def _on_raise(code, offset: int, error: BaseException) -> None:
    try:
        if id(code) not in codes or error is trace_depth.too_deep:
            return
        if hide_our_frames(error):
            # What that callback was about to tell is lost, so what comes after would make no sense.
            _end_steps()
            return
        now = trace_program.now
        if code is not now.code:
            _find(now, code)
        changes = now.after(now.below)
        line = _getframe(now.below - 1).f_lineno or now.line
        if resting:
            changes += _bury()
        _put(f'["x",{line},{quote(name_of(type(error))[:100])},{_message(error)}{changes}]\n')
        if len(out) >= trace_sending.chunk:
            send()
    except BaseException as fault:
        if not gives_up(fault):
            raise


def _message(error: BaseException) -> str:
    """Its message, if it takes none of the pupil's code to say it."""
    parts = BaseException.__dict__["args"].__get__(error)
    if type(parts) is tuple and len(parts) == 1 and type(parts[0]) is str:
        return quote(parts[0][:500])
    return "null"


def _on_unwind(code, offset: int, error: BaseException) -> None:
    try:
        if trace_depth.forgive(error) or id(code) not in codes:
            return
        now = trace_program.now
        if code is not now.code:
            _find(now, code)
        if now.stack:
            now.leave()
    except BaseException as fault:
        if not gives_up(fault):
            raise


def _find(now, code) -> None:
    """Another frame runs than the one that was last heard of: there were events that did not come."""
    while now.stack and now.stack[-1].code.code is not code:
        now.leave()
    if not now.stack:
        known = codes.get(id(code)) or meet(code, now.below + 1)
        changes = "" if now.after is nothing else now.after(0)
        frame = Frame(_next_number(), known)
        now.begin(frame)
        now.after = nothing
        _put(f'["c",{frame.line}{changes},["(",{known.number}]]\n')


def _end_steps() -> None:
    trace_sending.flush()
    trace_later.begin()


_CALLBACKS = {
    EVENTS.PY_START: _on_start,
    EVENTS.LINE: _on_line,
    EVENTS.JUMP: _on_jump,
    EVENTS.CALL: _on_call,
    EVENTS.C_RETURN: trace_depth.on_c_return,
    EVENTS.PY_RETURN: _on_return,
    EVENTS.PY_YIELD: _on_yield,
    EVENTS.PY_RESUME: _on_resume,
    EVENTS.PY_THROW: _on_throw,
    EVENTS.RAISE: _on_raise,
    EVENTS.RERAISE: _on_raise,
    EVENTS.PY_UNWIND: _on_unwind,
}
