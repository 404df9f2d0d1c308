"""What a line of the pupil's program can change, read from its bytecode.

After a line the tracer looks at what the line may have changed and at nothing else; that is most of why a trace
costs little. So what is said here must never be too little: whatever is not understood may change everything.

What a line does through other code of the pupil's is not counted, for that code is traced itself. Opcodes are those
of CPython 3.13 (Include/opcode_ids.h); dis.rst says what each does to the stack.
"""

from _opcode_metadata import opmap
from _collections_abc import Callable  # collections.abc would load all of `collections`

_NAME_OF = {number: name for name, number in opmap.items()}

# A variable: "l" in its own frame, "g" among the globals; and its name.
Variable = tuple[str, str]

# Of an item: a number or a key, or a variable and what is added to it.
Index = int | str | tuple[Variable, int]


class Path(tuple):
    """A way from a variable to an object in what it leads to: `self.log`, `grid[r]`.

    Two parts: the variable, and the steps in order, each "." and an attribute or "[" and an Index.
    """

    @staticmethod
    def to(owner: object, kind: str, key: object) -> "Path | None":
        """One step further than this; None if it cannot be said."""
        if kind == "[" and _is_variable(key):
            key = (key, 0)
        if type(key) is not str and type(key) is not int and not _is_sum(key):
            return None
        if type(owner) is Path:
            return Path((owner[0], (*owner[1], (kind, key))))
        return Path((owner, ((kind, key),))) if _is_variable(owner) else None

    def parent(self) -> "Owner":
        base, steps = self
        return Path((base, steps[:-1])) if len(steps) > 1 else base

    def variables(self) -> list[Variable]:
        return [self[0], *(key[0] for _, key in self[1] if type(key) is tuple)]


Owner = Variable | Path

# Methods of built-in types that change something.
CHANGING = frozenset(
    """add append appendleft clear discard extend extendleft insert move_to_end pop popitem popleft remove reverse rotate
    setdefault sort update subtract __setitem__ __delitem__ __setattr__ setitem delitem""".split()
)


def hands_out_changers(code) -> bool:
    """Whether it takes such a method without calling it: then any call may be one of it, a hidden one too."""
    if CHANGING.isdisjoint(code.co_names):
        return False
    extended = 0
    for at in range(0, len(code.co_code), 2):
        name, low = _NAME_OF.get(code.co_code[at], ""), code.co_code[at + 1]
        argument = extended | low
        extended = argument << 8 if name == "EXTENDED_ARG" else 0
        if name == "LOAD_ATTR" and not argument & 1 and code.co_names[argument >> 1] in CHANGING:
            return True
    return False


def globals_set_in(code) -> set[str]:
    """Global variables that functions set or delete, of those that are made in this code."""
    found = set()
    for inner in code.co_consts:
        if type(inner) is type(code):
            found |= globals_set_in(inner)
    extended = 0
    for number, low in zip(code.co_code[::2], code.co_code[1::2]):
        argument = extended | low
        extended = argument << 8 if _NAME_OF.get(number) == "EXTENDED_ARG" else 0
        if number in _SETS_GLOBAL:
            found.add(code.co_names[argument])
    return found


_SETS_GLOBAL = (opmap["STORE_GLOBAL"], opmap["DELETE_GLOBAL"])


class Effects:
    """What a line may change."""

    __slots__ = ("stores", "items", "objects", "augmented", "calls", "trusts", "everything", "asks", "talks", "imports", "imports_all")

    def __init__(self) -> None:
        # Variables that it sets or deletes.
        self.stores: list[Variable] = []
        # Items that it sets: the variable that leads to the object, and the index.
        self.items: list[tuple[Variable, Index]] = []
        # What leads to objects that it may change.
        self.objects: list[Owner] = []
        # What it adds to, or its like, as in `self.n += 1`. That it is set besides is told as of any other.
        self.augmented: list[Path] = []
        # What leads to objects of which it calls a method, and which: if it is a module, everything may change.
        self.calls: list[tuple[Owner, str]] = []
        # Variables that it calls, and that were functions which are traced or change nothing.
        self.trusts: list[Variable] = []
        self.everything = False
        # Whether it asks for an item, which a dict may make when it is asked.
        self.asks = False
        # Whether it may write something.
        self.talks = False
        # Whether it imports, and by that may set a variable of a package; and whether it is `from … import *`.
        self.imports = False
        self.imports_all = False


