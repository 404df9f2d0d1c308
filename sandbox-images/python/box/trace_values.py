"""What a trace says of values: runner/trace/FORMAT.md.

Looking at a value never runs the pupil's code. Types are taken from `type()`, which nobody can overrule; parts of
an object are read with the functions of the built-in type that it is made of, whatever its class says; and a class
is never hashed, compared or asked for an attribute, for its metaclass may answer.

No reference to an object of the pupil's is kept from one step to the next, so objects die when they would. An
object is known by its address for as long as a variable leads to it, because it lives that long; when none does, it
is forgotten before another can take its place. References are kept to numbers, texts and the like alone: whether
one of those is still alive, no program can tell.
"""

import types
from _collections import OrderedDict
from _collections_abc import Callable, Iterable
from _json import encode_basestring_ascii as quote
from _operator import ne
from itertools import accumulate, chain, islice

from trace_wholes import MOST_ITEMS as MOST_ITEMS_WHOLE
from trace_wholes import MOST_CHARACTERS_OF_ITEMS as MOST_CHARACTERS_WHOLE
from trace_wholes import Wholes

MOST_ITEMS = 100
MOST_CHARACTERS = 200
MOST_DIGITS = 300
MOST_OBJECTS = 500
# Beginnings of long texts in a run. They are held, and that is the program's memory.
MOST_HEADS = 20_000
# Characters of a step, about: what is met beyond is recorded without its parts. A frame of the wire takes 256 KiB.
MOST_AT_ONCE = 40_000

LARGEST_INT = 2**53 - 1

UNKNOWN = '["?"]'

# From the built-in `type`, so that no metaclass is asked.
bases_of = type.__dict__["__mro__"].__get__
namespace_of = type.__dict__["__dict__"].__get__
_flags = type.__dict__["__flags__"].__get__
_module = type.__dict__["__module__"].__get__

_own_name = type.__dict__["__name__"].__get__


def _plain(text: str) -> str:
    """A `str` of no class of the pupil's: a name may be one of hers, with methods of its own."""
    return text if type(text) is str else str.__getitem__(text, slice(None))


def name_of(kind: type) -> str:
    return _plain(_own_name(kind))


def is_name(name: object) -> bool:
    """Whether a name is shown. In a `__dict__` may be anything."""
    return type(name) is str and len(name) <= MOST_CHARACTERS


_CAN_CHANGE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made by a class statement or by a module like one


class Thing:
    """What is known of an object that has parts or an identity worth showing."""

    __slots__ = ("number", "address", "type_address", "kind", "look", "width", "total", "addresses", "parts", "users", "seen", "told", "kept", "is_kept")

    def __init__(self, number: int, value: object, kind: str, look: "Look | None", width: int) -> None:
        self.number = number
        self.address = id(value)
        self.type_address = id(type(value))
        self.kind = kind
        self.look = look
        self.width = width
        self.total = 0
        # Of each part that is shown: where it lies, and what it is, a Thing or a value that cannot change.
        self.addresses: list[int] = []
        self.parts: list[object] = []
        self.users = 0
        self.seen = 0
        # Whether the trace has told of it: what is met in a step is told of at its end.
        self.told = False
        # Of a large one: at which step, and how many items of it, were kept whole; and whether it is still so.
        self.kept: tuple[int, int] | None = None
        self.is_kept = False


Look = Callable[[object, int], tuple[int, list[object]]]


# How to look at the parts of an object: how many it has, and the first of them.


def _items_of_list(value: list, most: int) -> tuple[int, list[object]]:
    return list.__len__(value), list.__getitem__(value, slice(most))


def _items_of_tuple(value: tuple, most: int) -> tuple[int, list[object]]:
    return tuple.__len__(value), list(tuple.__getitem__(value, slice(most)))


def _items_of_set(value: set, most: int) -> tuple[int, list[object]]:
    return set.__len__(value), list(islice(set.__iter__(value), most))


def _items_of_frozenset(value: frozenset, most: int) -> tuple[int, list[object]]:
    return frozenset.__len__(value), list(islice(frozenset.__iter__(value), most))


