"""Goes through a program's tree once, in the order of its source, and takes down what hints and lessons ask for."""

import ast

from facts_scopes import Scope, Tables
from facts_source import Source, shorten

# What is told of a program in lists.
LISTS = (
    "imports",
    "calls",
    "loops",
    "branches",
    "exits",
    "assignments",
    "comparisons",
    "logic",
    "operations",
    "discarded",
    "unreachable",
)

_OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.And: "and",
    ast.Or: "or",
}

_SHAPES = {
    ast.Name: "name",
    ast.Attribute: "attribute",
    ast.Subscript: "subscript",
    ast.Call: "call",
    ast.Await: "call",
    ast.Compare: "comparison",
    ast.BoolOp: "logic",
    ast.BinOp: "arithmetic",
    ast.List: "list",
    ast.Tuple: "tuple",
    ast.Dict: "dict",
    ast.Set: "set",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.JoinedStr: "string",
    ast.Lambda: "lambda",
    ast.IfExp: "conditional",
}

_CONSTANTS = {
    bool: "boolean",
    int: "integer",
    float: "float",
    complex: "complex",
    str: "string",
    bytes: "bytes",
    type(None): "none",
}

# Calls whose result can be changed, as a default value.
_MAKES_MUTABLE = frozenset({"list", "dict", "set", "bytearray", "deque", "defaultdict", "Counter"})
_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


