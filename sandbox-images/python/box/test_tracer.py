"""Random programs: the state that follows from the steps is the one that a plain recorder sees, at every step."""

import bisect  # noqa: F401 (the programs do)
import dataclasses  # noqa: F401
import gc
import heapq  # noqa: F401
import json
import os
import random
import sys
import threading  # noqa: F401
import traceback
import unittest
from collections import deque
from types import GeneratorType, MemberDescriptorType

import trace_later
import trace_sending
import tracer

# Some minutes' worth is for `npm run test:full`.
PROGRAMS = 1000 if os.environ.get("SANDLOT_FULL") else 30
MOST_STEPS = 600
PATH = "/work/random.py"


# What the steps say


class Replay:
    """The state after the records so far, as runner/trace/FORMAT.md has it; of the thread that runs."""

    def __init__(self) -> None:
        self.codes: dict[int, list] = {}
        self.stacks: dict[int, list[int]] = {0: []}
        self.stack = self.stacks[0]
        self.frames: dict[int, dict] = {}
        self.globals: dict[int, dict[str, object]] = {}
        self.heap: dict[int, dict] = {}
        self.steps = 0
        self._begun = 0

    def take(self, line: str) -> None:
        record = json.loads(line)
        if isinstance(record, dict) or record[0] == "head":
            return
        kind = record[0]
        if kind == "file":
            self.globals[record[1]] = {}
        elif kind == "code":
            self.codes[record[1]] = record
        elif kind in ("l", "c", "w", "r", "y", "x"):
            for change in record[{"r": 3, "y": 3, "x": 4}.get(kind, 2) :]:
                self._change(change)
            self.frames[self.stack[-1]]["last"] = kind
            self.steps += 1

    def _change(self, change: list) -> None:
        kind, *rest = change
        if kind == "@":
            self.stack = self.stacks.setdefault(rest[0], [])
        elif kind == "(":
            number = rest[1] if len(rest) == 2 else self._begun
            if len(rest) == 1:
                self._begun += 1
                self.frames[number] = {"code": self.codes[rest[0]], "variables": {}, "last": "c"}
            self.stack.append(number)
        elif kind == ")":
            number = rest[0] if rest else self.stack.pop()
            if rest or self.frames[number]["last"] != "y":
                del self.frames[number]
        elif kind == "=":
            self._variables(*rest[2:])[rest[0]] = rest[1]
        elif kind == "-":
            self._variables(*rest[1:]).pop(rest[0], None)
        elif kind == "g":
            variables = self.globals[rest[0]]
            if len(rest) == 3:
                variables[rest[1]] = rest[2]
            else:
                variables.pop(rest[1], None)
        elif kind == "*":
            number, kind, name, _, total, *items = rest
            self.heap[number] = {"kind": kind, "type": name, "total": total, "items": items}
        elif kind == "s":
            number, start, remove, total, *items = rest
            self.heap[number]["items"][start : start + remove] = items
            self.heap[number]["total"] = total

    def _variables(self, number: int | None = None) -> dict[str, object]:
        frame = self.frames[self.stack[-1] if number is None else number]
        return self.globals[frame["code"][2]] if frame["code"][4] == "module" else frame["variables"]

    def state(self) -> object:
        frames = [self.frames[number] for number in self.stack]
        view = View(self._look)
        running = {number for stack in self.stacks.values() for number in stack}
        resting = [self.frames[number] for number in sorted(self.frames.keys() - running)]
        return (
            [(frame["code"][3], view.named(frame["variables"])) for frame in frames],
            view.named(self.globals.get(0, {})),
            sorted(repr((frame["code"][3], View(self._look).named(frame["variables"]))) for frame in resting),
        )

    def _look(self, value: object):
        if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], int)):
            return None
        thing = self.heap[value[0]]
        return value[0], thing["kind"], thing["type"], thing["total"], thing["items"]


class View:
    """A picture of values in which an object is told once, where it is met first, and referred to by its place then.

    `look` gives of an object: identity, kind, type, how many items it has and which, or None of any other value.
    """

    def __init__(self, look) -> None:
        self._look = look
        self._met: dict[int, int] = {}

    def named(self, variables: dict[str, object]) -> list:
        return [(name, self.of(variables[name])) for name in sorted(variables)]

    def of(self, value: object) -> object:
        found = self._look(value)
        if found is None:
            return repr(["t", "slice"] if type(value) is slice else value)
        identity, kind, name, total, items = found
        if identity in self._met:
            return ("again", self._met[identity])
        self._met[identity] = len(self._met)
        if kind == "dict":
            told = [(self.of(key), self.of(item)) for key, item in items]
        elif kind in ("instance", "class", "function"):
            told = [(key, self.of(item)) for key, item in items]
        else:
            told = [self.of(item) for item in items]
        return (kind, name, total, told)


