"""Runs one pupil's program as `python3 file.py` would, in a process that was made for it.

Whatever the program does to this process stays in it: nothing here can be trusted once it has begun.
"""

import builtins
import fcntl
import io
import os
import sys
import termios
from _struct import pack

import _frozen_importlib_external
import kernel
import wire

SCRATCH = "/work"

# The modules that `python3 file.py` has loaded when it begins; the supervisor fills this in at start.
_COLD_MODULES: frozenset[str] = frozenset()

_MAX_MESSAGE = 4_000
_MAX_TRACEBACK = 60_000


def remember_cold_modules(names: set[str]) -> None:
    global _COLD_MODULES
    _COLD_MODULES = frozenset(names)


class Task:
    """What a pupil's process holds on to while it waits: its ends of the pipes, and its terminal."""

    def __init__(self, order: int, notes: int, terminal: int, pipes: tuple[int, int, int]) -> None:
        self.order = order
        self.notes = notes
        self.terminal = terminal
        self.pipes = pipes

    def receive(self) -> dict:
        """Block until the supervisor hands over the job; end quietly if it never will."""
        decoder = wire.Decoder(wire.MAX_PAYLOAD_IN)
        kernel.forget_startup()
        while data := os.read(self.order, 1 << 16):
            for _, _, payload in decoder.feed(data):
                os.close(self.order)
                return wire.from_json(payload)
        os._exit(0)


def run(task: Task) -> None:
    """Wait for the job, run it, and leave the rest (atexit, threads, flushing) to the interpreter."""
    job = task.receive()
    _write_files(job["files"])
    _connect(task, job["stdio"])
    path = os.path.join(SCRATCH, job["entry"])
    namespace = _main_module(path, job["entry"])
    frames_beneath = 2  # the supervisor's own, and this one
    kernel.forgive_frames(frames_beneath)
    quiet = job["tracebacks"] == "reported"
    code = None
    try:
        code = _compile(path)
        exec(code, namespace)
    except SystemExit:
        raise
    except BaseException as error:
        _report(task.notes, error, at_compile=code is None, quiet=quiet)
        if isinstance(error, KeyboardInterrupt):
            _die_of_interrupt()
        sys.exit(1)


def _write_files(files: list[dict]) -> None:
    for file in files:
        path = os.path.join(SCRATCH, file["path"])
        content = file["content"].encode("utf-8", "surrogatepass")
        if file["encoding"] == "base64":
            from binascii import a2b_base64

            content = a2b_base64(content)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb", buffering=0) as out:
            wire.write_all(out.fileno(), content)


def _connect(task: Task, stdio: dict) -> None:
    """Make descriptors 0, 1 and 2, and Python's three streams upon them, as they are after a cold start."""
    if stdio["kind"] == "terminal":
        fcntl.ioctl(task.terminal, termios.TIOCSWINSZ, pack("HHHH", stdio["rows"], stdio["columns"], 0, 0))
        fcntl.ioctl(task.terminal, termios.TIOCSCTTY, 0)
        ends = (task.terminal,) * 3
        os.environ["TERM"] = "xterm-256color"
    else:
        ends = task.pipes
    for number, end in enumerate(ends):
        os.dup2(end, number)
    for end in {task.terminal, *task.pipes}:
        os.close(end)
    sys.stdin = sys.__stdin__ = _stream(0, "<stdin>", "r", sys.stdin.errors)
    sys.stdout = sys.__stdout__ = _stream(1, "<stdout>", "w", sys.stdout.errors)
    sys.stderr = sys.__stderr__ = _stream(2, "<stderr>", "w", "backslashreplace")


def _stream(number: int, name: str, mode: str, errors: str) -> io.TextIOWrapper:
    """One of the three standard streams, as CPython's create_stdio makes them (Python/pylifecycle.c)."""
    raw = io.FileIO(number, mode, closefd=False)
    raw.name = name
    buffered = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    stream = io.TextIOWrapper(
        buffered,
        encoding="utf-8",
        errors=errors,
        newline="\n",
        line_buffering=name == "<stderr>" or raw.isatty(),
    )
    stream.mode = mode
    return stream


def _main_module(path: str, entry: str) -> dict:
    """A `__main__` as the interpreter fills it for a script, and a `sys` that knows of nothing else."""
    main = type(sys)("__main__")
    main.__dict__.update(
        __file__=path,
        __cached__=None,
        __builtins__=builtins,
        __annotations__={},
        __loader__=_frozen_importlib_external.SourceFileLoader("__main__", path),
    )
    for name in sys.modules.keys() - _COLD_MODULES:
        del sys.modules[name]
    sys.modules["__main__"] = main
    sys.argv = [entry]
    sys.orig_argv = ["python3", entry]
    sys.path[0] = os.path.dirname(path)
    for known in [known for known in sys.path_importer_cache if known.startswith("/sandlot")]:
        del sys.path_importer_cache[known]
    return main.__dict__


def _compile(path: str) -> object:
    with open(path, "rb", buffering=0) as file:
        source = file.readall()
    return compile(source, path, "exec", dont_inherit=True)


def _report(notes: int, error: BaseException, at_compile: bool, quiet: bool) -> None:
    """Tell the host what went wrong, and print it as Python does, unless the host shows it itself."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith("/sandlot/"):
        trace = trace.tb_next
    error.__traceback__ = trace
    own_hook = sys.excepthook is not sys.__excepthook__
    if own_hook or not quiet:
        try:
            sys.stdout.flush()
        except (OSError, ValueError, AttributeError):
            pass  # Python says so itself when it ends
        sys.excepthook(type(error), error, trace)
    try:
        import traceback

        text = "".join(traceback.format_exception(error))
        note = {
            "name": type(error).__name__[:200],
            "message": _message(error)[:_MAX_MESSAGE],
            "atCompile": at_compile,
            "place": _place(error),
            "traceback": _clip(text),
        }
        wire.write_all(notes, wire.encode(wire.ERROR, 0, wire.to_json(note)))
    except Exception:
        pass  # the program left nothing to describe it with: its exit code still tells


def _message(error: BaseException) -> str:
    try:
        return str(error.msg) if isinstance(error, SyntaxError) else str(error)
    except Exception:
        return "<exception str() failed>"  # in Python's own words


def _clip(text: str) -> str:
    half = _MAX_TRACEBACK // 2
    return text if len(text) <= _MAX_TRACEBACK else f"{text[:half]}\n  …\n{text[-half:]}"


def _place(error: BaseException) -> dict | None:
    """The innermost place in the pupil's own files: where it is not Python, or where it went wrong."""
    import linecache

    found = None
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(SCRATCH + "/"):
            positions = list(code.co_positions())[trace.tb_lasti // 2]
            found = (code.co_filename, trace.tb_lineno, positions[2])
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and str(error.filename).startswith(SCRATCH + "/"):
        found = (error.filename, error.lineno or 0, error.offset and error.offset - 1)
    if found is None:
        return None
    file, line, column = found
    return {
        "file": os.path.relpath(file, SCRATCH),
        "line": line,
        "column": None if column is None else max(0, column) + 1,
        "source": linecache.getline(file, line).rstrip("\n")[:1_000],
    }


def _die_of_interrupt() -> None:
    """End as Python does on a KeyboardInterrupt: tidy up, then die of the signal, so that a shell can tell."""
    import atexit
    import signal

    threading = sys.modules.get("threading")
    if threading is not None:
        threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)
