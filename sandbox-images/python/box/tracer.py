"""Records every step of the pupil's program: runner/trace/FORMAT.md.

It stands on `sys.monitoring`, which leaves `sys.settrace` to the pupil and goes on after a RecursionError. Each
event becomes a line of JSON that tells what has changed since the last one. After a line, only that is looked at
which the line's bytecode can change (trace_effects.py); that, and text that is put together without an encoder, is
why a step costs about a microsecond.

There is one program in a process, and so one trace: what the events work on are variables of this module, which
Python reaches faster than anything else.
"""

import builtins
import os
import sys
import time
from _collections import deque
from _json import encode_basestring_ascii as quote
from _thread import RLock, get_ident, interrupt_main
from _weakref import ref
from itertools import islice
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType, ModuleType

import interpreter
import trace_effects
from trace_values import LARGEST_INT, Thing, Values, bases_of, is_name, name_of, namespace_of
from trace_wholes import Wholes

FOLDER = "/work/"

_monitoring = sys.monitoring
_TOOL = 4  # none of those that Python's documentation gives to somebody
_EVENTS = _monitoring.events
_LOCAL = _EVENTS.LINE | _EVENTS.JUMP | _EVENTS.PY_RETURN | _EVENTS.PY_YIELD | _EVENTS.PY_RESUME
_GLOBAL = _EVENTS.PY_START | _EVENTS.RAISE | _EVENTS.RERAISE | _EVENTS.PY_UNWIND | _EVENTS.PY_THROW
_getframe = sys._getframe
_monotonic = time.monotonic

# Steps that are sent together: many, for each sending costs; few, for what is not sent when a program is killed is
# lost. So as many as there are in a few milliseconds.
_FEWEST, _MOST = 8, 200
_SEND_SECONDS = 0.004
# How often the state is sent when the steps are at their limit.
_LATER_SECONDS = 0.1
# … and, where it is much, more and more rarely: the host takes so many bytes of a trace and no more.
_LATER_SHARE = 5_000_000
_LAST_LINES = 200
_MOST_VARIABLES = 100
# Characters that a later state tells of variables, about; those of a deep recursion may be many.
_MOST_STATE = 200_000

# Names by which a program can change variables that no bytecode of it names.
_WARY_OF = frozenset(
    "globals locals vars exec eval setattr delattr __dict__ __setattr__ __delattr__ modules f_globals __closure__ "
    "cell_contents".split()
)
# … and of these, those of any function that waits for another.
_WARY_OF_FRAMES = frozenset("_getframe f_locals f_back tb_frame gi_frame ctypes gc inspect".split())

# Names by which a program gets threads: then each event asks in which one it is.
_THREADS = frozenset({"threading", "_thread", "concurrent", "asyncio", "multiprocessing"})

# Where a program is to be debugged, we step aside: a debugger would not stop where it does without us.
_DEBUGGERS = frozenset({"breakpoint", "pdb", "bdb"})

_MISSING = object()


class Module:
    """A file of the pupil's, and the variables of its module."""

    def __init__(self, number: int, namespace: dict[str, object]) -> None:
        self.number = number
        self.namespace = namespace
        self.things: dict[str, Thing] = {}
        self.known: dict[str, tuple[int, object]] = {}


class Code:
    """A code object that has run, and what to look at after each of its lines."""

    def __init__(self, number: int, code, module: Module) -> None:
        self.number = number
        self.code = code  # kept, so that its address stays its own
        self.module = module
        self.is_module = code.co_name == "<module>"
        self.optimized = bool(code.co_flags & 0x01)
        count = code.co_argcount + code.co_kwonlyargcount
        count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
        # What a frame has from the beginning.
        self.parameters = [name for name in code.co_varnames[:count] + code.co_freevars if not _is_hidden(name)]
        self.cells = code.co_cellvars + code.co_freevars
        # Whether others may set variables of its frames. Those of a module's are the globals.
        self.shares = bool(self.cells) or not (self.optimized or self.is_module)
        self.lines = _AfterLines(self)


class Frame:
    """One call, for as long as it lasts."""

    __slots__ = ("number", "code", "things", "known", "line", "after", "generator")

    def __init__(self, number: int, code: Code) -> None:
        self.number = number
        self.code = code
        self.things: dict[str, Thing] = {}
        self.known: dict[str, tuple[int, object]] = {}
        self.line = code.code.co_firstlineno
        self.after = _nothing
        # Of a generator or coroutine that has rested: a weak reference to it.
        self.generator: ref | None = None


# How many steps are recorded, and how many lines may run.
_most_steps = 0
_most_lines = 0
_notify = None

# Steps that have yet to be sent, records that belong before them, and how many steps were sent.
_out: list[str] = []
_head = ""
_sent = 0
_append = _out.append

_chunk = _FEWEST
_sent_at = 0.0

_codes: dict[int, Code | None] = {}
_modules: dict[str, Module] = {}
_frames = 0
# Generators that rest, by the address of their frame.
_resting: dict[int, Frame] = {}

# The thread that runs: its frames, and of the innermost what each event needs.
_stack: list[Frame] = []
_here: Frame | None = None
_code = None
_lines: dict = {}
_line = 0
# Gives the changes since the last step. Its argument is the distance of the pupil's frame on Python's own stack.
_after = None
# Frames that were left since the last step, and what was kept for showing it.
_left = 0
_left_things: list[Thing] = []


def _nothing(depth: int) -> str:
    return ""


# What to look at after a line