class Walk:
    def __init__(self, source: Source, tree: ast.Module, tables: Tables) -> None:
        self._source = source
        self._tables = tables
        self._methods: dict[type, object] = {}
        self._declared_global: set[str] = set()
        self._scopes: list[Scope] = []
        self._loop: int | None = None
        self._statements = 0
        self._f_strings = 0
        self._makes = {ast.List: 0, ast.Dict: 0}
        self._lists: dict[str, list[dict]] = {name: [] for name in LISTS}
        self._scope = self._open("module", "<module>", [1, 1], [1, max(1, len(source.lines))])
        self._scope.table = tables.top
        self._body(tree.body)

    def told(self) -> dict:
        return {
            "statements": self._statements,
            "fStrings": self._f_strings,
            "lists": self._makes[ast.List],
            "dicts": self._makes[ast.Dict],
            "scopes": [scope.told(self._declared_global) for scope in self._scopes],
            **self._lists,
        }

    # How it goes through

    def _visit(self, node: ast.AST, result: str = "used") -> None:
        """@param result what becomes of an expression's value: `used`, `stored`, `returned` or `dropped`"""
        kind = type(node)
        method = self._methods.get(kind)
        if method is None:
            method = self._methods[kind] = getattr(self, f"_visit_{kind.__name__}", self._visit_parts)
        method(node, result)

    def _visit_parts(self, node: ast.AST, result: str = "used") -> None:
        for name in node._fields:
            part = getattr(node, name, None)
            if isinstance(part, ast.AST):
                self._visit(part)
            elif isinstance(part, list):
                if part and isinstance(part[0], ast.stmt):
                    self._body(part)
                else:
                    self._all(part)

    def _all(self, nodes: list) -> None:
        for node in nodes:
            if isinstance(node, ast.AST):
                self._visit(node)

    def _body(self, statements: list[ast.stmt]) -> None:
        end: ast.stmt | None = None
        for statement in statements:
            if end is None and _always_leaves(statement):
                end = statement
            self._statements += 1
            self._visit(statement)
        if end is not None and end is not statements[-1]:
            first = statements[statements.index(end) + 1]
            self._tell(
                "unreachable", lines=[_first_line(first), statements[-1].end_lineno], after=end.end_lineno
            )

    def _tell(self, which: str, **facts: object) -> None:
        self._lists[which].append({**facts, "scope": self._scope.index})

    def _expression(self, node: ast.expr) -> dict:
        return {"text": self._source.text_of(node), "shape": shape(node)}

    # Scopes

    def _open(self, kind: str, name: str, at: list[int], lines: list[int]) -> Scope:
        parent = self._scope if self._scopes else None
        scope = Scope(kind, name[:100], at, lines, parent, len(self._scopes))
        self._scopes.append(scope)
        return scope

    def _inside(self, scope: Scope, visit: object) -> None:
        before = self._scope, self._loop
        self._scope, self._loop = scope, None
        visit()
        self._scope, self._loop = before

    def _visit_FunctionDef(self, node: ast.FunctionDef, result: str) -> None:
        at = self._source.name_after(node, node.name)
        self._scope.bind(node.name, at)
        self._all(node.decorator_list)
        self._visit_defaults(node.args)
        self._visit_annotations(node.args)
        if node.returns:
            self._visit(node.returns)
        scope = self._open("function", node.name, at, [node.lineno, node.end_lineno])
        scope.table = self._tables.take("function", node.name, node.lineno)
        scope.falls_through = not _always_leaves(node.body[-1])
        self._parameters(scope, node.args)
        self._inside(scope, lambda: self._body(node.body))

    _visit_AsyncFunctionDef = _visit_FunctionDef

    def _visit_Lambda(self, node: ast.Lambda, result: str) -> None:
        self._visit_defaults(node.args)
        lines = [node.lineno, node.end_lineno]
        scope = self._open("lambda", "<lambda>", self._source.start(node), lines)
        scope.table = self._tables.take("function", "lambda", node.lineno)
        self._parameters(scope, node.args)
        self._inside(scope, lambda: self._visit(node.body, "returned"))

    def _visit_defaults(self, args: ast.arguments) -> None:
        self._all([*args.defaults, *args.kw_defaults])

    def _visit_annotations(self, args: ast.arguments) -> None:
        every = [*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg]
        self._all([arg.annotation for arg in every if arg])

    def _parameters(self, scope: Scope, args: ast.arguments) -> None:
        positional = [*args.posonlyargs, *args.args]
        without = len(positional) - len(args.defaults)
        rows = [
            (arg, "positional", None if index < without else args.defaults[index - without])
            for index, arg in enumerate(positional)
        ]
        rows += [(args.vararg, "rest", None)] if args.vararg else []
        rows += [(arg, "keyword", default) for arg, default in zip(args.kwonlyargs, args.kw_defaults)]
        rows += [(args.kwarg, "keywords", None)] if args.kwarg else []
        for arg, kind, default in rows:
            scope.bind(arg.arg, self._source.start(arg))
            scope.parameters.append(
                {
                    "name": arg.arg[:100],
                    "kind": kind,
                    "default": self._expression(default) if default else None,
                    "mutableDefault": default is not None and _is_mutable(default),
                }
            )

    def _visit_ClassDef(self, node: ast.ClassDef, result: str) -> None:
        at = self._source.name_after(node, node.name)
        self._scope.bind(node.name, at)
        self._all([*node.decorator_list, *node.bases, *node.keywords])
        scope = self._open("class", node.name, at, [node.lineno, node.end_lineno])
        scope.table = self._tables.take("class", node.name, node.lineno)
        self._inside(scope, lambda: self._body(node.body))

    def _visit_ListComp(self, node: ast.expr, result: str) -> None:
        # The first iterable is evaluated outside.
        self._visit(node.generators[0].iter)
        lines = [node.lineno, node.end_lineno]
        scope = self._open("comprehension", f"<{_COMPREHENSIONS[type(node)]}>", self._source.start(node), lines)
        self._inside(scope, lambda: self._comprehension(node))

    def _visit_List(self, node: ast.List, result: str) -> None:
        if isinstance(node.ctx, ast.Load):
            self._makes[ast.List] += 1
        self._visit_parts(node)

    def _visit_Dict(self, node: ast.Dict, result: str) -> None:
        self._makes[ast.Dict] += 1
        self._visit_parts(node)

    _visit_SetComp = _visit_DictComp = _visit_GeneratorExp = _visit_ListComp

    def _comprehension(self, node: ast.expr) -> None:
        for index, generator in enumerate(node.generators):
            if index > 0:
                self._visit(generator.iter)
            self._visit(generator.target)
            self._all(generator.ifs)
        self._all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])

    # Names

    def _visit_Name(self, node: ast.Name, result: str) -> None:
        at = self._source.start(node)
        if isinstance(node.ctx, ast.Load):
            self._scope.use(node.id, at)
        else:
            self._scope.bind(node.id, at)

    def _visit_NamedExpr(self, node: ast.NamedExpr, result: str) -> None:
        self._visit(node.value, "stored")
        owner = self._scope
        while owner.kind == "comprehension":
            owner = owner.parent
        owner.bind(node.target.id, self._source.start(node.target))
        self._assignment(node, [node.target], ":=", node.value)

    def _visit_Global(self, node: ast.Global, result: str) -> None:
        self._declared_global.update(node.names)

    def _visit_ExceptHandler(self, node: ast.ExceptHandler, result: str) -> None:
        if node.type:
            self._visit(node.type)
        if node.name:
            self._scope.bind(node.name, self._source.name_after(node, node.name))
        self._body(node.body)

    def _visit_MatchAs(self, node: ast.pattern, result: str) -> None:
        if node.name:
            self._scope.bind(node.name, self._source.name_after(node, node.name))
        self._visit_parts(node)

    _visit_MatchStar = _visit_MatchAs

    def _visit_MatchMapping(self, node: ast.MatchMapping, result: str) -> None:
        if node.rest:
            self._scope.bind(node.rest, self._source.name_after(node, node.rest))
        self._visit_parts(node)

    def _visit_Import(self, node: ast.Import | ast.ImportFrom, result: str) -> None:
        level = getattr(node, "level", 0) or 0
        module = getattr(node, "module", None)
        for alias in node.names:
            at = self._source.start(alias)
            if alias.name != "*":
                self._scope.bind(alias.asname or alias.name.partition(".")[0], at)
            self._tell(
                "imports",
                at=at,
                module=shorten("." * level + (alias.name if isinstance(node, ast.Import) else module or "")),
                name=None if isinstance(node, ast.Import) else alias.name[:100],
                alias=alias.asname[:100] if alias.asname else None,
            )

    _visit_ImportFrom = _visit_Import

    # Statements

    def _visit_Expr(self, node: ast.Expr, result: str) -> None:
        value = node.value
        is_text = isinstance(value, ast.Constant) and (isinstance(value.value, str) or value.value is ...)
        does_something = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
        if not is_text and not isinstance(value, does_something):
            self._tell("discarded", at=self._source.start(value), **self._expression(value))
        self._visit(value, "dropped")

    def _assignment(self, node: ast.AST, targets: list[ast.expr], operator: str, value: ast.expr) -> None:
        self._tell(
            "assignments",
            at=self._source.start(node),
            loop=self._loop,
            targets=[self._source.text_of(target) for target in targets[:10]],
            operator=operator,
            value=self._expression(value),
        )

    def _visit_Assign(self, node: ast.Assign, result: str) -> None:
        self._visit(node.value, "stored")
        self._all(node.targets)
        self._assignment(node, node.targets, "=", node.value)

    def _visit_AnnAssign(self, node: ast.AnnAssign, result: str) -> None:
        self._visit(node.annotation)
        if node.value is None:
            return
        self._visit(node.value, "stored")
        self._visit(node.target)
        self._assignment(node, [node.target], "=", node.value)

    def _visit_AugAssign(self, node: ast.AugAssign, result: str) -> None:
        if isinstance(node.target, ast.Name):
            self._scope.use(node.target.id, self._source.start(node.target))
        self._visit(node.target)
        self._visit(node.value, "used")
        self._assignment(node, [node.target], _OPERATORS[type(node.op)] + "=", node.value)

    def _visit_For(self, node: ast.For, result: str) -> None:
        self._visit(node.iter)
        self._visit(node.target)
        targets = [self._source.text_of(name) for name in _names_in(node.target)[:10]]
        self._loop_of("for", node, node.iter, targets)

    _visit_AsyncFor = _visit_For

    def _visit_While(self, node: ast.While, result: str) -> None:
        self._visit(node.test)
        self._loop_of("while", node, node.test, [])

    def _loop_of(self, kind: str, node: ast.For | ast.While, head: ast.expr, targets: list[str]) -> None:
        leaves = _leaving(node.body)
        loops = self._lists["loops"]
        self._tell(
            "loops",
            kind=kind,
            at=self._source.start(node),
            header=[node.lineno, head.end_lineno],
            body=_lines_of(node.body),
            targets=targets,
            head=self._expression(head),
            alwaysTrue=kind == "while" and isinstance(head, ast.Constant) and bool(head.value),
            breaks=[leave.lineno for leave in leaves if isinstance(leave, ast.Break)][:50],
            continues=[leave.lineno for leave in leaves if isinstance(leave, ast.Continue)][:50],
            otherwise=_lines_of(node.orelse) if node.orelse else None,
            loop=self._loop,
        )
        outer = self._loop
        self._loop = len(loops) - 1
        self._body(node.body)
        self._loop = outer
        if node.orelse:
            self._body(node.orelse)

    def _visit_If(self, node: ast.If, result: str) -> None:
        arms: list[dict] = []
        self._tell("branches", kind="if", at=self._source.start(node), loop=self._loop, arms=arms)
        current = node
        while True:
            self._arm(arms, "elif" if arms else "if", current, current.test, current.body)
            self._visit(current.test)
            self._body(current.body)
            rest = current.orelse
            if len(rest) != 1 or not self._is_elif(rest[0]):
                break
            current = rest[0]
            self._statements += 1
        if rest:
            self._arm(arms, "else", rest[0], None, rest)
            self._body(rest)

    def _is_elif(self, node: ast.stmt) -> bool:
        """The tree has an `if` inside an `else` for both; the source tells them apart."""
        if not isinstance(node, ast.If):
            return False
        line, start = self._source.line(node.lineno), node.col_offset
        found = line[start:] if line.isascii() else line.encode()[start:].decode()
        return found.startswith("elif")

    def _arm(
        self, arms: list[dict], kind: str, node: ast.AST, condition: ast.AST | None, body: list[ast.stmt]
    ) -> None:
        if len(arms) < 100:
            arms.append(
                {
                    "kind": kind,
                    "line": node.lineno if hasattr(node, "lineno") else condition.lineno,
                    "condition": self._expression(condition) if condition else None,
                    "body": _lines_of(body),
                    "leaves": _always_leaves(body[-1]),
                }
            )

    def _visit_Match(self, node: ast.Match, result: str) -> None:
        arms: list[dict] = []
        self._tell("branches", kind="match", at=self._source.start(node), loop=self._loop, arms=arms)
        self._visit(node.subject)
        for case in node.cases:
            self._arm(arms, "case", case, case.pattern, case.body)
            self._visit(case.pattern)
            if case.guard:
                self._visit(case.guard)
            self._body(case.body)

    def _exit(self, kind: str, node: ast.stmt, value: ast.expr | None) -> None:
        told = self._expression(value) if value else None
        self._tell("exits", kind=kind, at=self._source.start(node), loop=self._loop, value=told)

    def _visit_Return(self, node: ast.Return, result: str) -> None:
        self._exit("return", node, node.value)
        if node.value:
            self._visit(node.value, "returned")

    def _visit_Raise(self, node: ast.Raise, result: str) -> None:
        self._exit("raise", node, node.exc)
        self._visit_parts(node)

    # Expressions

    def _visit_Call(self, node: ast.Call, result: str) -> None:
        names = [keyword.arg[:100] for keyword in node.keywords if keyword.arg]
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        dotted = _dotted(node.func)
        self._tell(
            "calls",
            at=self._source.start(node),
            loop=self._loop,
            callee=shorten(dotted) if dotted else self._source.text_of(node.func),
            dotted=dotted is not None,
            arguments=len(node.args),
            keywords=names[:20],
            spread=starred or any(keyword.arg is None for keyword in node.keywords),
            result=result,
        )
        self._visit_parts(node)

    def _visit_Await(self, node: ast.Await, result: str) -> None:
        self._visit(node.value, result)

    def _visit_Yield(self, node: ast.Yield | ast.YieldFrom, result: str) -> None:
        self._scope.is_generator = True
        self._visit_parts(node)

    _visit_YieldFrom = _visit_Yield

    def _visit_Compare(self, node: ast.Compare, result: str) -> None:
        operands = [node.left, *node.comparators][:10]
        self._tell(
            "comparisons",
            at=self._source.start(node),
            operators=[_OPERATORS[type(operator)] for operator in node.ops][:9],
            operands=[self._expression(operand) for operand in operands],
        )
        self._visit_parts(node)

    def _visit_BoolOp(self, node: ast.BoolOp, result: str) -> None:
        self._tell(
            "logic",
            at=self._source.start(node),
            operator=_OPERATORS[type(node.op)],
            operands=[self._expression(operand) for operand in node.values[:10]],
        )
        self._visit_parts(node)

    def _visit_BinOp(self, node: ast.BinOp, result: str) -> None:
        # A long sum leans to the left as deep as it is long.
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        self._visit(chain[-1].left)
        for part in reversed(chain):
            self._tell(
                "operations",
                at=self._source.start(part),
                operator=_OPERATORS[type(part.op)],
                left=self._expression(part.left),
                right=self._expression(part.right),
            )
            self._visit(part.right)

    def _visit_JoinedStr(self, node: ast.JoinedStr, result: str) -> None:
        self._f_strings += 1
        self._format_parts(node)

    def _visit_FormattedValue(self, node: ast.FormattedValue, result: str) -> None:
        self._visit(node.value)
        if isinstance(node.format_spec, ast.JoinedStr):
            self._format_parts(node.format_spec)  # to Python a string of its own, to nobody else

    def _format_parts(self, node: ast.JoinedStr) -> None:
        self._all(node.values)