# What is so


def real_state() -> object:
    """The same of the program's own frames, from Python itself, by looking at all of it."""
    frames = []
    running = set()
    for frame in sys._current_frames().values():
        while frame is not None:
            running.add(frame)
            frame = frame.f_back
    frame = sys._getframe()
    namespace: dict[str, object] = {}
    while frame is not None:
        if frame.f_code.co_filename == PATH:
            namespace = frame.f_globals
            own = {} if frame.f_code.co_name == "<module>" else visible(frame.f_locals)
            frames.append((frame.f_code.co_qualname, own))
        frame = frame.f_back
    view = View(look_at)
    return (
        [(name, view.named(own)) for name, own in reversed(frames)],
        view.named(visible(namespace)),
        sorted(
            repr((value.gi_code.co_qualname, View(look_at).named(visible(value.gi_frame.f_locals))))
            for value in gc.get_objects()
            if type(value) is GeneratorType and value.gi_code.co_filename == PATH
            if value.gi_suspended and value.gi_frame not in running and value.gi_frame.f_lasti > 4
        ),
    )


def visible(variables) -> dict[str, object]:
    return {name: value for name, value in variables.items() if name[:2] != "__" and name[0] != "."}


def look_at(value: object):
    kind = type(value)
    name = kind.__name__
    if kind in (list, tuple, set, deque):
        return id(value), name, name, len(value), list(value)[:100]
    if kind is dict:
        return id(value), "dict", name, len(value), list(value.items())[:100]
    if kind.__name__ == "function":
        cells = zip(value.__code__.co_freevars, value.__closure__ or ())
        items = [(name, cell.cell_contents) for name, cell in cells if has_value(cell)]
        return id(value), "function", name, len(items), items
    if kind is type and value.__module__ == "__main__":
        items = [(name, part) for name, part in vars(value).items() if name[:2] != "__"]
        items = [item for item in items if type(item[1]) is not MemberDescriptorType]
        return id(value), "class", name, len(items), items
    if kind.__module__ == "__main__":
        slots = [name for name, slot in vars(kind).items() if type(slot) is MemberDescriptorType]
        items = [(name, getattr(value, name)) for name in slots if hasattr(value, name)]
        items += getattr(value, "__dict__", {}).items()
        return id(value), "instance", name, len(items), items
    if value is None or kind in (int, str, bool, slice):
        return None
    return id(value), "text", name, 0, []


def has_value(cell) -> bool:
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


# Programs