class _AfterLines(dict):
    """For each line of a code object: a function that gives the changes that the line has made."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._lines = trace_effects.Lines(code.code, _is_harmless(code))

    def __missing__(self, line: int):
        after = self[line] = _after_line(self._code, self._lines.effects(line))
        return after


# Global variables, by their file, whose calls are taken to change nothing that is not traced.
_trusted: set[tuple[int, str]] = set()


def _is_harmless(code: Code):
    def is_harmless(name: str) -> bool:
        """Whether calling what has this global name changes nothing that is not traced."""
        if not _deserves_trust(code.module, name):
            return False
        _trusted.add((code.module.number, name))
        return True

    return is_harmless


def _deserves_trust(module: Module, name: str) -> bool:
    value = module.namespace.get(name, _MISSING)
    if value is _MISSING:
        return name in trace_effects.HARMLESS
    return _is_pupils_function(value)


def _is_pupils_function(value: object) -> bool:
    """Whether it is a function that is traced itself."""
    return type(value) is FunctionType and value.__code__.co_filename.startswith(FOLDER)


def _after_line(code: Code, effects: trace_effects.Effects):
    if _wary:
        return _after_anything
    looks = [_look_at_variable(code, *variable) for variable in effects.stores]
    looks = [look for look in looks if look is not None]
    looks += [_look_at_item(code, owner, index) for owner, index in effects.items]
    looks += [_look_at_object(code, owner) for owner in effects.objects]
    looks += [_look_at_owner(code, owner, method) for owner, method in effects.calls]
    if effects.imports_all:
        looks.append(_look_at_all_globals(code.module))
    cells = [name for scope, name in effects.stores if scope == "l" and name in code.cells]
    if cells:
        looks.append(_look_at_cells(code, cells))
    if effects.everything or (effects.asks and _values.has_makers):
        looks.append(_look_at_everything)
    if effects.talks:
        looks.append(_look_at_output)
    if not looks:
        return _nothing
    if len(looks) == 1 and effects.stores and not code.optimized:
        return looks[0]

    def after(depth: int) -> str:
        depth += 1
        return "".join([look(depth) for look in looks])

    return after


def _look_at_variable(code: Code, scope: str, name: str):
    if scope == "g" or (scope == "n" and code.is_module):
        return _look_at_global(code.module, name, code.is_module)
    if scope == "n":
        return _look_in_class(name)
    return _look_at_local(name) if code.optimized else None


def _is_hidden(name: str) -> bool:
    """Python's own: `__name__`, and the `.0` of a generator expression; and what no person would write."""
    return name[:2] == "__" == name[-2:] or name[:1] == "." or not is_name(name)


def _look_at_global(module: Module, name: str, inside: bool):
    if _is_hidden(name):
        return None
    get = module.namespace.get
    things = module.things
    write = f',["=",{quote(name)},' if inside else f',["g",{module.number},{quote(name)},'
    gone = f',["-",{quote(name)}]' if inside else f',["g",{module.number},{quote(name)}]'
    key = module.number, name

    def look(depth: int) -> str:
        value = get(name, _MISSING)
        if type(value) is int and -LARGEST_INT <= value <= LARGEST_INT and name not in things:
            return f"{write}{value}]"
        if key in _trusted and not _deserves_trust(module, name):
            _trusted.discard(key)
            _forget_lines()
        return _store(things, name, value, write, gone)

    return look


def _look_at_all_globals(module: Module):
    """After `from … import *`, which names none of those that it sets."""

    def look(depth: int) -> str:
        _forget_lines()  # a function may have come in the place of one that changes nothing
        module.known.clear()  # kept up to date only when we are wary
        changes = _compare_variables(module.namespace, module.known, module.things, '["=",', '["-",', "]")
        if not _wary:
            module.known.clear()
        return changes

    return look


def _look_at_local(name: str):
    if _is_hidden(name):
        return None
    write = f',["=",{quote(name)},'
    gone = f',["-",{quote(name)}]'

    def look(depth: int) -> str:
        value = _getframe(depth).f_locals.get(name, _MISSING)
        things = _here.things
        if type(value) is int and -LARGEST_INT <= value <= LARGEST_INT and name not in things:
            return f"{write}{value}]"
        return _store(things, name, value, write, gone)

    return look


def _look_in_class(name: str):
    if _is_hidden(name):
        return None
    write = f',["=",{quote(name)},'
    gone = f',["-",{quote(name)}]'

    def look(depth: int) -> str:
        return _store(_here.things, name, _value_in_class(depth + 1, name), write, gone)

    return look


def _value_in_class(depth: int, name: str) -> object:
    """Of a variable of the class body that runs. Its namespace may be one of a metaclass's own making."""
    namespace = _getframe(depth).f_locals
    return namespace.get(name, _MISSING) if type(namespace) is dict else _MISSING


def _store(things: dict[str, Thing], name: str, value: object, write: str, gone: str) -> str:
    """A variable is now this; keep in mind to what thing it leads."""
    old = things.pop(name, None)
    if value is _MISSING:
        changes = gone
    else:
        text, memory = _values.write(value)
        changes = f"{write}{text}]"
        if type(memory) is Thing:
            things[name] = memory
    if old is not None:
        _values.drop(old)
    return changes + _values.introduce()


def _loader(code: Code, scope: str, name: str):
    """A function that gives the value of a variable."""
    get = code.module.namespace.get
    if scope == "g" or (scope == "n" and code.is_module):
        return lambda depth: get(name, _MISSING)
    if code.optimized:
        return lambda depth: _getframe(depth).f_locals.get(name, _MISSING)

    def load(depth: int) -> object:
        value = _value_in_class(depth + 1, name)
        return get(name, _MISSING) if value is _MISSING else value

    return load


