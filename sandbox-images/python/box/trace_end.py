"""How a trace ends: with the program, by its limit of lines, or because we have failed.

A fault of ours, a want of memory or of depth in our own functions is none of the program's business. So whatever
comes out of a callback is looked at, which costs nothing while nothing does; and where it is our own, the trace says
that it was lost, and the program goes on untouched, without being listened to.
"""

import trace_depth
import trace_listening
import trace_program
import trace_sending
import trace_writes
from trace_errors import is_fault


_is_over = False


def end(how: str, more_lines: int = 0) -> None:
    """The last record. So many lines have run that are not counted in what was sent."""
    global _is_over
    _is_over = True
    trace_sending.flush()
    trace_sending.tell(f'["end","{how}",{trace_sending.sent},{trace_sending.lines + more_lines}]')
    trace_program.let_go()
    trace_writes.let_go()


def gives_up(error: BaseException) -> bool:
    """Whether what has come out of a callback is our own: then the trace has ended."""
    if error is trace_depth.too_deep or not is_fault(error):
        return False
    if trace_listening.is_on:
        trace_listening.stop()
    if not _is_over:
        try:
            end("lost")
        except Exception:
            pass  # not even that can be said: the trace is cut
    return True
