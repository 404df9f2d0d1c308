"""What a line has changed: of each line of the pupil's code, a function that looks at what its bytecode can change.

What that is, trace_effects.py reads. Of it a list of looks is made when the line first runs, each at one variable or
at the object that one leads to; what cannot be said so has all objects looked at, or even all variables
(trace_wary.py). A look gives changes as FORMAT.md has them, each after a comma, and is an `After` (trace_program.py).
"""

import sys
from _collections import deque
from _collections_abc import Callable
from _json import encode_basestring_ascii as quote
from types import FunctionType, ModuleType

import trace_effects
import trace_program
from trace_program import FOLDER, MOST_VARIABLES, After, Code, Frame, Module, careful, forget_lines, is_hidden
from trace_program import left_out, modules, nothing, values
from trace_values import LARGEST_INT, MISSING, bases_of, namespace_of
from trace_variables import look_at_cells, store
from trace_wary import and_everything, become_wary, compare_variables, is_wary, look_at_anything, look_at_everything
from trace_writes import look_at_output

_getframe = sys._getframe


class Lines(dict):
    """For each line of a code object: a function that gives the changes that the line has made."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._effects = trace_effects.Lines(code.code, _is_harmless(code))

    def __missing__(self, line: int):
        after = self[line] = _after_line(self._code, self._effects.effects(line))
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
    value = module.namespace.get(name, MISSING)
    if value is MISSING:
        return name in trace_effects.HARMLESS
    return _is_pupils_function(value)


def _is_pupils_function(value: object) -> bool:
    """Whether it is a function that is traced itself."""
    return type(value) is FunctionType and value.__code__.co_filename.startswith(FOLDER)


def _after_line(code: Code, effects: trace_effects.Effects):
    if is_wary():
        return look_at_anything
    looks = [_look_at_variable(code, *variable) for variable in effects.stores]
    looks = [look for look in looks if look is not None]
    looks += [_look_at_item(code, owner, index) for owner, index in effects.items]
    looks += [_look_at_object(code, owner) for owner in effects.objects]
    looks += [_look_at_object(code, path) for path in effects.augmented]
    looks += [_look_at_owner(code, owner, method) for owner, method in effects.calls]
    if effects.imports:
        looks.append(_look_at_packages)
    if effects.imports_all:
        looks.append(_look_at_all_globals(code.module))
    cells = [name for scope, name in effects.stores if scope == "l" and name in code.cells]
    if cells:
        looks.append(look_at_cells(cells))
    if effects.everything or (effects.asks and values.has_makers):
        looks.append(look_at_everything)
    if effects.talks:
        looks.append(look_at_output)
    after = _all_of(looks)
    owners = list(effects.objects)
    for path in effects.augmented:
        owners += path.parent(), *path.variables()
    moving = [owner for owner in owners if _may_move(code, owner)]
    methods = [(_loader(code, owner), method) for owner, method in effects.calls if _may_move(code, owner)]
    if not effects.everything and (moving or methods):
        careful[after] = and_everything(after) if moving else _and_everything_unless_traced(after, methods)
    return after


def _may_move(code: Code, owner: trace_effects.Owner) -> bool:
    if type(owner) is trace_effects.Path:
        return True
    scope, name = owner
    return name in code.cells if scope == "l" else name in code.module.set_by_functions


def _and_everything_unless_traced(after: After, methods: list[tuple[After, str]]) -> After:
    """For lines that may only have changed what they called a method of: unless that is the pupil's own."""

    def careful_after(depth: int) -> str:
        changes = after(depth + 1)
        for load, method in methods:
            if method in trace_effects.CHANGING or not _is_traced(type(load(depth + 1)), method):
                return changes + look_at_everything(depth + 1)
        return changes

    return careful_after


def _all_of(looks: list[After]) -> After:
    if not looks:
        return nothing
    if len(looks) == 1:
        return looks[0]
    if len(looks) == 2:
        first, second = looks
        return lambda depth: first(depth + 1) + second(depth + 1)

    def after(depth: int) -> str:
        depth += 1
        return "".join([look(depth) for look in looks])

    return after