def _items_of_deque(value: object, most: int) -> tuple[int, list[object]]:
    for base in bases_of(type(value)):
        if _is_deque(base):
            own = namespace_of(base)
            return own["__len__"](value), list(islice(own["__iter__"](value), most))
    return 0, []


def _is_deque(kind: type) -> bool:
    """Whether it is the library's: the program has one of its own, as it has modules of its own."""
    if name_of(kind) != "deque":
        return False
    return _is_in_c(kind, "__len__") and _is_in_c(kind, "__iter__")


def _is_in_c(kind: type, name: str) -> bool:
    """Whether a type has such a method that is a C function of its own, and not one that it was given."""
    method = namespace_of(kind).get(name)
    return type(method) is _SLOT and method.__objclass__ is kind


_SLOT = type(object.__repr__)


def _items_of_ordered_dict(value: OrderedDict, most: int) -> tuple[int, list[object]]:
    """In its own order, if to ask for an item runs nothing of the pupil's."""
    keys = list(islice(OrderedDict.__iter__(value), most))
    if not all([id(type(key)) in _HASHED_BY_PYTHON for key in keys]):
        return _items_of_dict(value, most)
    return dict.__len__(value), list(chain.from_iterable([(key, dict.get(value, key)) for key in keys]))


_HASHED_BY_PYTHON = frozenset(map(id, (str, int, float, bool, bytes, type(None))))


def _items_of_dict(value: dict, most: int) -> tuple[int, list[object]]:
    return dict.__len__(value), list(chain.from_iterable(islice(dict.items(value), most)))


def _items_of_function(value: types.FunctionType, most: int) -> tuple[int, list[object]]:
    """Name and value of what it has from the functions around it."""
    found: list[object] = []
    for name, cell in zip(value.__code__.co_freevars, value.__closure__ or ()):
        try:
            found += name, cell.cell_contents
        except ValueError:
            pass  # it has no value yet
    return len(found) // 2, found[: 2 * most]


def _items_of_instance(value: object, most: int) -> tuple[int, list[object]]:
    """Attributes in `__dict__` and in slots. That no class on the way has a `__dict__` of its own was looked at."""
    found: list[object] = []
    for base in bases_of(type(value)):
        if not _flags(base) & _CAN_CHANGE:
            continue
        for name, slot in namespace_of(base).items():
            if type(slot) is types.MemberDescriptorType and is_name(name):
                try:
                    found += name, slot.__get__(value)
                except (AttributeError, TypeError):
                    pass  # it has no value now, or is a slot of another class
    attributes = _attributes_of(value)
    total = len(found) // 2 + len(attributes)
    for name, part in islice(attributes.items(), most):
        if is_name(name):
            found += name, part
        else:
            total -= 1
    return total, found[: 2 * most]


_NO_ATTRIBUTES: dict[object, object] = {}  # never changed


def _attributes_of(value: object) -> dict[object, object]:
    """Those in its `__dict__`: none if it has slots alone, or a `__dict__` with methods of the pupil's."""
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return _NO_ATTRIBUTES
    return attributes if type(attributes) is dict else _NO_ATTRIBUTES


def _items_of_class(value: type, most: int) -> tuple[int, list[object]]:
    found = [
        (name, part)
        for name, part in namespace_of(value).items()
        if is_name(name)
        and not (name[:2] == name[-2:] == "__")
        and type(part) not in (types.GetSetDescriptorType, types.MemberDescriptorType)
    ]
    return len(found), list(chain.from_iterable(found[:most]))


# By the address of the type, for these types never die. Kind, look, parts to an item.
_MADE_OF: dict[int, tuple[str, Look, int]] = {
    id(list): ("list", _items_of_list, 1),
    id(tuple): ("tuple", _items_of_tuple, 1),
    id(dict): ("dict", _items_of_dict, 2),
    id(set): ("set", _items_of_set, 1),
    id(frozenset): ("frozenset", _items_of_frozenset, 1),
    id(OrderedDict): ("dict", _items_of_ordered_dict, 2),
    id(types.FunctionType): ("function", _items_of_function, 2),
    id(type): ("class", _items_of_class, 2),
}


