"""The programs that `npm run bench -- steps` measures: name, source, ways to run it, and how often."""

_BUBBLE_SORT = """
numbers = [(7 * n) % 61 for n in range(60)]
for end in range(len(numbers) - 1, 0, -1):
    for i in range(end):
        if numbers[i] > numbers[i + 1]:
            numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]
print(numbers)
"""

_SIEVE = """
size = 2000
is_prime = [True] * (size + 1)
for n in range(2, size + 1):
    if is_prime[n]:
        for multiple in range(n * n, size + 1, n):
            is_prime[multiple] = False
print(sum(is_prime))
"""

_FIB = """
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

print(fib(15))
"""

_APPEND = """
numbers = []
for n in range(100_000):
    numbers.append(n)
print(len(numbers))
"""

_TEXT = """
text = ""
for n in range(5_000):
    text += str(n)
print(len(text))
"""

_LOOP = """
for n in range(3_000_000):
    pass
print(n)
"""

_RECURSION = """
def deeper(n):
    global deepest
    deepest = n
    deeper(n + 1)

try:
    deeper(1)
except RecursionError:
    print(deepest)
"""


def _turns(steps: int) -> str:
    """A loop of so many steps, two a turn."""
    return f"total = 0\nfor n in range({steps // 2}):\n    total += n % 7\n"


_BOTH = ["traced", "settrace"]
PROGRAMS: list[tuple[str, str, list[str], int]] = [
    ("bubble sort of 60", _BUBBLE_SORT, [*_BOTH, "bdb"], 15),
    ("sieve to 2,000", _SIEVE, [*_BOTH, "bdb"], 15),
    ("fib(15)", _FIB, _BOTH, 15),
    ("100,000 items appended", _APPEND, _BOTH, 15),
    ("string building", _TEXT, _BOTH, 15),
    ("3 million turns of an empty loop", _LOOP, _BOTH, 5),
    ("recursion to the limit", _RECURSION, _BOTH, 15),
    ("a loop of 1,000 steps", _turns(1_000), ["traced"], 41),
    ("a loop of 20,000 steps", _turns(19_000), ["traced"], 15),
]