class Writer:
    """Writes a program that ends, makes few errors of its own and catches them. A wild one changes variables behind
    the back of its bytecode, and has threads."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._is_wild = seed % 3 == 0

    def program(self) -> str:
        lines = [*START.splitlines(), *(WILD.splitlines() if self._is_wild else ()), "def h(a):", "    global b, xs", "    b = c = n = i = 1", "    ys = [a]", "    d = {}"]
        for _ in range(3):
            lines += self._statement(1, 1)
        lines += ["    return a", "try:"]
        for _ in range(12):
            lines += self._statement(1, 0)
        return "\n".join([*lines, "except Exception as error:", "    kept = [error]", "done = 1"]) + "\n"

    def _one(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _value(self, depth: int = 0) -> str:
        name = self._one("a", "b", "c", "i", "xs", "ys", "d", "n")
        if depth > 2 or self._random.random() < 0.25:
            return name
        value = self._value(depth + 1)
        return self._one(
            str(self._random.randrange(5)),
            name,
            f"[{value}, {self._value(depth + 1)}]",
            f"({value}, {name})",
            f"(lambda q: q)({value})",
            f"f({value})",
            "len(xs)",
            f'{{"k": {value}}}',
            f"[{value} for z in range(2)]",
            f"list(map(f, [{value}]))",
            f"(w := {value})",
            f"deque([{value}])",
            "str(i) * 3",
        )

    def _block(self, indent: int, depth: int) -> list[str]:
        return [line for _ in range(self._random.randrange(1, 4)) for line in self._statement(indent, depth)]

    def _statement(self, indent: int, depth: int) -> list[str]:
        inner = depth < 3
        value = self._value()
        name = self._one("a", "b", "c", "xs", "ys", "d", "n")
        simple = [
            f"{name} = {value}",
            f"{name} = {value}",
            f"xs.append({value})",
            "ys = xs",
            f"xs[{self._random.randrange(2)}] = {value}",
            f"xs[-1:] = [{value}]",
            f"d[{self._one('1', 'i', repr('k'))}] = {value}",
            f"d.update(k={value})",
            "a, b = b, a",
            f"o.{self._one('x', 'y')} = {value}",
            f"o.grow({value})",
            f"{name} = [xs, ys, o]",
            f"O.kind = {value}",
            f"{name} = dict(q=xs)",
            f"n = k({value})()",
            "xs.sort(key=str); xs.reverse()",
            "del xs[:1]",
            f"ys += [{value}]",
            f"q.append({value}); q.rotate(1)",
            "xs = [*ys] if isinstance(ys, list) else []",
            # Of those that are over, only a few are noticed at a step.
            "if len(generators) < 6: generators.append(g(2)); next(generators[-1])",
            f"generators[-1].send({value}) if generators else None",
            "generators.pop() if generators else None",
            "generators[0].close() if generators else None",
            f"for i in range(2): xs = [xs, i]",
            f"s(o.l, {value})",
            "h(b)" if depth == 0 else "pass",
            f"o.l.append({value})",
            f"o.l[0] = {value}",
            f"o.d['k'].append({value})",
            f"o.n += {self._random.randrange(3)}",
            f"o.l += [{value}]",
            f"o.d[1], o.d['k'] = {value}, [0]",
            f"grid[{self._random.randrange(2)}][{self._one('0', '1', 'i')}] = {value}",
            f"grid[{self._random.randrange(2)}][0] += 1",
            f"grid[0].append(renew({value}))",
            f"o.l.append(o.renew({value}))",
            "xs += [renew(1)]",
            f"xs.append(renew({value}))",
            f"o.l.extend([{value}]); xs = o.l",
            "heapq.heappush(heap, len(heap)); heapq.heapify(heap)",
            "bisect.insort(heap, 3)",
            "rng.shuffle(heap); heap[3:] = []",
            f"list(map(o.l.append, [{value}]))",
            f"[o.l.append(z) for z in range(2)]; del o.l[:3]",
            f"for z in range(2): o.l.append(z); grid[z] = [z]",
            f"n = deep({self._random.randrange(4)}, {value})",
            f"n = counter({value})(2)",
            f"with Guard(xs, {value}) as c: a = c",
            f"class M(O): kind = {name}; other = [kind]",
            f"m = M({value}); m.l.append(m)",
            f"n, *ys = [{value}, xs, 1]",
            f"p = Point({value}, [1]); p.y.append(p); p.x = 1",
            f"pair.l, pair.v = [{value}], pair",
            f"pair.l.append({value})",
            f"pair.v += {self._random.randrange(3)}",
            "del pair.l",
            f"pair.push({value})",
            f"pair.lost.append({value})",
            f"pair.lost[0] = {value}",
            f"t1 = t2 = set(); t1 |= {{{self._random.randrange(3)}}}",
            "del n; n = 0",
            "generators.append(careful(xs)); next(generators[-1])",
            "generators[-1].throw(ValueError('t')) if generators else None",
            "list(g(2)); sum(len(z) for z in g(2))",
            "O.all = O.all[-2:]",
        ]
        if self._is_wild:
            simple += [
                f"wild({value})",
                f"wild({value})",
                f"setattr(o, 'x', {value})",
                f"exec('a = [xs, {self._random.randrange(9)}]')" if depth == 0 else "pass",
                f"globals()['c'] = {value}" if depth == 0 else "globals().update(c=1)",
                f"vars(o)['w'] = {value}",
                f"reach({value})",
                f"thread(s, o.l, {value})",
                f"thread(o.grow, {value})",
            ]
        pad = "    " * indent
        kind = self._random.randrange(11)
        if inner and kind == 0:
            return [f"{pad}for i in range({self._random.randrange(4)}):", *self._block(indent + 1, depth + 1)]
        if inner and kind == 1:
            orelse = [f"{pad}else:", *self._block(indent + 1, depth + 1)]
            return [f"{pad}if {value}:", *self._block(indent + 1, depth + 1), *orelse]
        if inner and kind == 2:
            handler = [f"{pad}except Exception as e:", *self._block(indent + 1, depth + 1)]
            return [f"{pad}try:", *self._block(indent + 1, depth + 1), *handler]
        if inner and kind == 3:
            return [f"{pad}for i in g({self._random.randrange(3)}):", *self._block(indent + 1, depth + 1)]
        if inner and kind == 4:
            handler = [f"{pad}finally:", *self._block(indent + 1, depth + 1)]
            return [f"{pad}try:", *self._block(indent + 1, depth + 1), *handler]
        line = self._random.choice(simple)
        if self._random.randrange(8) == 0:
            return [pad + line]
        return [f"{pad}try:", f"{pad}    {line}", f"{pad}except Exception: pass"]


START = """
import bisect, heapq, random
from collections import deque
from dataclasses import dataclass
class O:
    all = []
    def __init__(self, x):
        self.x = x
        self.l = []
        self.n = 0
        self.d = {"k": [x], 1: 2}
    def grow(self, v):
        self.l.append(v)
        O.all.append(self)
        self.n += len(self.l)
        self.y = v
    def renew(self, v):
        self.l = [v]
        return self