# Values without parts that cannot change, of types that no class statement has made.
_AS_TEXT: dict[int, Callable[[object], str]] = {
    id(complex): complex.__repr__,
    id(range): lambda value: f"range({', '.join(map(_int_text, _bounds_of(value)))})",
    id(slice): lambda value: "slice",
    id(type(...)): lambda value: "Ellipsis",
    id(type(NotImplemented)): lambda value: "NotImplemented",
    id(types.BuiltinFunctionType): lambda value: f"<built-in {value.__name__}>",
}

# … and of types that come with modules: read by their own C function, which a class of the pupil's would not have.
_LIBRARY_TEXT = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("datetime", "time"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
}


class Values:
    """All things that the trace knows of now, and how values are written."""

    def __init__(
        self,
        roots: Callable[[], Iterable[Thing]],
        record: Callable[[str], None],
        on_maker: Callable[[], None],
        wholes: Wholes | None,
    ) -> None:
        # Names of the pupil's modules: the classes in them are hers.
        self.modules = {"__main__"}
        # Whether there is a dict that may make an item when it is asked for one: a `defaultdict`.
        self.has_makers = False
        self._roots = roots
        self._record = record
        self._on_maker = on_maker
        self._wholes = wholes
        # The beginnings of long texts, and their numbers.
        self._heads: dict[str, int] = {}
        # Characters told of things, where all of them are told at once.
        self._told = 0
        self._things: dict[int, Thing] = {}
        self._numbers = 0
        self._round = 0
        # Met in this step, with the object itself: for the first time, and again. Empty between two steps.
        self._met: list[tuple[Thing, object]] = []
        self._again: list[tuple[Thing, object]] = []
        # How often a thing may have lost its last user and yet be known, since it may lead to itself.
        self._doubts = 0

    # Writing

    def write(self, value: object) -> tuple[str, object]:
        """JSON of a value, and what to remember it by: a Thing, or the value itself if that cannot change."""
        kind = type(value)
        if kind is int:
            return (str(value) if -LARGEST_INT <= value <= LARGEST_INT else _long_int(value)), value
        if kind is str:
            return (quote(value) if len(value) <= MOST_CHARACTERS else self._long_str(value)), value
        if value is None:
            return "null", value
        if value is True:
            return "true", value
        if value is False:
            return "false", value
        if kind is float:
            return f'["f","{value!r}"]', value
        text = _AS_TEXT.get(id(kind))
        if text is not None:
            return _text(text(value)), value
        if kind is bytes:
            return _bytes(value), value
        if (written := _from_library(value, kind)) is not None:
            return written, value
        thing = self._things.get(id(value))
        if thing is not None and thing.type_address == id(kind):
            self._again.append((thing, value))
        else:
            if thing is not None:
                self._forget(thing)
            if len(self._things) >= MOST_OBJECTS:
                return UNKNOWN, None
            thing = Thing(self._numbers, value, *self._made_of(value))
            self._numbers += 1
            self._things[id(value)] = thing
            self._met.append((thing, value))
        thing.users += 1
        return f"[{thing.number}]", thing

    def _long_str(self, value: str) -> str:
        """Its beginning, which is told once however often there is a text that begins so, and its length."""
        head = value[:MOST_CHARACTERS]
        number = self._heads.get(head)
        if number is None:
            if len(self._heads) >= MOST_HEADS:
                return UNKNOWN
            number = self._heads[head] = len(self._heads)
            self._record(f'["head",{number},{quote(head)}]')
        text = None if self._wholes is None else self._wholes.text(number, value)
        return f'["s",{number},{len(value)}]' if text is None else f'["s",{number},{len(value)},{text}]'

    def introduce(self) -> str:
        """The changes that complete a step: things met for the first time are told of, and those met again are
        looked at again: another one may have come to lie where one of the same type lay."""
        changes = ""
        while self._met or self._again:
            while self._met:
                thing, value = self._met.pop()
                if len(changes) > MOST_AT_ONCE:
                    thing.look = None  # its parts are not recorded
                changes += f',["*",{self._describe(thing, value)[1:]}'
            while self._again:
                thing, value = self._again.pop()
                changes += self._compare(thing, value)
        if self._doubts > 50 or (self._doubts and len(self._things) >= MOST_OBJECTS):
            self._sweep()
        return changes

    def _made_of(self, value: object) -> tuple[str, Look | None, int]:
        """Kind, how to look at its parts, and how many of these make an item."""
        kind = type(value)
        known = _MADE_OF.get(id(kind))
        if known is not None and (kind is not type or self._is_pupils(value)):
            return known
        for base in bases_of(kind):
            if (known := _MADE_OF.get(id(base))) is None:
                if _is_deque(base):
                    return "deque", _items_of_deque, 1
                continue
            if known[0] == "dict" and not self.has_makers:
                self.has_makers = True
                self._on_maker()
            if known[0] != "class" or self._is_pupils(value):
                return known
            return "text", None, 1
        if _is_enum(kind) or not self._is_pupils(kind) or _hides_its_attributes(kind):
            return "text", None, 1
        return "instance", _items_of_instance, 2

    def _is_pupils(self, kind: type) -> bool:
        module = _module(kind)
        return type(module) is str and module in self.modules

    def describe_met(self) -> list[str]:
        """Of all things met: what FORMAT.md has in a keyframe's heap."""
        told: list[str] = []
        while self._met:
            thing, value = self._met.pop()
            if self._told > MOST_AT_ONCE:
                thing.look = None  # its parts are not recorded
            told.append(self._describe(thing, value))
            self._told += len(told[-1])
        self._again.clear()
        return told

    def another(self) -> "Values":
        """One that knows of no things, but of the same modules and texts."""
        other = Values(self._roots, self._record, self._on_maker, None)
        other.modules = self.modules
        other._heads = self._heads
        return other

    def _describe(self, thing: Thing, value: object) -> str:
        items = ""
        thing.told = True
        if thing.look is not None:
            thing.total, parts = thing.look(value, MOST_ITEMS)
            thing.addresses = list(map(id, parts))
            items = self._write_parts(thing, 0, 0, parts)
            self._keep_whole(thing, value)
        name = quote(name_of(type(value))[:MOST_CHARACTERS])
        text = _text_of(value, thing.kind)
        return f'[{thing.number},"{thing.kind}",{name},{text},{thing.total}{items}]'

    def _write_parts(self, thing: Thing, start: int, end: int, parts: list[object]) -> str:
        """Put others in the place of the parts from `start` to `end`; JSON of these, each after a comma."""
        written = [self.write(part) for part in parts]
        for old in thing.parts[start:end]:
            if type(old) is Thing:
                self.drop(old)
        thing.parts[start:end] = [memory for _, memory in written]
        if thing.width == 1:
            return "".join([f",{text}" for text, _ in written])
        texts = [text for text, _ in written]
        return "".join([f",[{key},{item}]" for key, item in zip(texts[::2], texts[1::2])])

    # Noticing changes

    def is_opaque(self, value: object) -> bool:
        """Whether it is an object of which nothing inside is told, as a ChainMap: it may lead to others that are."""
        thing = self._things.get(id(value))
        return thing is not None and thing.kind == "text"

    def look_again(self, value: object) -> str:
        """Changes of one object that may have been changed, or nothing. Its parts are not looked into."""
        thing = self._things.get(id(value))
        return "" if thing is None else self._compare(thing, value)

    def _compare(self, thing: Thing, value: object) -> str:
        if not thing.told:
            return ""
        if thing.type_address != id(type(value)):
            return self._tell_anew(thing, value)
        if thing.look is None:
            return ""
        total, parts = thing.look(value, MOST_ITEMS)
        addresses = list(map(id, parts))
        known = thing.addresses
        if addresses == known:
            if total == thing.total and not thing.is_kept:
                return ""
            return self._changed_beyond(thing, value, total)
        most = min(len(addresses), len(known))
        start = _alike(addresses, known)
        same = min(_alike(addresses[::-1], known[::-1]), most - start)
        width = thing.width
        start -= start % width
        same -= same % width
        end = len(known) - same
        new_end = len(addresses) - same
        thing.total = total
        items = self._write_parts(thing, start, end, parts[start:new_end])
        thing.addresses = addresses
        self._keep_whole(thing, value)
        return f',["s",{thing.number},{start // width},{(end - start) // width},{total}{items}]'

    def _tell_anew(self, thing: Thing, value: object) -> str:
        """It was given another class, or another one has come to lie in its place."""
        thing.type_address = id(type(value))
        old, thing.parts = thing.parts, []
        thing.total, thing.addresses, thing.kept = 0, [], None
        thing.kind, thing.look, thing.width = self._made_of(value)
        told = f',["*",{self._describe(thing, value)[1:]}'
        for part in old:
            if type(part) is Thing:
                self.drop(part)
        return told

    def _changed_beyond(self, thing: Thing, value: object, total: int) -> str:
        """What is not shown of it has changed, or may have."""
        thing.total = total
        thing.is_kept = False
        self._keep_whole(thing, value)
        return f',["s",{thing.number},{len(thing.addresses) // thing.width},0,{total}]'

    def _keep_whole(self, thing: Thing, value: object) -> None:
        thing.is_kept = False
        if thing.total <= MOST_ITEMS or self._wholes is None or not self._wholes.is_due(thing.kept, thing.total):
            return
        _, parts = thing.look(value, MOST_ITEMS_WHOLE)
        items = [self._brief(part) for part in parts]
        if thing.width == 2:
            items = [f"[{key},{item}]" for key, item in zip(items[::2], items[1::2])]
        lengths = accumulate(map(len, items))
        items = items[: sum(length <= MOST_CHARACTERS_WHOLE for length in lengths)]
        thing.kept = self._wholes.keep(thing.number, thing.total, items)
        thing.is_kept = True

    def _brief(self, value: object) -> str:
        """As `write`, of what the trace need not know of from now on."""
        kind = id(type(value))
        if value is None or kind in _PLAIN:
            return self.write(value)[0]
        thing = self._things.get(id(value))
        return f"[{thing.number}]" if thing is not None and thing.told and thing.type_address == kind else UNKNOWN

    def keep_now(self, value: object) -> None:
        """The last chance to keep a thing as it is now."""
        thing = self._things.get(id(value))
        if thing is not None and thing.look is not None and not thing.is_kept:
            thing.kept = None
            self._keep_whole(thing, value)

    def attribute_of(self, value: object, name: str) -> object:
        """An attribute, or MISSING where the pupil's code may be asked for it."""
        if type(value) is types.ModuleType:
            return _named(value.__dict__, name)
        thing = self._things.get(id(value))
        kind = type(value)
        if thing is None or thing.kind != "instance" or thing.type_address != id(kind):
            return MISSING
        for base in bases_of(kind):
            own = namespace_of(base)
            if name in own or base is not object and "__getattribute__" in own:
                return MISSING
        return _named(_attributes_of(value), name)

    def item_of(self, value: object, index: object) -> object:
        """An item of a list, a tuple or a dict, or MISSING as above."""
        kind = type(value)
        if kind is dict:
            return _named(value, index)
        if (kind is list or kind is tuple) and type(index) is int and -len(value) <= index < len(value):
            return value[index]
        return MISSING

    def item_changed(self, value: list, index: object) -> str:
        """As `look_again`, of a list in which one item was set."""
        thing = self._things.get(id(value))
        if thing is None or not thing.told:
            return ""
        total = len(value)
        if type(index) is not int or total != thing.total:
            return self._compare(thing, value) + self.introduce()
        if index < 0:
            index += total
        if index >= MOST_ITEMS or not 0 <= index < len(thing.parts):
            # not among those that are shown
            return self._changed_beyond(thing, value, total) if thing.is_kept else ""
        part = value[index]
        old = thing.parts[index]
        if part is old:
            return ""
        text, memory = self.write(part)
        thing.addresses[index] = id(part)
        thing.parts[index] = memory
        if type(old) is Thing:
            self.drop(old)
        change = f',["s",{thing.number},{index},1,{total},{text}]'
        return change + self.introduce() if type(memory) is Thing else change

    def item_added(self, value: list) -> str:
        """As `look_again`, of a list to which something was appended."""
        thing = self._things.get(id(value))
        if thing is None or not thing.told:
            return ""
        total = len(value)
        shown = len(thing.parts)
        if total != thing.total + 1:
            return self._compare(thing, value) + self.introduce()
        thing.total = total
        if total > MOST_ITEMS:
            return self._changed_beyond(thing, value, total)
        part = value[-1]
        text, memory = self.write(part)
        thing.addresses.append(id(part))
        thing.parts.append(memory)
        change = f',["s",{thing.number},{shown},0,{total},{text}]'
        return change + self.introduce() if type(memory) is Thing else change

    def look_through(self, values: Iterable[object]) -> str:
        """Changes of everything that can be reached from these."""
        self._round += 1
        changes = ""
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            thing = self._things.get(id(value))
            if thing is None or thing.seen == self._round or not thing.told:
                continue
            thing.seen = self._round
            changes += self._compare(thing, value)
            if thing.look is not None and any([type(part) is Thing for part in thing.parts]):
                _, parts = thing.look(value, MOST_ITEMS)
                waiting += [part for part, known in zip(parts, thing.parts) if type(known) is Thing]
        return changes

    # Forgetting

    def drop(self, thing: Thing) -> None:
        """One variable or object less leads to it."""
        thing.users -= 1
        if thing.users <= 0:
            self._forget(thing)
        elif thing.parts:
            self._doubts += 1

    def _forget(self, thing: Thing) -> None:
        going = [thing]
        while going:
            thing = going.pop()
            if self._things.get(thing.address) is thing:
                del self._things[thing.address]
            parts, thing.parts = thing.parts, []
            for part in parts:
                if type(part) is Thing:
                    part.users -= 1
                    if part.users <= 0:
                        going.append(part)
                    else:
                        self._doubts += 1

    def _sweep(self) -> None:
        """Forget what no variable leads to any more, though it may lead to itself."""
        self._doubts = 0
        self._round += 1
        reached = list(self._roots())
        while reached:
            thing = reached.pop()
            if thing.seen == self._round:
                continue
            thing.seen = self._round
            reached += [part for part in thing.parts if type(part) is Thing]
        for thing in [thing for thing in self._things.values() if thing.seen != self._round]:
            thing.parts = []
            del self._things[thing.address]