_COMPREHENSIONS = {
    ast.ListComp: "listcomp",
    ast.SetComp: "setcomp",
    ast.DictComp: "dictcomp",
    ast.GeneratorExp: "genexpr",
}


def shape(node: ast.AST) -> str:
    """What sort of expression it is, as far as it shows."""
    if isinstance(node, ast.Constant):
        return _CONSTANTS.get(type(node.value), "other")
    if isinstance(node, ast.UnaryOp):
        inner = shape(node.operand)
        if isinstance(node.op, ast.Not):
            return "not"
        return inner if inner in ("integer", "float") else "arithmetic"
    return _SHAPES.get(type(node), "other")


def _dotted(node: ast.expr) -> str | None:
    """`a.b.c`, or None if it is anything but names and dots."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else None


def _is_mutable(default: ast.expr) -> bool:
    if isinstance(default, ast.Call):
        name = _dotted(default.func)
        return name is not None and name.rpartition(".")[2] in _MAKES_MUTABLE
    return isinstance(default, _MUTABLE)


def _names_in(target: ast.expr) -> list[ast.expr]:
    """What a loop's target assigns to: names, or what else one can assign to."""
    if isinstance(target, ast.Starred):
        return _names_in(target.value)
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for part in target.elts for name in _names_in(part)]
    return [target]


