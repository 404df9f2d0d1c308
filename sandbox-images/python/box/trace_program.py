"""The program as the tracer knows it: its files, its pieces of code, its threads and their frames.

There is one program in a process, and so one trace: what is known of it are variables of modules, which Python
reaches faster than anything else. What changes with the thread that runs is in `now`.
"""

import sys
from _collections_abc import Callable  # collections.abc would load all of `collections`
from _weakref import ref
from types import AsyncGeneratorType, CoroutineType, GeneratorType

import interpreter
import trace_sending
from trace_values import Thing, Values, is_name

FOLDER = "/work/"

_getframe = sys._getframe

# Variables of a frame or a file that are told of. The others are counted.
MOST_VARIABLES = 1_000


class Module:
    """A file of the pupil's, and the variables of its module."""

    def __init__(self, number: int, path: str, namespace: dict[str, object]) -> None:
        self.number = number
        self.is_package = path.endswith("/__init__.py")
        self.namespace = namespace
        # Variables that lead to something with parts.
        self.things: dict[str, Thing] = {}
        # When all variables are compared: what each was, by its address, and by itself where it cannot change.
        self.known: dict[str, tuple[int, object]] = {}
        # Names of those that the code can set and that are told of; and those that are there and not told of.
        self.names: set[str] = set()
        self.left_out: set[str] = set()
        # Names of those that functions set.
        self.set_by_functions: set[str] = set()


class Code:
    """A code object that has run."""

    def __init__(self, number: int, code, module: Module) -> None:
        self.number = number
        self.code = code  # kept, so that its address stays its own
        self.module = module
        self.is_module = code.co_name == "<module>"
        self.optimized = bool(code.co_flags & 0x01)
        count = code.co_argcount + code.co_kwonlyargcount
        count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
        # What a frame has from the beginning.
        self.parameters = [name for name in code.co_varnames[:count] + code.co_freevars if not is_hidden(name)]
        self.names: set[str] = set(self.parameters)
        self.cells = code.co_cellvars + code.co_freevars
        # Whether others may set variables of its frames. Those of a module's are the globals.
        self.shares = bool(self.cells) or not (self.optimized or self.is_module)
        # Of each line, what gives the changes that it has made: trace_looks.py.
        self.lines: dict[int, After] = {}


NONE: set[str] = set()  # never changed


class Frame:
    """One call, for as long as it lasts."""

    __slots__ = ("number", "code", "things", "known", "left_out", "unknown", "line", "after", "generator")

    def __init__(self, number: int, code: Code) -> None:
        self.number = number
        self.code = code
        # As of a Module; None until variables are compared.
        self.things: dict[str, Thing] = {}
        self.known: dict[str, tuple[int, object]] | None = None
        self.left_out: set[str] = NONE
        # Names of variables that it shares, and that have changed since it was told of them; if there were none yet
        # since it was innermost, NONE itself.
        self.unknown: set[str] = NONE
        # Where it waits, and what that line will have changed.
        self.line = code.code.co_firstlineno
        self.after = nothing
        # Of a generator or coroutine that has rested: a weak reference to it.
        self.generator: ref | None = None


class Thread:
    """A thread of the program's: its frames, and of the innermost what each event needs.

    `after` is what is still to be told of the time since the last step; the next one calls it and begins with what it
    gives. It is one of these:

    - `nothing`: a frame has just begun;
    - what belongs to a line (`lines[line]`, trace_looks.py): that line has run;
    - `leaving`: frames were left, and are to be taken away; then what the line of the one below has changed;
    - `arriving`: others ran meanwhile; whose turn it is now, and then what `after` was before (`resumed`).

    While a frame waits for another that it has called, the other's is here and its own is in the frame.
    """

    __slots__ = (
        *("ident", "number", "stack", "here", "code", "lines", "line", "after", "arriving", "resumed"),
        *("left", "left_things", "below", "remaining", "depth"),
    )

    def __init__(self, ident: int, number: int) -> None:
        self.ident = ident
        self.number = number
        self.stack: list[Frame] = []
        self.here: Frame | None = None
        # Of the frame that is innermost: its code, what belongs to its lines, and its line.
        self.code = None
        self.lines: dict[int, After] = {}
        self.line = 0
        self.after = self.resumed = nothing
        self.arriving = _arriving(self)
        # Frames that were left since the last step, and what was kept for showing it.
        self.left = 0
        self.left_things: list[Thing] = []
        # The `depth` (see After) of what a callback calls: more where callbacks are themselves called by something.
        self.below = 2
        # How many more calls may be nested, ours included: element 0. From when it has run: trace_depth.py.
        self.remaining: memoryview | None = None
        self.depth: interpreter.Depth | None = None

    def begin(self, frame: Frame) -> None:
        """It is the innermost now."""
        self.stack.append(frame)
        self.here = frame
        self.code = frame.code.code
        self.lines = frame.code.lines
        self.line = frame.line

    def leave(self) -> None:
        """The innermost frame ends. It is still shown in this step, and gone in the next."""
        stack = self.stack
        things = stack.pop().things
        if things:
            self.left_things.extend(things.values())
        self.left += 1
        self.after = leaving
        if stack:
            self.here = frame = stack[-1]
            self.code = frame.code.code
            self.lines = frame.code.lines
            self.line = frame.line
        else:
            self.here = self.code = None