# Built-in functions that change nothing that a trace shows, but by calling code of the pupil's.
HARMLESS = frozenset(
    """abs all any ascii bin bool bytes callable chr complex dict divmod enumerate filter float format frozenset hash
    hex id input int isinstance issubclass iter len list map max min next object oct open ord pow print range repr
    reversed round set slice sorted str sum super tuple type zip ArithmeticError AssertionError AttributeError
    Exception IndexError KeyError LookupError NameError NotImplementedError OSError RuntimeError StopIteration
    TypeError ValueError ZeroDivisionError""".split()
)

_TALKING = frozenset({"print", "input"})
# … those of them that are mostly given something to call.
_CALLING = frozenset({"map", "filter"})

# Methods of built-in types that change nothing.
READING = frozenset(
    """capitalize casefold center copy count difference encode endswith find format get index intersection isalnum
    isalpha isdecimal isdigit islower isnumeric isspace issubset issuperset istitle isupper items join keys ljust lower
    lstrip partition removeprefix removesuffix replace rfind rindex rjust rstrip split splitlines startswith strip
    swapcase symmetric_difference title union upper values zfill""".split()
)

# How many values an opcode takes from the stack and how many unknown ones it leaves; it changes nothing else.
_PLAIN = {
    "NOP": (0, 0),
    "RESUME": (0, 0),
    "EXTENDED_ARG": (0, 0),
    "MAKE_CELL": (0, 0),
    "COPY_FREE_VARS": (0, 0),
    "RETURN_GENERATOR": (0, 1),
    "POP_TOP": (1, 0),
    "PUSH_NULL": (0, 1),
    "LOAD_CONST": (0, 1),
    "LOAD_BUILD_CLASS": (0, 1),
    "LOAD_LOCALS": (0, 1),
    "LOAD_ASSERTION_ERROR": (0, 1),
    "BINARY_SLICE": (3, 1),
    "COMPARE_OP": (2, 1),
    "CONTAINS_OP": (2, 1),
    "IS_OP": (2, 1),
    "TO_BOOL": (1, 1),
    "UNARY_NEGATIVE": (1, 1),
    "UNARY_NOT": (1, 1),
    "UNARY_INVERT": (1, 1),
    "POP_JUMP_IF_TRUE": (1, 0),
    "POP_JUMP_IF_FALSE": (1, 0),
    "POP_JUMP_IF_NONE": (1, 0),
    "POP_JUMP_IF_NOT_NONE": (1, 0),
    "JUMP_FORWARD": (0, 0),
    "JUMP_BACKWARD": (0, 0),
    "JUMP_BACKWARD_NO_INTERRUPT": (0, 0),
    "GET_ITER": (1, 1),
    "FOR_ITER": (0, 1),
    "END_FOR": (1, 0),
    "FORMAT_SIMPLE": (1, 1),
    "FORMAT_WITH_SPEC": (2, 1),
    "CONVERT_VALUE": (1, 1),
    "LIST_APPEND": (1, 0),
    "SET_ADD": (1, 0),
    "MAP_ADD": (2, 0),
    "LIST_EXTEND": (1, 0),
    "SET_UPDATE": (1, 0),
    "DICT_UPDATE": (1, 0),
    "DICT_MERGE": (1, 0),
    "MAKE_FUNCTION": (1, 1),
    "SET_FUNCTION_ATTRIBUTE": (2, 1),
    "RETURN_VALUE": (1, 0),
    "RETURN_CONST": (0, 0),
    "RAISE_VARARGS": (0, 0),
    "RERAISE": (1, 0),
    "PUSH_EXC_INFO": (0, 1),
    "POP_EXCEPT": (1, 0),
    "CHECK_EXC_MATCH": (1, 1),
    "LOAD_FAST_AND_CLEAR": (0, 1),
    "GET_LEN": (0, 1),
    "MATCH_SEQUENCE": (0, 1),
    "MATCH_MAPPING": (0, 1),
}