def _look_at_object(code: Code, owner: trace_effects.Variable):
    load = _loader(code, *owner)

    def look(depth: int) -> str:
        value = load(depth + 1)
        if type(value) is ModuleType and any([module.namespace is value.__dict__ for module in _modules.values()]):
            _become_wary()  # it sets variables of another file
            return _after_anything(depth + 1)
        if value is _MISSING or _values.is_opaque(value):
            return _look_at_everything(depth + 1)
        changes = _values.look_again(value)
        return changes + _values.introduce() if changes else ""

    return look


def _look_at_owner(code: Code, owner: trace_effects.Variable, method: str):
    """After a method was called of what a variable leads to."""
    load = _loader(code, *owner)
    reading = method in trace_effects.READING
    adding = method == "append"

    def look(depth: int) -> str:
        value = load(depth + 1)
        kind = type(value)
        if adding and kind is list:
            return _values.item_added(value)
        if reading and (kind is str or kind is list or kind is dict):
            return ""
        if not _changes_itself_only(kind, method):
            return _look_at_everything(depth + 1)
        changes = _values.look_again(value)
        return changes + _values.introduce() if changes else ""

    return look


def _changes_itself_only(kind: type, method: str) -> bool:
    """Whether such a method changes nothing but its own object, or is traced itself."""
    for base in bases_of(kind):
        found = namespace_of(base).get(method)
        if found is not None:
            return id(base) in _CHANGE_THEMSELVES or _is_pupils_function(found)
    return False


_CHANGE_THEMSELVES = frozenset(map(id, (list, dict, set, deque, str, bytes, bytearray, tuple, frozenset, int, float)))


def _look_at_item(code: Code, owner: trace_effects.Variable, index: trace_effects.Index):
    variable, more = index if type(index) is tuple else (None, index)
    if code.is_module and variable is not None:
        return _look_at_item_in_module(code.module, owner[1], variable[1], more)
    load = _loader(code, *owner)
    load_index = (lambda depth: 0) if variable is None else _loader(code, *variable)

    def look(depth: int) -> str:
        value = load(depth + 1)
        if type(value) is list:
            at = load_index(depth + 1)
            return _values.item_changed(value, at + more if type(at) is int else None)
        if value is _MISSING or _values.is_opaque(value):
            return _look_at_everything(depth + 1)
        changes = _values.look_again(value)
        return changes + _values.introduce() if changes else ""

    return look


def _look_at_item_in_module(module: Module, owner: str, variable: str, more: int):
    """The same without a function to load a variable: what a program does most, it does in such a line."""
    get = module.namespace.get

    def look(depth: int) -> str:
        value = get(owner, _MISSING)
        if type(value) is list:
            at = get(variable)
            return _values.item_changed(value, at + more if type(at) is int else None)
        if value is _MISSING or _values.is_opaque(value):
            return _look_at_everything(depth + 1)
        changes = _values.look_again(value)
        return changes + _values.introduce() if changes else ""

    return look


def _look_at_cells(code: Code, names: list[str]):
    """Variables that functions share: all frames that show them."""

    def look(depth: int) -> str:
        changes = ""
        for frame, real in _live_frames(depth + 1):
            for name in names:
                if name in frame.code.cells and frame is not _here:
                    value = real.f_locals.get(name, _MISSING)
                    write = f',["=",{quote(name)},'
                    changes += _store_in(frame, name, value)
        return changes + _look_at_everything(depth + 1)

    return look


def _store_in(frame: Frame, name: str, value: object) -> str:
    """As `_store`, in a frame that need not be the innermost."""
    old = frame.things.pop(name, None)
    if value is _MISSING:
        changes = f',["-",{quote(name)},{frame.number}]'
    else:
        text, memory = _values.write(value)
        changes = f',["=",{quote(name)},{text},{frame.number}]'
        if type(memory) is Thing:
            frame.things[name] = memory
    if old is not None:
        _values.drop(old)
    return changes + _values.introduce()


def _live_frames(depth: int):
    """The frames of this thread, innermost first, each with Python's own."""
    real = _getframe(depth)
    for frame in reversed(_stack):
        while real is not None and real.f_code is not frame.code.code:
            real = real.f_back
        if real is None:
            return
        yield frame, real
        real = real.f_back


def _and_everything(after):
    if after is _after_anything or after.__name__ == "after_everything":
        return after

    def after_everything(depth: int) -> str:
        return after(depth + 1) + _look_at_everything(depth + 1)

    return after_everything


def _look_at_everything(depth: int) -> str:
    """Whatever can be reached from a variable may have changed."""
    roots: list[object] = []
    # In a deep recursion, many variables lead to the same; one is enough, and to ask a frame for it takes long.
    met: set[Thing] = set()
    asked: list[tuple[Frame, list[str]]] = []
    for frame in _stack:
        if frame.things and not met.issuperset(frame.things.values()) and not frame.code.is_module:
            asked.append((frame, [name for name, thing in frame.things.items() if thing not in met]))
            met.update(frame.things.values())
    for frame, real in _live_frames(depth + 1) if asked else ():
        if frame is not asked[-1][0]:
            continue
        _, names = asked.pop()
        variables = real.f_locals
        if frame.code.optimized or type(variables) is dict:
            roots += [variables.get(name) for name in names]
        if not asked:
            break
    for module in _modules.values():
        if module.things:
            get = module.namespace.get
            roots += [get(name) for name in module.things]
    if not roots:
        return ""
    changes = _values.look_through(roots)
    return changes + _values.introduce() if changes else ""


def _look_at_output(depth: int) -> str:
    """How many bytes the program has written so far, if it has written any since that was told."""
    global _bytes_told
    count = _writes.count()
    if count == _bytes_told:
        return ""
    _bytes_told = count
    return f',["o",{count}]'


