"""Large things, whole: steps show the beginning of a long list or text, and of some steps more of it is kept, so that
"show all" has an answer there. What that costs is bounded: so many characters in a run, and rarely the same thing.
"""

from _collections_abc import Callable
from _json import encode_basestring_ascii as quote

MOST_ITEMS = 2_000
# Characters of JSON of all items of a thing.
MOST_CHARACTERS_OF_ITEMS = 200_000
MOST_CHARACTERS = 20_000
# Characters of JSON in a run.
_BUDGET = 1_000_000
# A thing that has changed is kept again when it has twice as many items, or after so many steps.
_STEPS_BETWEEN = 2_000


class Wholes:
    def __init__(self, step: Callable[[], int]) -> None:
        # The step that is being recorded.
        self._step = step
        self._left = _BUDGET
        # Records, each with the step that it belongs behind.
        self._waiting: list[tuple[int, str]] = []
        self._numbers = 0
        # Of texts that begin so, the last that was kept: its number, and how it is known again.
        self._texts: dict[int, tuple[int, int, int]] = {}

    def is_due(self, kept: tuple[int, int] | None, total: int) -> bool:
        """Whether a thing is to be kept (again). `kept`: at which step, and how many items, it was kept last."""
        if self._left <= 0:
            return False
        return kept is None or total >= 2 * kept[1] or self._step() >= kept[0] + _STEPS_BETWEEN

    def keep(self, number: int, total: int, items: list[str]) -> tuple[int, int]:
        step = self._step()
        self._put(step, f'["whole",{step},{number},{total},{",".join(items)}]\n')
        return step, total

    def text(self, head: int, value: str) -> int | None:
        """The number under which a text is kept whole, if it is."""
        known = self._texts.get(head)
        if known is not None and known[1:] == (len(value), hash(value)):
            return known[0]
        if self._left <= 0 or (known is not None and len(value) < 2 * known[1]):
            return None
        self._numbers += 1
        number = self._numbers
        self._texts[head] = number, len(value), hash(value)
        step = self._step()
        self._put(step, f'["text",{step},{number},{len(value)},{quote(value[:MOST_CHARACTERS])}]\n')
        return number

    def _put(self, step: int, record: str) -> None:
        self._left -= len(record)
        self._waiting.append((step, record))

    def take(self, steps: int) -> str:
        """Records of the first so many steps that were not taken yet."""
        if not self._waiting:
            return ""
        ready = "".join([record for step, record in self._waiting if step < steps])
        self._waiting = [(step, record) for step, record in self._waiting if step >= steps]
        return ready