MISSING = object()


def _named(items: dict, key: object) -> object:
    """What lies in a dict under a text or a number. It is not looked up, for another key might be asked to compare."""
    kind = type(key)
    if kind is str or kind is int:
        for other, value in islice(items.items(), MOST_ITEMS):
            if type(other) is kind and other == key:
                return value
    return MISSING


def _alike(one: list[int], other: list[int]) -> int:
    """How many are the same from the beginning."""
    differs = list(map(ne, one, other))
    return differs.index(True) if True in differs else len(differs)


# Values without parts


def _long_int(value: int) -> str:
    bits = value.bit_length()
    if bits <= MOST_DIGITS * 3:
        text = int.__repr__(value)
        return f'["i","{text}",{len(text.lstrip("-"))}]'
    return f'["i",null,{int(bits * 0.30103) + 1}]'


def _bytes(value: bytes) -> str:
    return f'["b",{quote(repr(value[:MOST_CHARACTERS])[2:-1])},{len(value)}]'


def _from_library(value: object, kind: type) -> str | None:
    """A number or a date as it is written, if its type is the library's own and not one that looks like it."""
    name = name_of(kind)
    module = _module(kind)
    if type(module) is str and (module, name) in _LIBRARY_TEXT and _is_in_c(kind, "__repr__"):
        own = namespace_of(kind)
        write = own["__repr__"]
        zone = own["tzinfo"].__get__(value) if "tzinfo" in own else None
        if zone is None:
            return _text(write(value))
        # It may be the pupil's, and is asked for nothing.
        return _text(f"{write(own['replace'](value, tzinfo=None))[:-1]}, tzinfo=<{name_of(type(zone))}>)")
    if name == "Fraction" and type(module) is str and module == "fractions":
        return _fraction(value, kind)
    return None