def _first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _lines_of(body: list[ast.stmt]) -> list[int]:
    return [_first_line(body[0]), body[-1].end_lineno]


def _blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    """The blocks inside a statement that are of the same scope."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return []
    parts = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    parts += [handler.body for handler in getattr(statement, "handlers", [])]
    return parts + [case.body for case in getattr(statement, "cases", [])]


def _leaving(body: list[ast.stmt]) -> list[ast.stmt]:
    """Every `break` and `continue` that belongs to the loop with this body."""
    found = []
    waiting = list(reversed(body))
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, (ast.Break, ast.Continue)):
            found.append(statement)
        elif isinstance(statement, (ast.For, ast.AsyncFor, ast.While)):
            waiting += reversed(statement.orelse)  # what is in its body is its own
        else:
            waiting += [inner for block in reversed(_blocks(statement)) for inner in reversed(block)]
    return found


def _always_leaves(statement: ast.stmt) -> bool:
    """Whether nothing behind this statement, in its block, is ever reached. In doubt it may be."""
    match statement:
        case ast.Return() | ast.Raise() | ast.Break() | ast.Continue():
            return True
        case ast.If(body=body, orelse=[*_, last]):
            return _always_leaves(body[-1]) and _always_leaves(last)
        case ast.While(test=ast.Constant(value=value), body=body) if value:
            return not any(isinstance(leave, ast.Break) for leave in _leaving(body))
        case ast.Try(finalbody=[*_, last]) if _always_leaves(last):
            return True
        case ast.Try(body=body, handlers=handlers, orelse=orelse):
            ends = [(orelse or body)[-1], *(handler.body[-1] for handler in handlers)]
            return all(map(_always_leaves, ends))
        case ast.Match(cases=cases):
            catches_all = isinstance(cases[-1].pattern, ast.MatchAs) and cases[-1].pattern.pattern is None
            every = all(_always_leaves(case.body[-1]) for case in cases)
            return catches_all and cases[-1].guard is None and every
    return False
