"""How everything is at this very moment, looked at all at once: a keyframe of FORMAT.md."""

import sys
from _json import encode_basestring_ascii as quote
from _thread import get_ident

from trace_program import Module, codes, is_hidden, modules, thread_of, values
from trace_values import MISSING

_MOST_VARIABLES = 100
# … and of a thread's frames, the innermost: the program may have set any limit of recursion.
_MOST_FRAMES = 20_000
# Characters that it tells of variables, about; those of a deep recursion may be many.
_MOST_CHARACTERS = 200_000


def moment() -> str:
    """The record. Its frames were not watched when they began; they are numbered below zero."""
    return _Moment().record()


class _Moment:
    def __init__(self) -> None:
        self._values = values.another()
        self._things: list[str] = []
        self._room = _MOST_CHARACTERS
        self._frames = 0
        # How many of its variables, by the number of the file.
        self._left_out: dict[int, int] = {}

    def record(self) -> str:
        told = [self._module(module) for module in modules.values()]
        reals = dict(sys._current_frames())
        reals[get_ident()] = sys._getframe()
        threads = [self._thread(ident, real) for ident, real in reals.items()]
        return f'["key",-1,[{",".join(filter(None, threads))}],[{",".join(told)}],[{",".join(self._things)}],[]]'

    def _module(self, module: Module) -> str:
        told, self._left_out[module.number] = self._variables(list(module.namespace), module.namespace.get)
        return f"[{module.number},[{told}]]"

    def _thread(self, ident: int, real) -> str:
        """Nothing of one that runs nothing of the pupil's, unless it is this one."""
        frames = []
        while real is not None:
            if id(real.f_code) in codes and len(frames) < _MOST_FRAMES:
                frames.append(self._frame(real))
            real = real.f_back
        if not frames and ident != get_ident():
            return ""
        return f"[{thread_of(ident).number},[{','.join(reversed(frames))}]]"

    def _frame(self, real) -> str:
        code = codes[id(real.f_code)]
        self._frames -= 1
        told, left_out = "", 0
        if code.is_module:
            left_out = self._left_out[code.module.number]
        elif code.optimized or type(real.f_locals) is dict:
            told, left_out = self._variables(real.f_locals, real.f_locals.get)
        return f"[{self._frames},{code.number},{real.f_lineno or 0},[{told}],{left_out}]"

    def _variables(self, names, get) -> tuple[str, int]:
        """As many as there is room for, and how many are left out."""
        shown = [name for name in names if type(name) is str and not is_hidden(name)]
        told = []
        left_out = max(0, len(shown) - _MOST_VARIABLES)
        for name in shown[:_MOST_VARIABLES]:
            value = get(name, MISSING)
            if value is MISSING:
                continue
            if self._room < 0:
                left_out += 1
                continue
            text, _ = self._values.write(value)
            told.append(f"[{quote(name)},{text}]")
            self._room -= len(told[-1])
            self._things.extend(self._values.describe_met())
        return ",".join(told), left_out