_BUILDS = {"BUILD_LIST", "BUILD_TUPLE", "BUILD_SET", "BUILD_STRING"}
_LOADS = {"LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_DEREF"}
_STORES = {"STORE_FAST", "STORE_FAST_MAYBE_NULL", "STORE_DEREF", "DELETE_FAST", "DELETE_DEREF"}
_JUMPS_FORWARD = {
    "POP_JUMP_IF_TRUE",
    "POP_JUMP_IF_FALSE",
    "POP_JUMP_IF_NONE",
    "POP_JUMP_IF_NOT_NONE",
    "JUMP_FORWARD",
    "FOR_ITER",
    "SEND",
}
_IMPORT_STAR = 2  # Include/internal/pycore_intrinsics.h
_ADD, _SUBTRACT = 0, 10
_IN_PLACE = 13  # from here on, the operators of BINARY_OP are `+=` and its like (Include/opcode.h)

_NOTHING: list[tuple[int, int]] = []


class Lines:
    """The lines of one code object, and the effects of each."""

    def __init__(self, code, is_harmless: Callable[[str], bool]) -> None:
        self._code = code
        self._bytes = code.co_code
        self._is_harmless = is_harmless
        # In a module and in a class body, names are looked up in a dict; there is no other way to a variable.
        self._scope = "l" if code.co_flags & 0x01 else "n"
        self._ranges: dict[int | None, list[tuple[int, int]]] = {}
        for start, end, line in code.co_lines():
            self._ranges.setdefault(line, []).append((start, end))
        # What belongs to no line may run after any: mostly the end of an `except … as name`.
        self._loose = Effects()
        for start, end in self._ranges.get(None, _NOTHING):
            self._read(start, end, self._loose)

    def effects(self, line: int) -> Effects:
        effects = Effects()
        for start, end in self._ranges.get(line, _NOTHING):
            self._read(start, end, effects)
        loose = self._loose
        effects.stores += [store for store in loose.stores if store not in effects.stores]
        effects.everything |= loose.everything or bool(loose.items or loose.objects or loose.calls or loose.augmented)
        effects.everything |= _is_lost(effects)
        return effects

    def _read(self, start: int, end: int, effects: Effects) -> None:
        code = self._code
        stack = _Stack()
        names = code.co_names
        fast = code.co_varnames + tuple(name for name in code.co_cellvars if name not in code.co_varnames) + code.co_freevars
        free = set(code.co_freevars)
        targets = set()
        extended = 0
        attributes = False
        for at in range(start, end, 2):
            number, low = self._bytes[at], self._bytes[at + 1]
            if number == 0:
                continue  # CACHE
            name = _NAME_OF.get(number, "")
            argument = extended | low
            extended = argument << 8 if name == "EXTENDED_ARG" else 0
            if at in targets:
                stack.forget()
            if name in _JUMPS_FORWARD:
                targets.add(self._after(at) + 2 * argument)
            if name in _PLAIN:
                taken, left = _PLAIN[name]
                if name == "LOAD_CONST":
                    stack.push(code.co_consts[argument])
                    continue
                stack.take(taken)
                stack.leave(left)
            elif name == "BINARY_SUBSCR":
                owner, key = stack.take(2)
                stack.push(Path.to(owner, "[", key))
                effects.asks = True
            elif name in _LOADS:
                stack.push(("l", fast[argument]))
            elif name == "LOAD_FAST_LOAD_FAST":
                stack.push(("l", fast[argument >> 4]))
                stack.push(("l", fast[argument & 15]))
            elif name == "LOAD_NAME":
                stack.push((self._scope, names[argument]))
                effects.talks |= names[argument] in _TALKING
            elif name == "LOAD_GLOBAL":
                stack.push(("g", names[argument >> 1]))
                effects.talks |= names[argument >> 1] in _TALKING
                stack.leave(argument & 1)
            elif name in _STORES:
                stack.take(0 if name.startswith("DELETE") else 1)
                if name.endswith("DEREF"):
                    # Others may show it too: the frame that it comes from, and functions that share it.
                    effects.everything = True
                _add(effects.stores, ("l", fast[argument]))
            elif name == "STORE_FAST_STORE_FAST":
                stack.take(2)
                _add(effects.stores, ("l", fast[argument >> 4]))
                _add(effects.stores, ("l", fast[argument & 15]))
            elif name == "STORE_FAST_LOAD_FAST":
                stack.take(1)
                _add(effects.stores, ("l", fast[argument >> 4]))
                stack.push(("l", fast[argument & 15]))
            elif name in ("STORE_NAME", "DELETE_NAME"):
                stack.take(1 if name == "STORE_NAME" else 0)
                _add(effects.stores, (self._scope, names[argument]))
            elif name in ("STORE_GLOBAL", "DELETE_GLOBAL"):
                stack.take(1 if name == "STORE_GLOBAL" else 0)
                _add(effects.stores, ("g", names[argument]))
            elif name == "LOAD_ATTR":
                (owner,) = stack.take(1)
                attribute = names[argument >> 1]
                stack.push(_Method(owner, attribute) if argument & 1 else Path.to(owner, ".", attribute))
                attributes |= not argument & 1
                stack.leave(argument & 1)
            elif name in ("STORE_SUBSCR", "DELETE_SUBSCR"):
                taken = stack.take(3 if name == "STORE_SUBSCR" else 2)
                owner, index = taken[-2:]
                index = (index, 0) if _is_variable(index) else index
                if name == "STORE_SUBSCR" and _is_variable(owner) and (_is_sum(index) or type(index) is int):
                    effects.items.append((owner, index))
                else:
                    _change(effects, owner)
            elif name == "STORE_ATTR":
                _change(effects, stack.take(2)[1])
            elif name == "DELETE_ATTR":
                _change(effects, stack.take(1)[0])
            elif name == "STORE_SLICE":
                _change(effects, stack.take(4)[1])
            elif name == "BINARY_OP":
                left, right = stack.take(2)
                stack.push(_sum(argument, left, right))
                # Of what is stored again, the store tells.
                if argument >= _IN_PLACE and type(left) is Path:
                    effects.augmented.append(left)
                elif argument >= _IN_PLACE and not self._is_stored_next(at):
                    _change(effects, left)
            elif name == "COPY":
                stack.push(stack.peek(argument))
            elif name == "SWAP":
                stack.swap(argument)
            elif name in _BUILDS:
                stack.take(argument)
                stack.leave(1)
            elif name == "BUILD_MAP":
                stack.take(2 * argument)
                stack.leave(1)
            elif name == "BUILD_SLICE":
                stack.take(argument)
                stack.leave(1)
            elif name == "UNPACK_SEQUENCE":
                stack.take(1)
                stack.leave(argument)
            elif name in ("CALL", "CALL_KW"):
                taken = stack.take(argument + 2 + (name == "CALL_KW"))
                self._call(effects, taken[0])
                stack.leave(1)
            elif name == "CALL_INTRINSIC_1" and argument == _IMPORT_STAR:
                stack.take(1)
                stack.leave(1)
                effects.imports_all = effects.talks = effects.everything = True
            else:
                effects.everything = True
                effects.talks = True
                effects.imports |= name == "IMPORT_NAME"
                stack.forget()
        # What they call may be such an attribute, and any method of anything: `map(rng.shuffle, rows)`.
        effects.everything |= attributes and any([name in _CALLING for _, name in effects.trusts])

    def _after(self, at: int) -> int:
        """Where the instruction after this one begins, caches left out."""
        at += 2
        while at < len(self._bytes) and self._bytes[at] == 0:
            at += 2
        return at

    def _is_stored_next(self, at: int) -> bool:
        after = self._after(at)
        return after < len(self._bytes) and _NAME_OF.get(self._bytes[after], "") in (
            "STORE_FAST",
            "STORE_NAME",
            "STORE_GLOBAL",
            "STORE_FAST_LOAD_FAST",
            "STORE_FAST_STORE_FAST",
        )

    def _call(self, effects: Effects, called: object) -> None:
        if self._is_known(called):
            _add(effects.trusts, called)
            return
        effects.talks = True
        if type(called) is not _Method or not _is_owner(called.owner):
            effects.everything = True
        elif (called.owner, called.name) not in effects.calls:
            effects.calls.append((called.owner, called.name))

    def _is_known(self, called: object) -> bool:
        return _is_variable(called) and called[0] != "l" and self._is_harmless(called[1])


