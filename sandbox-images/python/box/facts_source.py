"""A pupil's source as text: places in it as her editor counts them, and pieces of it.

Lines and columns are counted from 1, columns in UTF-16 code units. Python's tree counts bytes of UTF-8 from 0, its
errors characters from 1, its tokens characters from 0.
"""

import ast
import re

# What the editor takes for the end of a line, and Python too. `str.splitlines` knows of more.
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
# Of an expression so much is told. Whoever wants the rest has the source.
MOST_CHARACTERS = 80

# [line, column]
Place = list[int]


class Source:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _END_OF_LINE.split(text)
        self._columns: dict[int, list[int]] = {}

    def line(self, number: int) -> str:
        """Empty for a line that there is not: errors may lie behind the last."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, line: int, byte: int) -> Place:
        text = self.line(line)
        if text.isascii():
            return [line, byte + 1]
        columns = self._columns.get(line)
        if columns is None:
            columns = self._columns[line] = _columns_of(text)
        return [line, columns[min(byte, len(columns) - 1)]]

    def place_of_character(self, line: int, index: int) -> Place:
        before = self.line(line)[:index]
        return [line, index + 1 if before.isascii() else len(before) + _astral(before) + 1]

    def start(self, node: ast.AST) -> Place:
        return self.place(node.lineno, node.col_offset)

    def name_after(self, node: ast.AST, name: str) -> Place:
        """Where a name stands that the tree has no place of: behind `def`, `class` or `as`."""
        line = self.line(node.lineno)
        start = node.col_offset if line.isascii() else len(line.encode()[: node.col_offset].decode())
        while (start := line.find(name, start)) >= 0:
            end = start + len(name)
            if not _is_in_word(line[start - 1 : start]) and not _is_in_word(line[end : end + 1]):
                return self.place_of_character(node.lineno, start)
            start = end  # letters of a keyword
        return self.start(node)  # Python writes it otherwise than it stands there, or it is on another line

    def text_of(self, node: ast.AST) -> str:
        """How it stands there, cut short with `…` where it is long."""
        first, last = node.lineno, node.end_lineno
        start, end = node.col_offset, node.end_col_offset
        if first == last:
            return shorten(_bytes_of(self.line(first), start, end))
        # Every line in between has at least its end: more of them than characters are never looked at.
        middle = self.lines[first : min(last - 1, first + MOST_CHARACTERS)]
        parts = [_bytes_of(self.line(first), start, None), *middle, _bytes_of(self.line(last), 0, end)]
        return shorten("\n".join(parts))


def shorten(text: str, most: int = MOST_CHARACTERS) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _bytes_of(line: str, start: int, end: int | None) -> str:
    if line.isascii():
        return line[start:end]
    return line.encode("utf-8", "replace")[start:end].decode("utf-8", "replace")


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _astral(text: str) -> int:
    """How many characters take two UTF-16 code units."""
    return sum(character > "\uffff" for character in text)


def _columns_of(line: str) -> list[int]:
    """The column of each byte of a line, and of its end."""
    columns = []
    column = 1
    for character in line:
        columns += [column] * len(character.encode("utf-8", "replace"))
        column += 2 if character > "\uffff" else 1
    columns.append(column)
    return columns