# Gives changes, each after a comma. The argument is how far below it, on Python's own stack, the pupil's frame is:
# what it is given is right for its own `_getframe`, and it gives one more to each function that it calls itself.
After = Callable[[int], str]


def nothing(depth: int) -> str:
    return ""


def leaving(depth: int) -> str:
    thread = now
    if thread.left == 1 and not thread.left_things:
        changes = ',[")"]'
        thread.left = 0
    else:
        changes = _gone(thread)
    thread.after = after = nothing if thread.here is None else thread.here.after
    return changes if after is nothing else changes + after(depth + 1)


def _gone(thread: Thread) -> str:
    """Frames that were left."""
    changes = ',[")"]' * thread.left
    thread.left = 0
    if thread.left_things:
        for thing in thread.left_things:
            values.drop(thing)
        thread.left_things.clear()
    return changes


def _arriving(thread: Thread):
    def arriving(depth: int) -> str:
        thread.after = thread.resumed
        return f'{_over()},["@",{thread.number}]{thread.after(depth + 1)}'

    return arriving


def _over() -> str:
    """Threads that have left their last frame: it may be long until one runs something again, if ever."""
    changes = ""
    for thread in threads.values():
        if thread is not now and thread.left > 0 and thread.here is None:
            changes += f',["@",{thread.number}]{_gone(thread)}'
    return changes


# What gives the changes of a line, and what does if other code of the pupil's has run in the midst of the line: that
# may have had a variable or an attribute lead to something else than what the line has changed.
careful: dict[After, After] = {}

# By address.
codes: dict[int, Code] = {}
# By path.
modules: dict[str, Module] = {}
# By what Python calls them; it calls new ones like old ones that are over.
threads: dict[int, Thread] = {}
# Generators that rest, by the address of their frame.
resting: dict[int, Frame] = {}
# The thread that runs.
now: Thread


def thread_of(ident: int) -> Thread:
    if ident not in threads:
        threads[ident] = Thread(ident, len(threads))
    return threads[ident]


def is_hidden(name: str) -> bool:
    """Python's own: `__name__`, and the `.0` of a generator expression; and what no person would write."""
    return name[:2] == "__" == name[-2:] or name[:1] == "." or not is_name(name)


def live_frames(depth: int):
    """The frames of this thread, innermost first, each with Python's own."""
    real = _getframe(depth)
    for frame in reversed(now.stack):
        while real is not None and real.f_code is not frame.code.code:
            real = real.f_back
        if real is None:
            return
        yield frame, real
        real = real.f_back


# How to ask each kind for its frame: it has none any more when it is over.
_FRAME_OF = {
    GeneratorType: GeneratorType.__dict__["gi_frame"].__get__,
    CoroutineType: CoroutineType.__dict__["cr_frame"].__get__,
    AsyncGeneratorType: AsyncGeneratorType.__dict__["ag_frame"].__get__,
}


def real_frame(frame: Frame):
    """Python's own of one that rests; None if it is over."""
    generator = frame.generator()
    return None if generator is None else _FRAME_OF[type(generator)](generator)


def resting_frames():
    """Those that rest, each with Python's own."""
    for frame in list(resting.values()):
        real = real_frame(frame)
        if real is not None:
            yield frame, real


def left_out(owner: Module | Frame, names: set[str]) -> str:
    """The change that tells how many variables are there and not told of, if these are others than before."""
    if len(names) == len(owner.left_out):
        owner.left_out = names
        return ""
    owner.left_out = names
    if type(owner) is Module:
        # Those of a file are its module's, while that runs.
        frames = [frame for thread in threads.values() for frame in thread.stack if frame.code.is_module]
        frames = [frame for frame in frames if frame.code.module is owner]
        return f',["~",{len(names)},{frames[0].number}]' if frames else ""
    return f',["~",{len(names)},{owner.number}]'


def forget_lines() -> None:
    """Consider anew what the lines can change."""
    for code in codes.values():
        code.lines.clear()
    # A line that has begun may yet be asked.
    begun = {after for thread in threads.values() for after in (thread.after, thread.resumed)}
    for after in careful.keys() - begun:
        del careful[after]


def let_go() -> None:
    """Hold on to nothing of the program's, which may want to see it die."""
    for thread in threads.values():
        thread.here = thread.code = None
        thread.lines = {}
        thread.after = thread.resumed = nothing
        thread.stack.clear()
        thread.left_things.clear()
    for known in (codes, modules, resting, careful):
        known.clear()


def _roots():
    for thread in threads.values():
        for frame in thread.stack:
            yield from frame.things.values()
        yield from thread.left_things
    for frame in resting.values():
        yield from frame.things.values()
    for module in modules.values():
        yield from module.things.values()


values = Values(_roots, trace_sending.record, forget_lines, trace_sending.wholes)