def _is_lost(effects: Effects) -> bool:
    """Whether what the line has changed cannot be found by its variables when it is over."""
    changing = [owner for owner, method in effects.calls if method not in READING] + effects.objects
    used = changing + [owner for owner, _ in effects.items] + effects.trusts + effects.augmented
    used += [index[0] for _, index in effects.items if type(index) is tuple]
    # Set by the line itself, as in `[x.sort() for x in xs]`, they lead to something else by now.
    variables = [variable for owner in used for variable in (owner.variables() if type(owner) is Path else [owner])]
    if any([variable in effects.stores for variable in variables]):
        return True
    # A way may not lead where it led before something else on it was changed.
    owners = changing + [owner for owner, _ in effects.items]
    if effects.augmented and [path.parent() for path in effects.augmented] != owners:
        return True
    if any([type(owner) is Path for owner in changing]) and len(owners) > 1:
        return True
    # Of what is changed twice, a part may have gone, and another one have come to lie in its place.
    return any([changing.count(owner) > 1 for owner in changing])


class _Method:
    """An attribute that is about to be called."""

    def __init__(self, owner: object, name: str) -> None:
        self.owner = owner
        self.name = name


class _Stack:
    """What is known of the values on the stack: variables by their names, constants, and None of any other."""

    def __init__(self) -> None:
        self._values: list[object] = []

    def push(self, value: object) -> None:
        self._values.append(value)

    def leave(self, count: int) -> None:
        self._values += [None] * count

    def take(self, count: int) -> list[object]:
        """The topmost, the last of them on top; those from before the line are not known."""
        if count == 0:
            return []
        taken = self._values[-count:]
        del self._values[-count:]
        return [None] * (count - len(taken)) + taken

    def peek(self, depth: int) -> object:
        return self._values[-depth] if depth <= len(self._values) else None

    def swap(self, depth: int) -> None:
        missing = depth - len(self._values)
        if missing > 0:
            self._values[:0] = [None] * missing
        values = self._values
        values[-1], values[-depth] = values[-depth], values[-1]

    def forget(self) -> None:
        self._values = [None] * len(self._values)


def _is_variable(value: object) -> bool:
    return type(value) is tuple and len(value) == 2 and value[0] in ("l", "g", "n") and type(value[1]) is str


def _is_owner(value: object) -> bool:
    return type(value) is Path or _is_variable(value)


def _sum(operator: int, left: object, right: object) -> object:
    """`i + 1` and `i - 1`, as they are written of indices."""
    if _is_variable(left) and type(right) is int and operator in (_ADD, _SUBTRACT):
        return left, right if operator == _ADD else -right
    return None


def _is_sum(value: object) -> bool:
    return type(value) is tuple and len(value) == 2 and _is_variable(value[0]) and type(value[1]) is int


def _change(effects: Effects, owner: object) -> None:
    """The object that this leads to may change, if it is known; else any may."""
    if _is_owner(owner):
        _add(effects.objects, owner)
    else:
        effects.everything = True


def _add(owners: list, owner: Owner) -> None:
    if owner not in owners:
        owners.append(owner)
