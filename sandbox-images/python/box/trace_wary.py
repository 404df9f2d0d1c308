"""When anything may have changed.

Two things are asked apart: whether an object has changed that a variable leads to (`look_at_everything`, after a line
of which that cannot be told any better), and whether a variable has. Of that the bytecode tells, unless the program
names what changes variables behind its back, as `exec` does: from then on the tracer is wary, and compares them all
after every line.
"""

from _json import encode_basestring_ascii as quote

import trace_program
from trace_program import After, Frame, Module, is_hidden, leaving, left_out, live_frames
from trace_program import modules, nothing, resting, resting_frames, values
from trace_values import Thing
from trace_writes import look_at_output

# Variables of a frame or a file that are compared; that costs time at each step.
_MOST_VARIABLES = 100

# What is still to be told when a frame has just begun.
at_start: After = nothing
# Whether any function may set variables of one that waits for it.
_reaches_frames = False


def is_wary() -> bool:
    return at_start is not nothing


def become_wary() -> None:
    global at_start
    if is_wary():
        return
    at_start = look_at_anything
    trace_program.forget_lines()
    for thread in trace_program.threads.values():
        for frame in thread.stack:
            frame.after = look_at_anything
        if thread.after is thread.arriving:
            if thread.resumed is not leaving:
                thread.resumed = look_at_anything
        elif thread.after is not leaving:
            thread.after = look_at_anything


def become_wary_of_frames() -> None:
    global _reaches_frames
    _reaches_frames = True
    become_wary()


def look_at_anything(depth: int) -> str:
    changes = ""
    now = trace_program.now
    # A function that waits keeps its variables, but for those that it shares; in a deep recursion, many wait.
    asked = [frame for frame in now.stack if frame.code.shares or frame is now.here or _reaches_frames]
    for frame, real in live_frames(depth + 1):
        if not asked:
            break
        if frame is not asked[-1]:
            continue
        asked.pop()
        if frame.code.is_module:
            continue
        variables = real.f_locals
        if not frame.code.optimized and type(variables) is not dict:
            continue
        changes += compare_variables(frame, variables, _MOST_VARIABLES, '["=",', '["-",', f",{frame.number}]")
    for module in modules.values():
        write = f'["g",{module.number},'
        changes += compare_variables(module, module.namespace, _MOST_VARIABLES, write, write, "]")
    return changes + look_at_everything(depth + 1) + look_at_output(depth + 1)


def compare_variables(owner: Module | Frame, variables, most: int, write: str, gone: str, end: str) -> str:
    """Compare these with what was told of the owner's; so many of them."""
    if owner.known is None:
        owner.known = {}
    known, things = owner.known, owner.things
    changes = ""
    names = [name for name in variables if type(name) is str and not is_hidden(name)]
    beyond = set(names[most:])
    del names[most:]
    for name in names:
        value = variables[name]
        old = known.get(name)
        if old is not None and old[0] == id(value):
            continue
        text, memory = values.write(value)
        changes += f",{write}{quote(name)},{text}{end}"
        thing = things.pop(name, None)
        if type(memory) is Thing:
            things[name] = memory
            known[name] = id(value), None
        else:
            known[name] = id(value), memory
        if thing is not None:
            values.drop(thing)
    # What is there no more; and what is not told of any more, and may have been before.
    for name in (known.keys() - set(names)) | (beyond - owner.left_out):
        known.pop(name, None)
        thing = things.pop(name, None)
        if thing is not None:
            values.drop(thing)
        changes += f",{gone}{quote(name)}{end}"
    return changes + values.introduce() + left_out(owner, beyond)


def and_everything(after: After) -> After:
    if after is look_at_anything or after.__name__ == "after_everything":
        return after

    def after_everything(depth: int) -> str:
        return after(depth + 1) + look_at_everything(depth + 1)

    return after_everything


def look_at_everything(depth: int) -> str:
    """Whatever can be reached from a variable may have changed."""
    roots: list[object] = []
    # In a deep recursion, many variables lead to the same; one is enough, and to ask a frame for it takes long.
    met: set[Thing] = set()
    asked: list[tuple[Frame, list[str]]] = []
    for frame in trace_program.now.stack:
        if frame.things and not met.issuperset(frame.things.values()) and not frame.code.is_module:
            asked.append((frame, [name for name, thing in frame.things.items() if thing not in met]))
            met.update(frame.things.values())
    for frame, real in live_frames(depth + 1) if asked else ():
        if frame is not asked[-1][0]:
            continue
        _, names = asked.pop()
        variables = real.f_locals
        if frame.code.optimized or type(variables) is dict:
            roots += [variables.get(name) for name in names]
        if not asked:
            break
    for frame, real in resting_frames() if resting else ():
        if frame.things and not met.issuperset(frame.things.values()):
            roots += [real.f_locals.get(name) for name, thing in frame.things.items() if thing not in met]
            met.update(frame.things.values())
    for module in modules.values():
        if module.things:
            get = module.namespace.get
            roots += [get(name) for name in module.things]
    if not roots:
        return ""
    changes = values.look_through(roots)
    return changes + values.introduce() if changes else ""