class Writes:
    """What a program has written in all."""

    def __init__(self, streams: tuple[interpreter.Written, ...], prompts_pass_by: bool) -> None:
        self._streams = streams
        # At a terminal, what `input` asks with does not go through the program's streams.
        self._prompts_pass_by = prompts_pass_by
        self._asked = 0

    def count(self) -> int:
        count = self._asked
        for stream in self._streams:
            count += stream.count()
        return count

    def ask(self, prompt: str) -> None:
        if self._prompts_pass_by:
            self._asked += len(prompt.encode("utf-8", "replace"))


_writes = Writes((), False)
_bytes_told = 0


def _on_call(code, offset: int, called: object, argument: object):
    """Something is called from code that names what may wait for long: what is recorded is told before that."""
    if called is _input:
        if type(argument) is str:
            _writes.ask(argument)
        _send()
    elif called is _sleep:
        _send()


_input = builtins.input
_sleep = time.sleep
_WAITING = frozenset({"input", "sleep"})


# When anything may have changed: every variable is compared with what it was


_wary = False
_wary_of_frames = False


def _become_wary() -> None:
    global _wary, _after
    if _wary:
        return
    _wary = True
    _forget_lines()
    for frame in _stack:
        frame.after = _after_anything
    if _after is not _leaving:
        _after = _after_anything


def _forget_lines() -> None:
    """Consider anew what the lines can change."""
    for code in _codes.values():
        if code is not None:
            code.lines.clear()


def _after_anything(depth: int) -> str:
    changes = ""
    # A function that waits keeps its variables, but for those that it shares; in a deep recursion, many wait.
    asked = [frame for frame in _stack if frame.code.shares or frame is _here or _wary_of_frames]
    for frame, real in _live_frames(depth + 1):
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
        changes += _compare_variables(variables, frame.known, frame.things, '["=",', '["-",', f",{frame.number}]")
    for module in _modules.values():
        changes += _compare_variables(
            module.namespace, module.known, module.things, f'["g",{module.number},', f'["g",{module.number},', "]"
        )
    return changes + _look_at_everything(depth + 1) + _look_at_output(depth + 1)


def _compare_variables(variables, known, things, write: str, gone: str, end: str) -> str:
    changes = ""
    names = list(islice((name for name in variables if type(name) is str and not _is_hidden(name)), _MOST_VARIABLES))
    for name in names:
        value = variables[name]
        old = known.get(name)
        if old is not None and old[0] == id(value):
            continue
        text, memory = _values.write(value)
        changes += f",{write}{quote(name)},{text}{end}"
        thing = things.pop(name, None)
        if type(memory) is Thing:
            things[name] = memory
            known[name] = id(value), None
        else:
            known[name] = id(value), memory
        if thing is not None:
            _values.drop(thing)
    for name in known.keys() - set(names):
        del known[name]
        thing = things.pop(name, None)
        if thing is not None:
            _values.drop(thing)
        changes += f",{gone}{quote(name)}{end}"
    return changes + _values.introduce()


# Events


def _on_start(code, offset: int):
    global _after, _here, _code, _lines, _line, _frames, _left
    record = _codes.get(id(code))
    if record is None and (record := _meet(code)) is None:
        return _pass_by()
    if _threaded and get_ident() != _thread:
        _switch()
    if _remaining[0] < _DEEP:
        _check_depth()
    frame = Frame(_frames, record)
    _frames += 1
    changes = _changes_of_caller(3 + _above)
    if _here is not None:
        if _after is not _leaving:
            _here.after = _after
            _here.line = _line
        if _getframe(2 + _above).f_code is not _code:
            # The library has called, and may change what it was given when this returns.
            _here.after = _and_everything(_here.after)
    _stack.append(frame)
    _here = frame
    arguments = ""
    if record.parameters:
        variables = _getframe(1 + _above).f_locals
        things = frame.things
        for name in record.parameters:
            value = variables.get(name, _MISSING)
            if value is _MISSING:
                continue  # of a function around it, and not set yet
            text, memory = _values.write(value)
            arguments += f',["=",{quote(name)},{text}]'
            if type(memory) is Thing:
                things[name] = memory
        if things:
            arguments += _values.introduce()
    _append(f'["c",{frame.line}{changes},["(",{record.number}]{arguments}]\n')
    _code = code
    _lines = record.lines
    _line = frame.line
    _after = _after_anything if _wary else _nothing
    if len(_out) >= _chunk:
        _send()
    if _must_lock:
        _lock_callbacks()
    return None


def _changes_of_caller(depth: int) -> str:
    """What the line has changed so far from which a call has come; `depth` is that of the frame that called."""
    if _after is _nothing:
        return ""
    if _here is None:
        return _after(0)
    real = _getframe(depth)
    while real is not None and real.f_code is not _here.code.code:
        real = real.f_back
        depth += 1
    return "" if real is None else _after(depth + 1)


def _on_line(code, line: int):
    global _after, _line
    if code is not _code or _threaded:
        _find(code)
    _append(f'["l",{line}{_after(2 + _above)}{_bury() if _resting else ''}]\n')
    _line = line
    _after = _lines[line]
    if len(_out) >= _chunk:
        _send()


def _on_jump(code, offset: int, target: int):
    """To Python, a loop that stays on its line begins no line when it begins again. To us it does."""
    global _after, _line
    if target > offset or (line := _line_of_loop(code, offset, target)) is None:
        return _monitoring.DISABLE
    try:
        if code is not _code or _threaded:
            _find(code)
        _append(f'["l",{line}{_after(2 + _above)}{_bury() if _resting else ''}]\n')
        _line = line
        _after = _lines[line]
        if len(_out) >= _chunk:
            _send()
    except KeyboardInterrupt:
        _put_off()
    return None