def _text(text: str) -> str:
    return f'["t",{quote(text[:MOST_CHARACTERS])}]'


def _bounds_of(value: range) -> tuple[int, ...]:
    return (value.start, value.stop) if value.step == 1 else (value.start, value.stop, value.step)


def _fraction(value: object, kind: type) -> str | None:
    parts = [namespace_of(kind).get(name) for name in ("_numerator", "_denominator")]
    if any([type(part) is not types.MemberDescriptorType for part in parts]):
        return None
    try:
        numbers = [part.__get__(value) for part in parts]
    except (AttributeError, TypeError):
        return None  # it has none yet, or only looks like one
    if any([type(number) is not int or number.bit_length() > MOST_DIGITS for number in numbers]):
        return None
    return f'["t","Fraction({numbers[0]}, {numbers[1]})"]'


# Classes


def _derives(kind: type, base: type) -> bool:
    """`issubclass`, without asking anybody: `in` would compare, and a metaclass may answer."""
    return any([one is base for one in bases_of(kind)])


def _is_enum(kind: type) -> bool:
    return any([name_of(base) == "EnumType" for base in bases_of(type(kind))])


def _hides_its_attributes(kind: type) -> bool:
    """Whether asking for the attributes of such an object would run code of the pupil's."""
    for base in bases_of(kind):
        own = namespace_of(base).get("__dict__")
        if own is not None and type(own) is not types.GetSetDescriptorType:
            return True
    return False


