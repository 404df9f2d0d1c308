"""Facts: what only Python can say about a source, which is read and never run. What comes of it: runner/model/facts.ts.

The source is as hostile as the program: whatever it does to the parser is met with `tooBig`, or ends this process,
and the host knows what to make of that.
"""

import ast
import gc
import json
import sys
import warnings

import wire
from facts_error import error_facts, unreadable
from facts_scopes import Tables
from facts_source import Source, shorten
from facts_walk import LISTS, Walk

# `MAX_CODE_BYTES` of runner/model/spec.ts.
_MOST_BYTES = 50 * 1024
# A tree is walked one Python call, or two, for each of its levels; they take no C stack.
_DEEPEST = 6_000
_MOST_WARNINGS = 50
# A frame, less what is around the facts in it.
_MOST_ENCODED = wire.MAX_PAYLOAD_OUT - 8 * 1024

# More of one kind than this is no pupil's program.
_MOST_OF_A_KIND = 4_000
_MOST_SCOPES = 1_000
_MOST_NAMES = 1_000
_MOST_PLACES = 1_000


def of_source(text: str) -> dict:
    """The facts of one file, or why there are none. Raises nothing."""
    if len(text.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        return {"kind": "tooBig", "why": "bytes"}
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEPEST)
    try:
        return _of_source(text)
    except (RecursionError, MemoryError):
        return {"kind": "tooBig", "why": "depth"}
    finally:
        sys.setrecursionlimit(limit)


def _of_source(text: str) -> dict:
    source = Source(text)
    error = unreadable(text)
    if error is None:
        try:
            with warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                compile(text, "<facts>", "exec", dont_inherit=True)
                told = [_warning(one) for one in heard[:_MOST_WARNINGS]]
                tree = ast.parse(text)
        except SyntaxError as found:
            error = found
    if error is not None:
        return error_facts(source, error)
    return _bounded(
        {
            "kind": "facts",
            "complete": True,
            "lines": len(source.lines),
            "warnings": told,
            **Walk(source, tree, Tables(text)).told(),
        }
    )


def _warning(one: warnings.WarningMessage) -> dict:
    return {"line": max(1, one.lineno), "message": shorten(str(one.message), 200)}


def _bounded(facts: dict) -> dict:
    """With no more of anything than the host takes; `complete` says whether that is all."""
    for name in LISTS:
        _cut(facts, facts, name, _MOST_OF_A_KIND)
    _cut(facts, facts, "scopes", _MOST_SCOPES)
    for scope in facts["scopes"]:
        _cut(facts, scope, "parameters", 100)
        _cut(facts, scope, "names", _MOST_NAMES)
        for name in scope["names"]:
            _cut(facts, name, "bindings", _MOST_PLACES)
            _cut(facts, name, "uses", _MOST_PLACES)
    return facts


def _cut(facts: dict, owner: dict, name: str, most: int) -> None:
    if len(owner[name]) > most:
        del owner[name][most:]
        facts["complete"] = False


def encode(path: str, facts: dict) -> bytes:
    """As JSON that fits a frame: of too many facts of a kind, those of the source's end are left out."""
    while True:
        data = json.dumps({"path": path, "facts": facts}, ensure_ascii=False, separators=(",", ":"))
        encoded = data.encode("utf-8", "replace")
        if len(encoded) <= _MOST_ENCODED:
            return encoded
        if not _halve(facts):
            facts = {"kind": "tooBig", "why": "facts"}


def _halve(facts: dict) -> bool:
    """Leave out half of the longest lists. False if that is no use."""
    if facts["kind"] != "facts":
        return False
    places = [name[key] for scope in facts["scopes"] for name in scope["names"] for key in ("bindings", "uses")]
    longest = max(map(len, places), default=0)
    most = max(len(facts[name]) for name in LISTS)
    if max(longest, most) < 16:
        return False
    facts["complete"] = False
    for name in LISTS:
        del facts[name][max(8, most // 2) :]
    for found in places:
        del found[max(8, longest // 2) :]
    return True


def tell(notes: int, files: list[dict[str, str]]) -> None:
    """Tell the facts of each file, one frame each, in their order."""
    gc.disable()  # this process ends before there is anything to collect
    for file in files:
        facts = of_source(file["content"])
        wire.write_all(notes, wire.encode(wire.FACTS, 0, encode(file["path"], facts)))
