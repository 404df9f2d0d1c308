"""Loops that stay on their line. To Python such a line is not begun again when the loop is; to the pupil it is."""

from _opcode_metadata import opmap

_NAME_OF = {number: name for name, number in opmap.items()}

# By the address of the code, and where the jump is.
_lines: dict[tuple[int, int], int | None] = {}


def line_of_loop(code, offset: int, target: int) -> int | None:
    """The line of a jump back to the same line; None if it is another line, or a comprehension."""
    key = id(code), offset
    if key not in _lines:
        lines = [None] * (len(code.co_code) // 2 + 1)
        for start, end, line in code.co_lines():
            lines[start // 2 : end // 2] = [line] * ((end - start) // 2)
        line = lines[offset // 2]
        stays = lines[target // 2] == line and not _is_in_comprehension(code, offset)
        _lines[key] = line if stays else None
    return _lines[key]


def _is_in_comprehension(code, offset: int) -> bool:
    """Whether the instruction belongs to a comprehension, which Python runs in the frame around it."""
    names = [_NAME_OF.get(number, "") for number in code.co_code[::2]]
    for at in range(2, len(names)):
        before = at - 1 - (names[at - 1] == "GET_ITER")  # which later versions of 3.13 have there
        if names[at] != "FOR_ITER" or names[before] != "SWAP" or names[before - 1] not in _BEGINS_COMPREHENSION:
            continue
        end = at
        depth = 0
        while end < len(names) and (names[end] != "END_FOR" or depth > 1):
            depth += (names[end] == "FOR_ITER") - (names[end] == "END_FOR")
            end += 1
        if at <= offset // 2 <= end:
            return True
    return False


_BEGINS_COMPREHENSION = frozenset({"BUILD_LIST", "BUILD_SET", "BUILD_MAP"})