def _look_at_variable(code: Code, scope: str, name: str):
    if scope == "g" or (scope == "n" and code.is_module):
        return _look_at_global(code.module, name, code.is_module)
    if scope == "n":
        return _look_in_class(code, name)
    return _look_at_local(code, name) if code.optimized else None


def _has_room(names: set[str], name: str) -> bool:
    """Whether it is one of those that are told of."""
    if len(names) < MOST_VARIABLES:
        names.add(name)
    return name in names


def _look_whether(name: str, where: Callable[[int], tuple[Module | Frame, dict]]):
    """Whether it is there is told, and no more; `where` gives whose it is, and among what to find it."""

    def look(depth: int) -> str:
        owner, variables = where(depth + 1)
        return left_out(owner, owner.left_out | {name} if name in variables else owner.left_out - {name})

    return look


def _look_at_global(module: Module, name: str, inside: bool):
    if is_hidden(name):
        return None
    if not _has_room(module.names, name):
        return _look_whether(name, lambda depth: (module, module.namespace))
    get = module.namespace.get
    things = module.things
    write = f',["=",{quote(name)},' if inside else f',["g",{module.number},{quote(name)},'
    gone = f',["-",{quote(name)}]' if inside else f',["g",{module.number},{quote(name)}]'
    key = module.number, name

    def look(depth: int) -> str:
        value = get(name, MISSING)
        if type(value) is int and -LARGEST_INT <= value <= LARGEST_INT and name not in things:
            return f"{write}{value}]"
        if key in _trusted and not _deserves_trust(module, name):
            _trusted.discard(key)
            forget_lines()
        return store(things, name, value, write, gone)

    return look


def _look_at_packages(depth: int) -> str:
    """After an import: a package has a variable for each of its modules that was imported."""
    changes = ""
    for package in [module for module in modules.values() if module.is_package]:
        for name, value in list(package.namespace.items()):
            if type(value) is not ModuleType or is_hidden(name) or not _has_room(package.names, name):
                continue
            old = package.things.get(name)
            if old is None or old.address != id(value):
                end = f"{package.number},{quote(name)}"
                changes += store(package.things, name, value, f',["g",{end},', f',["g",{end}]')
    return changes


def _look_at_all_globals(module: Module):
    """After `from … import *`, which names none of those that it sets."""

    def look(depth: int) -> str:
        forget_lines()  # a function may have come in the place of one that changes nothing
        changes = compare_variables(module, module.namespace, MOST_VARIABLES, '["=",', '["-",', "]")
        module.names.update(module.known)
        module.known.clear()  # kept up to date only when we are wary
        return changes

    return look


def _look_at_local(code: Code, name: str):
    if is_hidden(name):
        return None
    if not _has_room(code.names, name):
        return _look_whether(name, lambda depth: (trace_program.now.here, _getframe(depth).f_locals))
    write = f',["=",{quote(name)},'
    gone = f',["-",{quote(name)}]'

    def look(depth: int) -> str:
        value = _getframe(depth).f_locals.get(name, MISSING)
        things = trace_program.now.here.things
        if type(value) is int and -LARGEST_INT <= value <= LARGEST_INT and name not in things:
            return f"{write}{value}]"
        return store(things, name, value, write, gone)

    return look


def _look_in_class(code: Code, name: str):
    if is_hidden(name) or not _has_room(code.names, name):
        return None
    write = f',["=",{quote(name)},'
    gone = f',["-",{quote(name)}]'

    def look(depth: int) -> str:
        return store(trace_program.now.here.things, name, _value_in_class(depth + 1, name), write, gone)

    return look


def _value_in_class(depth: int, name: str) -> object:
    """Of a variable of the class body that runs. Its namespace may be one of a metaclass's own making."""
    namespace = _getframe(depth).f_locals
    return namespace.get(name, MISSING) if type(namespace) is dict else MISSING


def _loader(code: Code, owner: trace_effects.Owner):
    """A function that gives what a variable is, or what a way from it leads to; or MISSING."""
    return _loader_of_path(code, owner) if type(owner) is trace_effects.Path else _loader_of_variable(code, *owner)


