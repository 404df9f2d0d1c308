"""What can be said of a source that is not Python: where it stops to be, the tokens there, and what gives it away."""

import keyword
import re
import token
import tokenize

from facts_source import Place, Source, shorten

# Of the tokens on the line of the error and on the one before it.
_MOST_TOKENS = 60
# A source has at most 50 KB, and few tokens are of one character.
_MOST_LOOKED_AT = 20_000
_MOST_CLUES = 8

_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_PREFIXES = "rRfFbBuU"
_TRIPLE = ("'''", '"""')
_PAIRS = {")": "(", "]": "[", "}": "{"}
_STRING_PARTS = frozenset({token.STRING, token.FSTRING_START, token.FSTRING_MIDDLE, token.FSTRING_END})
_TYPES = {
    token.NUMBER: "number",
    token.OP: "operator",
    token.COMMENT: "comment",
    token.INDENT: "indent",
    token.DEDENT: "dedent",
    token.NEWLINE: "newline",
}


def error_facts(source: Source, error: SyntaxError) -> dict:
    last = len(source.lines)
    line = min(max(error.lineno or 1, 1), last)
    column = max((error.offset or 1) - 1, 0)
    tokens, stop = _tokens_of(source)
    return {
        "kind": "syntaxError",
        "name": type(error).__name__,
        "message": shorten(str(error.msg), 300),
        "at": source.place_of_character(line, column),
        "source": shorten(source.line(line), 200),
        "tokens": _around(source, tokens, line),
        "clues": _clues(source, tokens, stop, (line, column)),
    }


def unreadable(text: str) -> SyntaxError | None:
    """Why Python does not even look at a text: for what is in it and has no place in any file."""
    if _UNREADABLE.search(text) is None:
        return None
    for number, line in enumerate(Source(text).lines, 1):
        if found := _UNREADABLE.search(line):
            name = f"U+{ord(found[0]):04X}"
            return SyntaxError(f"invalid character {name}", ("<facts>", number, found.start() + 1, line))
    return None


def _tokens_of(source: Source) -> tuple[list[tokenize.TokenInfo], tuple[int, int] | None]:
    """The tokens as far as Python can read them, and where it cannot: line, and index of the character."""
    found: list[tokenize.TokenInfo] = []
    lines = iter([f"{line}\n" for line in source.lines])
    try:
        for one in tokenize.generate_tokens(lambda: next(lines, "")):
            found.append(one)
            if len(found) >= _MOST_LOOKED_AT:
                break
    except tokenize.TokenError as error:
        line, offset = error.args[1]
        return found, (line, max(offset - 1, 0))
    except SyntaxError as error:
        return found, (error.lineno or 1, max((error.offset or 1) - 1, 0))
    except UnicodeError:
        pass  # a lone surrogate, of which the message says all there is
    return found, None


def _type_of(one: tokenize.TokenInfo) -> str:
    if one.type in _STRING_PARTS:
        return "string"
    if one.type == token.NAME:
        return "keyword" if keyword.iskeyword(one.string) else "name"
    return _TYPES.get(one.type, "other")


def _around(source: Source, tokens: list[tokenize.TokenInfo], line: int) -> list[dict]:
    shown = [one for one in tokens if one.type not in (token.NL, token.ENDMARKER)]
    before = max((one.start[0] for one in shown if one.start[0] < line), default=line)
    near = [one for one in shown if before <= one.start[0] <= line]
    return [
        {
            "type": _type_of(one),
            "text": shorten(one.string, 40),
            "at": source.place_of_character(*one.start),
        }
        for one in near[-_MOST_TOKENS:]
    ]


def _clues(
    source: Source,
    tokens: list[tokenize.TokenInfo],
    stop: tuple[int, int] | None,
    at: tuple[int, int],
) -> list[dict]:
    def clue(kind: str, text: str, place: tuple[int, int]) -> dict:
        return {"kind": kind, "text": text, "at": source.place_of_character(*place), "opened": None}

    clues = []
    open_brackets: list[tuple[str, tuple[int, int]]] = []
    open_strings: list[tuple[str, tuple[int, int]]] = []
    for one in tokens:
        if one.type == token.FSTRING_START:
            open_strings.append((one.string.lstrip(_PREFIXES), one.start))
        elif one.type == token.FSTRING_END and open_strings:
            open_strings.pop()
        elif one.type == token.OP and one.string in _PAIRS.values():
            open_brackets.append((one.string, one.start))
        elif one.type == token.OP and one.string in _PAIRS:
            if not open_brackets:
                clues.append(clue("stray-bracket", one.string, one.start))
                continue
            text, place = open_brackets.pop()
            if text != _PAIRS[one.string]:
                opened = {"text": text, "at": source.place_of_character(*place)}
                clues.append({**clue("wrong-bracket", one.string, one.start), "opened": opened})
    if stop is not None and not open_strings:
        quote = source.line(stop[0])[stop[1] :].lstrip(_PREFIXES)[:3]
        if quote[:1] in ("'", '"'):
            clues.append(clue("unclosed-quote", quote if quote in _TRIPLE else quote[:1], stop))
    for place in dict.fromkeys(place for place in (stop, at) if place is not None):
        character = source.line(place[0])[place[1] : place[1] + 1]
        if character == "\0" or not character.isascii() and not character.isidentifier():
            clues.append(clue("strange-character", character, place))
    clues += [clue("unclosed-quote", text, place) for text, place in reversed(open_strings)]
    clues += [clue("unclosed-bracket", text, place) for text, place in reversed(open_brackets)]
    return clues[:_MOST_CLUES]
