"""Whose a name is. Python's own symbol tables say so; a comprehension, which has none of its own, is added to them."""

import builtins
import symtable
from collections import defaultdict

from facts_source import Place

_BUILTIN = frozenset(dir(builtins))
_MODULE_OWN = frozenset({"__name__", "__file__", "__doc__", "__builtins__", "__annotations__"})
_IN_FUNCTIONS = frozenset({"local", "parameter", "nonlocal", "free"})


class Scope:
    """A module, function, lambda, class or comprehension, and every name that stands in it."""

    def __init__(
        self, kind: str, name: str, at: Place, lines: list[int], parent: "Scope | None", index: int
    ) -> None:
        self.kind = kind
        self.name = name
        self.at = at
        self.lines = lines
        self.parent = parent
        self.index = index
        self.table: symtable.SymbolTable | None = None
        self.parameters: list[dict] = []
        self.is_generator = False
        self.falls_through = False
        self._bindings: dict[str, list[Place]] = defaultdict(list)
        self._uses: dict[str, list[Place]] = defaultdict(list)

    def bind(self, name: str, at: Place) -> None:
        self._bindings[name].append(at)

    def use(self, name: str, at: Place) -> None:
        self._uses[name].append(at)

    def binds(self, name: str) -> bool:
        return name in self._bindings

    def role(self, name: str, declared_elsewhere: set[str]) -> str:
        """What the name is here. `declared_elsewhere` are those that functions make global by `global`."""
        if self.kind == "module":
            if self.binds(name) or name in declared_elsewhere:
                return "global"
            return "builtin" if name in _BUILTIN or name in _MODULE_OWN else "unknown"
        if self.kind == "comprehension":
            return "local" if self.binds(name) else self._role_from_outside(name, declared_elsewhere)
        try:
            symbol = self.table.lookup(name) if self.table else None
        except KeyError:
            symbol = None  # it stands in something inside this scope only, or Python knows it by a longer name
        if symbol is None:
            return "local" if self.binds(name) else self._role_from_outside(name, declared_elsewhere)
        if symbol.is_parameter():
            return "parameter"
        if symbol.is_declared_global():
            return "declared-global"
        if symbol.is_nonlocal():
            return "nonlocal"
        if symbol.is_local():
            return "local"
        return self._role_from_outside(name, declared_elsewhere)

    def _role_from_outside(self, name: str, declared_elsewhere: set[str]) -> str:
        outer = self.parent
        while outer.kind == "class":
            outer = outer.parent  # what a class has, its methods do not see
        role = outer.role(name, declared_elsewhere)
        if role == "declared-global":
            return "global"
        return "free" if role in _IN_FUNCTIONS else role

    def told(self, declared_elsewhere: set[str]) -> dict:
        return {
            "kind": self.kind,
            "name": self.name,
            "at": self.at,
            "lines": self.lines,
            "parent": self.parent.index if self.parent else None,
            "parameters": self.parameters,
            "generator": self.is_generator,
            "fallsThrough": self.falls_through,
            "names": [
                {
                    "name": name[:100],
                    "role": self.role(name, declared_elsewhere),
                    "bindings": self._bindings.get(name, []),
                    "uses": self._uses.get(name, []),
                }
                for name in {**self._bindings, **self._uses}
            ],
        }


class Tables:
    """Python's tables of one source, each taken once, in the order in which they stand there."""

    def __init__(self, text: str) -> None:
        self._tables: dict[tuple[str, str, int], list[symtable.SymbolTable]] = defaultdict(list)
        waiting = [symtable.symtable(text, "<facts>", "exec")]
        self.top = waiting[0]
        while waiting:
            table = waiting.pop(0)
            self._tables[str(table.get_type()), table.get_name(), table.get_lineno()].append(table)
            waiting += table.get_children()

    def take(self, kind: str, name: str, line: int) -> symtable.SymbolTable | None:
        """@param kind as `symtable` calls it: `function`, of which a lambda is one, or `class`"""
        found = self._tables.get((kind, name, line))
        return found.pop(0) if found else None