def _loader_of_path(code: Code, path: trace_effects.Path):
    base, steps = path
    load_base = _loader_of_variable(code, *base)
    ways = [(kind, *_index(code, key)) for kind, key in steps]

    def load(depth: int) -> object:
        value = load_base(depth + 1)
        for kind, load_key, more in ways:
            if value is MISSING:
                break
            if kind == ".":
                value = values.attribute_of(value, more)
                continue
            key = more
            if load_key is not None:
                key = load_key(depth + 1)
                if type(key) is int:
                    key += more
                elif more != 0:
                    return MISSING
            value = values.item_of(value, key)
        return value

    return load


def _index(code: Code, index: trace_effects.Index):
    """A function that gives a variable and what is added to it; or no such function, and the index."""
    return (_loader_of_variable(code, *index[0]), index[1]) if type(index) is tuple else (None, index)


def _loader_of_variable(code: Code, scope: str, name: str):
    get = code.module.namespace.get
    if scope == "g" or (scope == "n" and code.is_module):
        return lambda depth: get(name, MISSING)
    if code.optimized:
        return lambda depth: _getframe(depth).f_locals.get(name, MISSING)

    def load(depth: int) -> object:
        value = _value_in_class(depth + 1, name)
        return get(name, MISSING) if value is MISSING else value

    return load


def _look_at_object(code: Code, owner: trace_effects.Owner):
    load = _loader(code, owner)

    def look(depth: int) -> str:
        value = load(depth + 1)
        if type(value) is ModuleType and any([module.namespace is value.__dict__ for module in modules.values()]):
            become_wary()  # it sets variables of another file
            return look_at_anything(depth + 1)
        return _look_into(depth + 1, value)

    return look


def _look_into(depth: int, value: object) -> str:
    """What has changed in an object; anywhere, if it is not known which object it was or what is in it."""
    if value is MISSING or values.is_opaque(value):
        return look_at_everything(depth + 1)
    changes = values.look_again(value)
    return changes + values.introduce() if changes else ""


def _look_at_owner(code: Code, owner: trace_effects.Owner, method: str):
    """After a method was called of what this leads to."""
    load = _loader(code, owner)
    reading = method in trace_effects.READING
    adding = method == "append"

    def look(depth: int) -> str:
        value = load(depth + 1)
        kind = type(value)
        if adding and kind is list:
            return values.item_added(value)
        if reading and (kind is str or kind is list or kind is dict):
            return ""
        if not _changes_itself_only(kind, method):
            return look_at_everything(depth + 1)
        changes = values.look_again(value)
        return changes + values.introduce() if changes else ""

    return look


def _changes_itself_only(kind: type, method: str) -> bool:
    """Whether such a method changes nothing but its own object, or is traced itself."""
    base, found = _find_method(kind, method)
    return id(base) in _CHANGE_THEMSELVES or _is_pupils_function(found)


def _is_traced(kind: type, method: str) -> bool:
    return _is_pupils_function(_find_method(kind, method)[1])


def _find_method(kind: type, method: str) -> tuple[type | None, object]:
    """The class that has it, and what it is there."""
    for base in bases_of(kind):
        found = namespace_of(base).get(method)
        if found is not None:
            return base, found
    return None, None


_CHANGE_THEMSELVES = frozenset(map(id, (list, dict, set, deque, str, bytes, bytearray, tuple, frozenset, int, float)))


def _look_at_item(code: Code, owner: trace_effects.Variable, index: trace_effects.Index):
    if code.is_module and type(index) is tuple:
        return _look_at_item_in_module(code.module, owner[1], index[0][1], index[1])
    load = _loader(code, owner)
    load_index, more = _index(code, index)

    def look(depth: int) -> str:
        value = load(depth + 1)
        if type(value) is list:
            at = 0 if load_index is None else load_index(depth + 1)
            return values.item_changed(value, at + more if type(at) is int else None)
        return _look_into(depth + 1, value)

    return look


def _look_at_item_in_module(module: Module, owner: str, variable: str, more: int):
    """The same without a function to load a variable: what a program does most, it does in such a line."""
    get = module.namespace.get

    def look(depth: int) -> str:
        value = get(owner, MISSING)
        if type(value) is list:
            at = get(variable)
            return values.item_changed(value, at + more if type(at) is int else None)
        return _look_into(depth + 1, value)

    return look