class Guard:
    def __init__(self, held, v):
        self.held = held
        self.v = v
    def __enter__(self):
        self.held.append(self.v)
        return self
    def __exit__(self, *problem):
        self.held.pop()
        return True
class M(O):
    pass
@dataclass
class Point:
    x: int
    y: list
@dataclass(slots=True)
class Pair:
    l: list
    v: int
    def push(self, v):
        try:
            self.lost.append(v)
        except AttributeError:
            self.l = [v]
        self.l.append(self)
def renew(v):
    global xs
    xs = [v]
    grid[0] = [v, 0]
    return xs
def deep(level, v):
    seen = [v]
    def visit(left):
        nonlocal seen
        seen = [seen, left]
        if left:
            visit(left - 1)
        seen = seen[:1]
        return left
    visit(level)
    return seen
def counter(v):
    total = [v]
    count = 0
    def up(by):
        nonlocal count, total
        for step in range(by):
            count += step
            total += [count]
        return lambda: (total, count)
    return up
def careful(held):
    try:
        yield held
        yield [held]
    except ValueError as problem:
        held.append(problem)
        yield 1
    finally:
        held.append("over")
def f(v):
    t = v
    return t
def s(target, v):
    target.append(v)
def g(n):
    for j in range(n):
        yield [j]
def k(v):
    m = v
    def inner():
        nonlocal m
        m = [m]
        return m
    return inner
a = b = c = i = n = 0
generators = []
xs = []
ys = [1]
d = {}
q = deque()
o = O(1)
pair = Pair([], 0)
grid = [[0, 0], [1, 1]]
heap = [2, 5]
rng = random.Random(1)
"""

WILD = """
def wild(v):
    globals()["b"] = [v]
    setattr(o, "x", v)
    exec("ys = [xs]", globals())
    O.__dict__
def reach(v):
    import sys
    back = sys._getframe(1)
    back.f_locals["c"] = v
    del back
    return v
def thread(work, *arguments):
    import threading
    def run():
        try:
            work(*arguments)
        except Exception:
            pass  # what the thread itself would do with it, it does whenever it likes
    t = threading.Thread(target=run)
    t.start()
    t.join()
    del t, run
"""


# The test


class Enough(BaseException):
    pass


def compare(source: str) -> str:
    """Run it traced in this process. Gives how the states differ, or nothing."""
    replay = Replay()
    problems: list[str] = []
    sent: list[bytes] = []
    put = tracer._put

    def take(line: str) -> None:
        put(line)
        sent.clear()
        trace_sending.flush()
        for line in b"".join(sent).decode().splitlines():
            replay.take(line)
        if problems or replay.steps > MOST_STEPS:
            return
        said, real = replay.state(), real_state()
        if said != real:
            problems.append(f"step {replay.steps}, {line}\nsaid {said}\nreal {real}")

    tracer._put = take
    tracer.start("random.py", 10**9, 10**9, tracer.Writes((), False), sent.append, lambda: None)
    gc.freeze()  # what there is by now is no generator of the program's
    try:
        exec(compile(source, PATH, "exec"), {"__name__": "__main__"})
    except Exception:
        problems.append(traceback.format_exc())
    tracer.forget()
    return "".join(problems)


def in_a_process_of_its_own(work) -> str:
    """There is one trace to a process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            said = work()
        except BaseException:
            said = traceback.format_exc()
        with os.fdopen(writing, "w", errors="backslashreplace") as pipe:
            pipe.write(said or "good")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return "" if said == "good" else said or "it died"


