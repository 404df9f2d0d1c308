"""The trace on its way out: steps are gathered, and sent as whole lines of it."""

import time

from trace_wholes import Wholes

_monotonic = time.monotonic

# Steps that are sent together: many, for each sending costs; few, for what is not sent when a program is killed is
# lost. So as many as there are in a few milliseconds.
_FEWEST, _MOST = 8, 200
_SEND_SECONDS = 0.004

# Steps that have yet to be sent, and records that belong before them.
out: list[str] = []
head = ""
# How many steps were sent, and how many lines have run, in them and later.
sent = 0
lines = 0
# How many steps to gather.
chunk = _FEWEST

_sent_at = 0.0
_most_steps = 0
_notify = None
_when_full = None
_is_over = False


def begin(most_steps: int, notify, when_full) -> None:
    """`notify` is given whole lines, as bytes; `when_full` is called when so many steps were sent."""
    global _most_steps, _notify, _when_full
    _most_steps, _notify, _when_full = most_steps, notify, when_full


def record(text: str) -> None:
    """A record that is no step, before the next one."""
    global head
    if out:
        out[-1] += text + "\n"
    else:
        head += text + "\n"


def send() -> None:
    """Send what was gathered. How much to gather until the next time follows from how long it took."""
    global chunk, _sent_at
    flush()
    now = _monotonic()
    chunk = max(_FEWEST, chunk // 4) if now - _sent_at > _SEND_SECONDS else min(_MOST, chunk * 2)
    chunk = min(chunk, max(1, _most_steps - sent))
    _sent_at = now
    if sent >= _most_steps:
        _when_full()


def flush() -> None:
    global head, sent, lines
    text = head + "".join(out)
    head = ""
    sent += len(out)
    out.clear()
    text += wholes.take(sent)
    if text:
        lines += f"\n{text}".count('\n["l",')
        _notify(text.encode())


def tell(text: str) -> int:
    """Send a record at once, after all that was gathered. Gives its length in bytes."""
    flush()
    data = f"{text}\n".encode()
    _notify(data)
    return len(data)


def no_more_steps() -> None:
    """What is kept from now on is kept of the last one."""
    global _is_over
    _is_over = True


wholes = Wholes(lambda: sent + len(out) - _is_over)
