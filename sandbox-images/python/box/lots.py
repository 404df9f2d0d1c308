"""What a program prints at its terminal goes on its way at once, but a flood in lots and not faster than anybody needs.

A program that prints numbers without end writes 100,000 pieces a second. Each would wake whoever carries it to the
window, one after the other; and as long as it computes the next ones without a pause, the window it fills finds no
processor on which to draw itself. So it waits in its own `write`, as it does at any terminal.
"""

# A larger piece costs by its bytes only.
_SMALL = 1024
# How often small pieces may go in the long run.
_SECONDS_EACH = 0.005
# How much may go at once after a rest: 20 small pieces, or 51 KiB. Who prints a few lines never waits.
_AHEAD_SECONDS = 0.1
# Ten thousand lines a second: nobody reads a tenth of it.
_SECONDS_A_BYTE = 1 / (512 * 1024)


class Lots:
    """When the next piece may go. Times are those of one clock, in seconds.

    The generic cell rate algorithm: every piece moves on the time up to which all are accounted for.
    """

    def __init__(self) -> None:
        self._accounted = 0.0

    @property
    def next(self) -> float:
        """No piece may go before."""
        return self._accounted - _AHEAD_SECONDS

    def count(self, size: int, now: float) -> None:
        """A piece of so many bytes goes."""
        each = _SECONDS_EACH if size < _SMALL else 0.0
        self._accounted = max(self._accounted, now) + max(each, size * _SECONDS_A_BYTE)