def _put_off() -> None:
    """Python forgets the `try` around a jump when its callback raises something. So Ctrl-C comes a moment later."""
    if not _is_counting:
        _send_rest()
        _count_only()
    interrupt_main()


def _line_of_loop(code, offset: int, target: int) -> int | None:
    """The line of a jump back to the same line; None if it is another line, or a comprehension."""
    key = id(code), offset
    if key not in _jumps:
        lines = [None] * (len(code.co_code) // 2 + 1)
        for start, end, line in code.co_lines():
            lines[start // 2 : end // 2] = [line] * ((end - start) // 2)
        line = lines[offset // 2]
        stays = lines[target // 2] == line and not trace_effects.is_in_comprehension(code, offset)
        _jumps[key] = line if stays else None
    return _jumps[key]


_jumps: dict[tuple[int, int], int | None] = {}


def _on_return(code, offset: int, value: object):
    if code is not _code or _threaded:
        _find(code)
    changes = _after(2 + _above)
    text, memory = _values.write(value)
    if type(memory) is Thing:
        changes += _values.introduce()
        _left_things.append(memory)
    _append(f'["r",{_line},{text}{changes}]\n')
    _leave()
    if len(_out) >= _chunk:
        _send()


def _leave() -> None:
    """The innermost frame ends. It is still shown in this step, and gone in the next."""
    global _here, _code, _lines, _line, _after, _left
    _left += 1
    _left_things.extend(_stack.pop().things.values())
    _after = _leaving
    if _stack:
        _here = _stack[-1]
        record = _here.code
        _code = record.code
        _lines = record.lines
        _line = _here.line
    else:
        _here = None
        _code = None


def _leaving(depth: int) -> str:
    """Frames were left: say so, and then what the line has changed that goes on."""
    global _after, _left
    changes = ',[")"]' * _left
    _left = 0
    if _left_things:
        for thing in _left_things:
            _values.drop(thing)
        _left_things.clear()
    if _here is None:
        _after = _nothing
        return changes
    _after = _here.after
    return changes if _after is _nothing else changes + _after(depth + 1)


def _on_yield(code, offset: int, value: object):
    global _here, _code, _lines, _line, _after, _left
    if code is not _code or _threaded:
        _find(code)
    changes = _after(2 + _above)
    text, memory = _values.write(value)
    if type(memory) is Thing:
        changes += _values.introduce()
        _left_things.append(memory)
    _append(f'["y",{_line},{text}{changes}]\n')
    frame = _here
    frame.line = _line
    things, frame.things = frame.things, {}
    _leave()
    frame.things = things
    frame.after = _nothing
    real = _getframe(1 + _above)
    if frame.generator is None:
        frame.generator = ref(interpreter.generator_of(real))
    _resting[id(real)] = frame


# How many are asked after each line.
_BURIED_AT_ONCE = 8
# How to ask each kind for its frame: it has none any more when it is over.
_FRAME_OF = {
    GeneratorType: GeneratorType.__dict__["gi_frame"].__get__,
    CoroutineType: CoroutineType.__dict__["cr_frame"].__get__,
    AsyncGeneratorType: AsyncGeneratorType.__dict__["ag_frame"].__get__,
}


def _bury() -> str:
    """Those that rest and will never go on, for they are closed or nobody has them: Python tells of the others only."""
    changes = ""
    for key in list(islice(_resting, _BURIED_AT_ONCE)):
        frame = _resting.pop(key)
        generator = frame.generator()
        if generator is not None and _FRAME_OF[type(generator)](generator) is not None:
            _resting[key] = frame  # behind the others: they will be asked before it is asked again
            continue
        for thing in frame.things.values():
            _values.drop(thing)
        changes += f',[")",{frame.number}]'
    return changes


def _on_resume(code, offset: int):
    _wake(code)


def _on_throw(code, offset: int, error: BaseException):
    if id(code) in _codes and _codes[id(code)] is not None:
        _wake(code)


def _wake(code) -> None:
    global _here, _code, _lines, _line, _after, _frames
    if _threaded and get_ident() != _thread:
        _switch()
    record = _codes.get(id(code)) or _meet(code)
    changes = _changes_of_caller(4 + _above)
    real = _getframe(2 + _above)
    frame = _resting.pop(id(real), None)
    if _after is not _leaving and _here is not None:
        _here.after = _after
        _here.line = _line
    if frame is None or frame.code is not record:
        frame = Frame(_frames, record)
        _frames += 1
        change = f',["(",{record.number}]'
    else:
        change = f',["(",{record.number},{frame.number}]'
    _stack.append(frame)
    _here = frame
    _code = code
    _lines = record.lines
    _line = frame.line
    # What it shares with others may have changed while it rested.
    for name in record.cells:
        change += _store(frame.things, name, real.f_locals.get(name, _MISSING), f',["=",{quote(name)},', f',["-",{quote(name)}]')
    _append(f'["w",{_line}{changes}{change}]\n')
    _after = record.lines[_line]  # what is left of the line in which it rested


def _on_raise(code, offset: int, error: BaseException):
    global _after
    if _codes.get(id(code)) is None or error is _too_deep:
        return
    if _hide_our_frames(error):
        # What that callback was about to tell is lost, so what comes after would make no sense.
        _send_rest()
        _count_only()
        return
    if code is not _code or _threaded:
        _find(code)
    changes = _after(2 + _above)
    line = _getframe(1 + _above).f_lineno or _line
    changes += _bury() if _resting else ""
    _append(f'["x",{line},{quote(name_of(type(error))[:100])},{_message(error)}{changes}]\n')
    if len(_out) >= _chunk:
        _send()


def _hide_our_frames(error: BaseException) -> bool:
    """Ctrl-C, a signal's handler or a want of memory may have met a callback: then it is to seem to have met the
    program's line. Gives whether it was so."""
    trace = _trace_of(error)
    if trace is None or trace.tb_next is None or not _is_ours(trace.tb_next):
        return False
    inner = trace.tb_next
    while inner is not None and _is_ours(inner):
        inner = inner.tb_next
    trace.tb_next = inner
    return True


def _is_ours(trace) -> bool:
    return trace.tb_frame.f_code.co_filename.startswith(_OUR_FOLDER)


_trace_of = BaseException.__dict__["__traceback__"].__get__
_OUR_FOLDER = os.path.dirname(_hide_our_frames.__code__.co_filename) + "/"


def _message(error: BaseException) -> str:
    """Its message, if it takes none of the pupil's code to say it."""
    parts = BaseException.__dict__["args"].__get__(error)
    if type(parts) is tuple and len(parts) == 1 and type(parts[0]) is str:
        return quote(parts[0][:500])
    return "null"


def _on_unwind(code, offset: int, error: BaseException):
    global _too_deep
    if error is _too_deep:
        # It was raised in a frame that Python would not have made: nobody is to see that.
        error.__traceback__ = None
        _too_deep = None
        return
    if _is_counting or _codes.get(id(code)) is None:
        return
    if code is not _code or _threaded:
        _find(code)
    if _stack:
        _leave()


def _find(code) -> None:
    """Another frame runs than the one that was last heard of: another thread, or events that did not come."""
    global _here, _code, _lines, _line, _after, _frames, _left
    if _threaded and get_ident() != _thread:
        _switch()
    if code is _code:
        return
    while _stack and _stack[-1].code.code is not code:
        _leave()
    if not _stack:
        record = _codes.get(id(code)) or _meet(code)
        frame = Frame(_frames, record)
        _frames += 1
        _stack.append(frame)
        changes = "" if _after is _nothing else _after(0)
        _here, _code, _lines, _line, _after = frame, code, record.lines, frame.line, _nothing
        _append(f'["c",{frame.line}{changes},["(",{record.number}]]\n')


# Threads

_threaded = False
_thread = 0
_threads: dict[int, int] = {}
_contexts: dict[int, tuple] = {}

# Python changes from one thread to another wherever it likes, in the middle of a callback too. So where there may be
# several, each callback is called by one that holds this.
_lock = RLock()  # one that may be taken twice, for our own calls are events too
_must_lock = False
# How many frames of ours are between a callback and the program.
_above = 0


def _lock_callbacks() -> None:
    global _must_lock, _above
    _must_lock = False
    _above = 1
    _listen()


def _one_at_a_time(callback):
    def locked(*arguments):
        with _lock:
            return callback(*arguments) if _is_on else None

    return locked


def _listen() -> None:
    for event, callback in _callbacks().items():
        _monitoring.register_callback(_TOOL, event, _one_at_a_time(callback) if _above else callback)


def _callbacks():
    if _is_counting:
        return {
            _EVENTS.PY_START: _on_later_start,
            _EVENTS.LINE: _on_later_line,
            _EVENTS.JUMP: _on_later_jump,
            _EVENTS.RAISE: _on_later_raise,
            _EVENTS.PY_UNWIND: _on_unwind,
        }
    return {
        _EVENTS.PY_START: _on_start,
        _EVENTS.LINE: _on_line,
        _EVENTS.JUMP: _on_jump,
        _EVENTS.CALL: _on_call,
        _EVENTS.PY_RETURN: _on_return,
        _EVENTS.PY_YIELD: _on_yield,
        _EVENTS.PY_RESUME: _on_resume,
        _EVENTS.PY_THROW: _on_throw,
        _EVENTS.RAISE: _on_raise,
        _EVENTS.RERAISE: _on_raise,
        _EVENTS.PY_UNWIND: _on_unwind,
    }


def _switch() -> None:
    global _thread, _stack, _here, _code, _lines, _line, _after, _left, _left_things, _depth, _remaining
    context = _stack, _here, _code, _lines, _line, _after, _left, _left_things, _depth, _remaining
    _contexts[_thread] = context
    _thread = get_ident()
    if _thread not in _contexts:
        depth = interpreter.Depth()
        depth.give(_HEADROOM)
        _contexts[_thread] = ([], None, None, {}, 0, _nothing, 0, [], depth, depth.view)
    _stack, _here, _code, _lines, _line, resumed, _left, _left_things, _depth, _remaining = _contexts[_thread]
    number = _threads.setdefault(_thread, len(_threads))

    def arrived(depth: int) -> str:
        global _after
        _after = resumed
        return f',["@",{number}]{resumed(depth + 1)}'

    _after = arrived


# Code and modules


def _meet(code) -> Code | None:
    """A code object runs for the first time. None if it is not the pupil's."""
    global _threaded, _must_lock, _wary_of_frames
    path = code.co_filename
    if type(path) is not str or not path.startswith(FOLDER):
        return None
    namespace = _getframe(2 + _above).f_globals
    module = _modules.get(path)
    if module is None:
        module = Module(len(_modules), namespace)
        _modules[path] = module
        _record(f'["file",{module.number},{quote(path[len(FOLDER):])}]')
        name = namespace.get("__name__")
        if type(name) is str:
            _values.modules.add(name)
    if not _DEBUGGERS.isdisjoint(code.co_names):
        forget()
        return None
    number = len(_codes)
    _record(f'["code",{number},{module.number},{quote(code.co_qualname[:200])},"{_kind_of(code)}",{code.co_firstlineno}]')
    if not _WARY_OF_FRAMES.isdisjoint(code.co_names):
        _wary_of_frames = True
        _become_wary()
    if not _WARY_OF.isdisjoint(code.co_names) or trace_effects.hands_out_changers(code):
        _become_wary()
    if not _THREADS.isdisjoint([name.partition(".")[0] for name in code.co_names]) and not _threaded:
        _threaded = _must_lock = True
        _become_wary()
    record = Code(number, code, module)
    _codes[id(code)] = record
    waits = not _WAITING.isdisjoint(code.co_names)
    _monitoring.set_local_events(_TOOL, code, _LOCAL | _EVENTS.CALL if waits else _LOCAL)
    return record


def _kind_of(code) -> str:
    if code.co_name == "<module>":
        return "module"
    if code.co_flags & 0x80 or code.co_flags & 0x200:
        return "coroutine"
    if code.co_flags & 0x20:
        return "generator"
    return "function" if code.co_flags & 0x01 else "class"


def _record(text: str) -> None:
    """A record that is no step, before the next one."""
    global _head
    if _out:
        _out[-1] += text + "\n"
    else:
        _head += text + "\n"


def _send() -> None:
    global _chunk, _sent_at
    _send_rest()
    now = _monotonic()
    if now - _sent_at > _SEND_SECONDS:
        _chunk = max(_FEWEST, _chunk // 4)
    else:
        _chunk = min(_MOST, _chunk * 2)
    _chunk = min(_chunk, max(1, _most_steps - _sent))
    _sent_at = now
    if _sent >= _most_steps and not _is_counting:
        _count_only()


def _send_rest() -> None:
    global _head, _sent, _lines_before
    text = _head + "".join(_out)
    _head = ""
    _sent += len(_out)
    _out.clear()
    text += _wholes.take(_sent)
    if text:
        _lines_before += f"\n{text}".count('\n["l",')
        _notify(text.encode())


# Depth: our own functions need some, and a program must not find less of it than it would have, nor more

_HEADROOM = 60
# From here on, functions of the library are listened to as well: they would find the depth that is meant for us.
_DEEP = _HEADROOM + 100
_sleeping = False
_depth: interpreter.Depth | None = None
# How many more calls may be nested, ours included: element 0.
_remaining: memoryview | list[int] = [0]
# What was raised where a call would have been too deep.
_too_deep: BaseException | None = None


def _pass_by():
    """A function of the library's begins."""
    global _sleeping
    if _remaining[0] < _DEEP and (not _threaded or get_ident() == _thread):
        _check_depth(3)
        return None
    _sleeping = True
    return _monitoring.DISABLE


def _check_depth(calls: int = 2) -> None:
    """Raise what Python would have raised, had it not been given more depth for our sake. So many calls are ours."""
    global _too_deep, _sleeping
    if _sleeping:
        _sleeping = False
        _monitoring.restart_events()
    if _depth.limit != _depth.limit_given:
        _depth.give(_HEADROOM)  # the program has set another limit, which took away what we had added
    if _remaining[0] + calls + _above < _HEADROOM:
        _too_deep = RecursionError("maximum recursion depth exceeded")
        raise _too_deep


# After the last step: lines are counted, and now and then the state is told

_LATER = _EVENTS.LINE | _EVENTS.JUMP
_LINES_AT_A_TIME = 4096

_is_counting = False
_counts: dict[int, dict[int, int]] = {}
_tally: dict[int, int] = {}
# Numbers of lines, the last one last; and, below zero, of codes: lines before it belong to that one.
_recent: deque[int] = deque(maxlen=_LAST_LINES)
_note_line = _recent.append
_lines_before = 0
_ticks = iter(range(_LINES_AT_A_TIME))
_next_later = 0.0
_later_told = 0


def _count_only() -> None:
    global _is_counting, _code
    _is_counting = True
    _code = None
    _monitoring.set_events(_TOOL, _EVENTS.PY_START | _EVENTS.RAISE | _EVENTS.PY_UNWIND)
    _listen()
    for code in _codes.values():
        if code is not None:
            _monitoring.set_local_events(_TOOL, code.code, _LATER)


def _on_later_start(code, offset: int):
    if id(code) not in _codes and _meet(code) is not None:
        _monitoring.set_local_events(_TOOL, code, _LATER)
    if id(code) not in _codes:
        return _pass_by()
    if _remaining[0] < _DEEP:
        _check_depth()
    if _must_lock:
        _lock_callbacks()
    return None


def _on_later_raise(code, offset: int, error: BaseException) -> None:
    if id(code) in _codes:
        _hide_our_frames(error)


def _on_later_jump(code, offset: int, target: int):
    if target > offset or (line := _line_of_loop(code, offset, target)) is None:
        return _monitoring.DISABLE
    try:
        _on_later_line(code, line)
    except KeyboardInterrupt:
        _put_off()
    return None


def _on_later_line(code, line: int):
    global _code, _tally
    if code is not _code:
        if _code is not None:
            _note_line(-1 - _codes[id(_code)].number)
        _code = code
        _tally = _counts.setdefault(id(code), {})
    try:
        _tally[line] += 1
    except KeyError:
        _tally[line] = 1
    _note_line(line)
    if next(_ticks, None) is None:
        _after_many_lines()


def _after_many_lines() -> None:
    global _lines_before, _ticks, _next_later
    _lines_before += _LINES_AT_A_TIME
    _ticks = iter(range(_LINES_AT_A_TIME))
    now = _monotonic()
    if _lines_before >= _most_lines:
        _spend()
    elif now >= _next_later:
        _tell_later()
        _next_later = now + max(_LATER_SECONDS, _later_told / _LATER_SHARE)


def _tell_later() -> None:
    """How things are now, all of it."""
    global _later_told
    visits = [
        f"[{_codes[key].module.number},{line},{count}]"
        for key, counts in list(_counts.items())
        for line, count in list(counts.items())
    ]
    state = _state()
    _send_rest()  # what it speaks of
    record = f'["later",{_lines_run()},[{",".join(visits)}],[{",".join(_last_lines())}],{state}]\n'.encode()
    _later_told += len(record)
    _notify(record)


def _lines_run() -> int:
    return _lines_before + _LINES_AT_A_TIME - _ticks.__length_hint__()


def _last_lines() -> list[str]:
    code = _codes.get(id(_code))
    found: list[str] = []
    by_number = {code.number: code for code in _codes.values() if code is not None}
    for noted in reversed(_recent):
        if noted < 0:
            code = by_number[-1 - noted]
        elif code is not None:
            found.append(f"[{code.module.number},{noted}]")
    return found[::-1]


def _state() -> str:
    """A keyframe of this very moment. Its frames were not watched when they began; they are numbered below zero."""
    values = _values.another()
    things: list[str] = []
    room = _MOST_STATE

    def variables_of(names, get) -> tuple[str, int]:
        nonlocal room
        shown = [name for name in names if type(name) is str and not _is_hidden(name)]
        told = []
        left_out = max(0, len(shown) - _MOST_VARIABLES)
        for name in shown[:_MOST_VARIABLES]:
            value = get(name, _MISSING)
            if value is _MISSING:
                continue
            if room < 0:
                left_out += 1
                continue
            text, _ = values.write(value)
            told.append(f"[{quote(name)},{text}]")
            room -= len(told[-1])
            things.extend(values.describe_met())
        return ",".join(told), left_out

    modules = []
    for module in _modules.values():
        told, _ = variables_of(list(module.namespace), module.namespace.get)
        modules.append(f"[{module.number},[{told}]]")
    threads = []
    number = 0
    reals = dict(sys._current_frames())
    reals[get_ident()] = _getframe()
    for ident, real in reals.items():
        frames = []
        while real is not None:
            code = _codes.get(id(real.f_code))
            if code is not None:
                number -= 1
                told, left_out = "", 0
                if not code.is_module:
                    variables = real.f_locals
                    if code.optimized or type(variables) is dict:
                        told, left_out = variables_of(variables, variables.get)
                frames.append(f"[{number},{code.number},{real.f_lineno or 0},[{told}],{left_out}]")
            real = real.f_back
        if frames or ident == get_ident():
            threads.append(f"[{_threads.setdefault(ident, len(_threads))},[{','.join(reversed(frames))}]]")
    return f'["key",-1,[{",".join(threads)}],[{",".join(modules)}],[{",".join(things)}],[]]'


def _spend() -> None:
    """The program has run as many lines as it may. Whatever it would do about an exception, it ends here."""
    _tell_later()
    _notify(f'["end","limit",{_sent},{_lines_run()}]\n'.encode())
    _end_of_budget()


def _roots():
    for frame in (*_stack, *_resting.values()):
        yield from frame.things.values()
    for module in _modules.values():
        yield from module.things.values()
    yield from _left_things


_wholes = Wholes(lambda: _sent + len(_out) - (not _is_on))
_values = Values(_roots, _record, _forget_lines, _wholes)

# From outside

_is_on = False
_end_of_budget = None


def start(entry: str, steps: int, lines: int, writes: Writes, notify, end_of_budget) -> None:
    """Record what runs from now on, and in which step it writes how much.

    `notify` is given whole lines of the trace, as bytes; `end_of_budget` ends the process when so many lines have run.
    """
    global _most_steps, _most_lines, _notify, _end_of_budget, _thread, _after, _is_on, _depth, _remaining, _writes
    _writes = writes
    _most_steps, _most_lines, _notify, _end_of_budget = steps, lines, notify, end_of_budget
    _thread = get_ident()
    _threads[_thread] = 0
    _after = _nothing
    _is_on = True
    _depth = interpreter.Depth()
    _depth.give(_HEADROOM)
    _remaining = _depth.view
    _record(f'{{"trace":1,"python":"{sys.version.split()[0]}","entry":{quote(entry)}}}')
    _monitoring.use_tool_id(_TOOL, "sandlot")
    _listen()
    _monitoring.set_events(_TOOL, _GLOBAL)


def forget() -> None:
    """Record nothing of this process any more: it is a copy of the one that is traced."""
    global _is_on, _lock
    _lock = RLock()  # a thread that is not in the copy may have held the other
    if _is_on:
        _is_on = False
        _stop_listening()


def stop(how: str) -> None:
    """The program is over: `done` or `error`."""
    with _lock:
        if _is_on:
            _stop(how)


def _stop(how: str) -> None:
    global _is_on
    _is_on = False
    _stop_listening()
    if _is_counting:
        _tell_later()
    else:
        for module in _modules.values():
            for name in module.things:
                _values.keep_now(module.namespace.get(name))
        _send_rest()
    _notify(f'["end","{how}",{_sent},{_lines_run()}]\n'.encode())
    _let_go()


def _stop_listening() -> None:
    _monitoring.set_events(_TOOL, 0)
    for code in _codes.values():
        if code is not None:
            _monitoring.set_local_events(_TOOL, code.code, 0)
    _monitoring.free_tool_id(_TOOL)
    _depth.take_back()


def _let_go() -> None:
    """Hold on to nothing of the program's, which may want to see it die."""
    global _here, _code, _lines, _after, _writes
    _here = _code = _after = None
    _lines = {}
    _writes = Writes((), False)
    for kept in (_codes, _modules, _jumps, _stack, _resting, _contexts, _left_things):
        kept.clear()