def _text_of(value: object, kind: str) -> str:
    """What FORMAT.md has in a thing's `text`, as JSON."""
    if kind == "function":
        return quote(_signature(value)[:MOST_CHARACTERS])
    if kind == "class":
        return quote(name_of(value)[:MOST_CHARACTERS])
    if kind == "text":
        return quote(_opaque(value)[:MOST_CHARACTERS])
    if kind == "instance" and (written := _as_base(value)) is not None:
        return quote(written[:MOST_CHARACTERS])
    return "null"


def _signature(function: types.FunctionType) -> str:
    code = function.__code__
    names = list(code.co_varnames)
    plain = code.co_argcount
    named = plain + code.co_kwonlyargcount
    parameters = names[:plain]
    rest = named
    if code.co_flags & 0x04:  # CO_VARARGS
        parameters.append("*" + names[rest])
        rest += 1
    elif code.co_kwonlyargcount:
        parameters.append("*")
    parameters += names[plain:named]
    if code.co_flags & 0x08:  # CO_VARKEYWORDS
        parameters.append("**" + names[rest])
    return f"{_plain(function.__name__)}({', '.join(parameters)})"


def _opaque(value: object) -> str:
    kind = type(value)
    if kind is types.ModuleType:
        name = value.__dict__.get("__name__")
        return f"<module {name}>" if type(name) is str else "<module>"
    if id(kind) in _NAMED:
        return f"<{name_of(kind)} {_plain(value.__name__)}>"
    if _derives(kind, type):
        return f"<class {name_of(value)}>"
    if _is_enum(kind):
        name = MISSING if _hides_its_attributes(kind) else _named(_attributes_of(value), "_name_")
        return f"{name_of(kind)}.{name}" if type(name) is str else f"<{name_of(kind)}>"
    if _derives(kind, BaseException):
        parts = BaseException.__dict__["args"].__get__(value)
        if type(parts) is tuple and all([id(type(part)) in _PLAIN for part in parts]):
            return f"{name_of(kind)}({', '.join([_int_text(part) if type(part) is int else repr(part) for part in parts])})"
    return _as_base(value) or f"<{name_of(kind)}>"


def _as_base(value: object) -> str | None:
    """Of what derives from a number or a text: that, as its base class writes it."""
    for base in bases_of(type(value)):
        write = _BASES.get(id(base))
        if write is not None:
            return write(value)
    return None


def _int_text(value: int) -> str:
    bits = int.bit_length(value)
    return int.__repr__(value) if bits <= MOST_DIGITS * 3 else f"<int of {int(bits * 0.30103) + 1} digits>"


_PLAIN = frozenset(map(id, (str, int, float, bool)))
_NAMED = frozenset(map(id, (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)))
# Of a subclass of one of these the value is shown, as its base class writes it.
_BASES: dict[int, Callable[[object], str]] = {
    id(int): _int_text,
    id(float): float.__repr__,
    id(str): lambda value: str.__repr__(str.__getitem__(value, slice(MOST_CHARACTERS))),
    id(bytes): lambda value: bytes.__repr__(bytes.__getitem__(value, slice(MOST_CHARACTERS))),
}