FAULTS_PROGRAM = """
def count(n):
    for i in range(n):
        yield i
def fall(n):
    if n == 0:
        raise ValueError("down")
    fall(n - 1)
said = []
for i in count(5):
    try:
        fall(i)
    except ValueError as error:
        said.append(str(error))
for i in range(30): said.append(i)
"""


def with_a_fault(step: int, error: BaseException, steps: int = 10**9) -> str:
    """Run a program traced, where what puts down a step (or tells of a later moment) fails at that one."""
    sent: list[bytes] = []
    put, moment = tracer._put, trace_later.moment
    left = iter(range(step))

    def fail() -> None:
        if next(left, None) is None:
            raise error

    def failing_put(text: str) -> None:
        fail()
        put(text)

    def failing_moment() -> str:
        fail()
        return moment()

    tracer._put, trace_later.moment = (put, failing_moment) if steps == 0 else (failing_put, moment)
    namespace: dict[str, object] = {"__name__": "__main__"}
    tracer.start("faults.py", steps, 10**9, tracer.Writes((), False), sent.append, lambda: None)
    try:
        exec(compile(FAULTS_PROGRAM, PATH, "exec"), namespace)
    except BaseException:
        return traceback.format_exc()
    tracer.stop("done")
    said = namespace["said"]
    if said != ["down"] * 5 + list(range(30)):
        return f"the program did something else: {said}"
    if sys.monitoring.get_tool(4) is not None:
        return "it still listens"
    records = [json.loads(line) for line in b"".join(sent).decode().splitlines()]
    recorded = sum(isinstance(record, list) and record[0] in "lcwryx" for record in records)
    if records[-1][:3] != ["end", "lost", recorded] or steps > 0 and recorded != step:
        return f"it says {records[-1]} after {recorded}"
    return ""


class FaultsTest(unittest.TestCase):
    def test_a_fault_of_the_tracers_ends_the_trace_and_nothing_else(self) -> None:
        for step in range(0, 150, 2):
            error = (ZeroDivisionError(), MemoryError(), RecursionError())[step % 3]
            problem = in_a_process_of_its_own(lambda: with_a_fault(step, error))
            self.assertEqual(problem, "", f"step {step}, {error!r}")

    def test_also_after_the_steps_and_at_the_end(self) -> None:
        problem = in_a_process_of_its_own(lambda: with_a_fault(0, MemoryError(), steps=0))
        self.assertEqual(problem, "")


def changes_of(source: str) -> list:
    """Of all steps."""
    sent: list[bytes] = []
    tracer.start("program.py", 10**9, 10**9, tracer.Writes((), False), sent.append, lambda: None)
    exec(compile(source, PATH, "exec"), {"__name__": "__main__"})
    tracer.stop("done")
    records = [json.loads(line) for line in b"".join(sent).decode().splitlines()]
    return [part for record in records if isinstance(record, list) for part in record if isinstance(part, list)]


class LimitsTest(unittest.TestCase):
    """What would be too much for a reader is counted."""

    def test_variables(self) -> None:
        lines = [f"v{n} = {n}" for n in range(1100)]

        def told(source: str) -> str:
            changes = changes_of(source)
            names = {change[1] for change in changes if change[0] == "=" and change[1][0] == "v"}
            return f"{len(names)} and {[change[1] for change in changes if change[0] == '~'][-2:]}"

        in_module = in_a_process_of_its_own(lambda: told("\n".join([*lines, "del v1050", "pass"])))
        self.assertEqual(in_module, "1000 and [100, 99]")
        in_function = "\n    ".join(["def f():", *lines, "del v1050", "return 1"])
        self.assertEqual(in_a_process_of_its_own(lambda: told(f"{in_function}\nf()")), "1000 and [100, 99]")

    def test_beginnings_of_long_texts(self) -> None:
        def told() -> str:
            changes = changes_of("text = ''\nfor n in range(20_002):\n    text = f'{n:05}' * 200")
            texts = [change[2] for change in changes if change[:2] == ["=", "text"]]
            return f"{texts[20_000]} {texts[20_001]}"

        self.assertEqual(in_a_process_of_its_own(told), "['s', 19999, 1000] ['?']")


class RandomProgramsTest(unittest.TestCase):
    def test_steps_add_up_to_what_is_so(self) -> None:
        for seed in range(PROGRAMS):
            source = Writer(seed).program()
            problem = in_a_process_of_its_own(lambda: compare(source))
            self.assertEqual(problem[:3000], "", f"seed {seed}")
