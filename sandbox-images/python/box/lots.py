"""What a program prints goes on its way at once, but a flood in lots and not faster than a terminal needs.

A program that prints numbers without end writes 100,000 pieces a second. Each would wake whoever carries it to the
window, one after the other; and as long as it computes the next ones without a pause, the window it fills finds no
processor on which to draw itself. So it waits in its own `write`, as it does at any terminal.
"""

# A larger piece costs by its bytes only.
_SMALL = 1024
# How often small pieces may go in the long run.
_SECONDS_EACH = 0.005
# How much may go at once after a rest: 20 small pieces, and at a terminal 50 KB. Who prints a few lines never waits.
_AHEAD_SECONDS = 0.1
# Ten thousand lines: nobody reads a tenth of it.
_TERMINAL_BYTES_A_SECOND = 512 * 1024


class Lots:
    """When the next piece may go. Times are those of one clock, in seconds.

    The generic cell rate algorithm: every piece moves on the time up to which all are accounted for.
    """

    def __init__(self) -> None:
        self._accounted = 0.0
        self._seconds_a_byte = 0.0

    def go_to_terminal(self) -> None:
        """A pipe is as fast as whoever reads from it."""
        self._seconds_a_byte = 1 / _TERMINAL_BYTES_A_SECOND

    @property
    def next(self) -> float:
        """No piece may go before."""
        return self._accounted - _AHEAD_SECONDS

    def count(self, size: int, now: float) -> None:
        """A piece of so many bytes goes."""
        each = _SECONDS_EACH if size < _SMALL else 0.0
        self._accounted = max(self._accounted, now) + max(each, size * self._seconds_a_byte)
