import unittest

from lots import Lots


class LotsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.lots = Lots()
        self.now = 1000.0

    def go(self, size: int, pause: float = 0.0) -> bool:
        """Whether a piece may go after a pause; then it does."""
        self.now += pause
        if self.lots.next > self.now:
            return False
        self.lots.count(size, self.now)
        return True

    def test_a_few_small_pieces_go_at_once(self) -> None:
        gone = sum(self.go(5) for _ in range(100))
        self.assertAlmostEqual(gone, 21, delta=1)

    def test_a_flood_of_small_ones_goes_two_hundred_times_a_second(self) -> None:
        gone = sum(self.go(5, 0.000_01) for _ in range(100_000))
        self.assertAlmostEqual(gone, 221, delta=2)

    def test_large_ones_go_at_half_a_mebibyte_a_second(self) -> None:
        gone = sum(self.go(4096, 0.000_1) for _ in range(20_000))
        self.assertAlmostEqual(gone * 4096 / 2**20, 1.05, delta=0.01)

    def test_who_prints_slowly_never_waits(self) -> None:
        self.assertTrue(all(self.go(80, 0.006) for _ in range(1000)))

    def test_after_a_rest_a_few_go_at_once_again(self) -> None:
        while self.go(5):
            pass
        self.assertTrue(self.go(5, 0.006))
        self.assertFalse(self.go(5))
        self.assertTrue(all([self.go(5, 10.0), *(self.go(5) for _ in range(19))]))
