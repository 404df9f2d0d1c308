"""Exceptions that meet one of our callbacks: whose they are.

Ctrl-C, or what a handler of a signal raises, is the program's. It is to seem to have met the program's own line.
"""

import os

_trace_of = BaseException.__dict__["__traceback__"].__get__


def hide_our_frames(error: BaseException) -> bool:
    """Gives whether it had met a callback."""
    trace = _trace_of(error)
    if trace is None or trace.tb_next is None or not _is_ours(trace.tb_next):
        return False
    inner = trace.tb_next
    while inner is not None and _is_ours(inner):
        inner = inner.tb_next
    trace.tb_next = inner
    return True


def is_fault(error: BaseException) -> bool:
    """Whether a function of ours raised it, or one in C that it called. Of Ctrl-C, nobody can be told to have."""
    trace = _trace_of(error)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and _is_ours(trace) and not isinstance(error, KeyboardInterrupt)


def _is_ours(trace) -> bool:
    return trace.tb_frame.f_code.co_filename.startswith(_OUR_FOLDER)


_OUR_FOLDER = os.path.dirname(hide_our_frames.__code__.co_filename) + "/"
