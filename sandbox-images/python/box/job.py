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
from _thread import allocate_lock

import _frozen_importlib_external
import interpreter
import kernel
import tracer
import values
import wire

SCRATCH = "/work"

# What `python3 file.py` is when it begins; the supervisor fills this in at start.
_COLD_MODULES: frozenset[str] = frozenset()
_COLD_FINDERS: frozenset[str] = frozenset()
_COLD_EXECUTABLE = "/usr/bin/python3"

# The module that reads facts, and all others that were loaded with it, once this box has been asked for some.
_facts = None
_facts_modules: dict[str, object] = {}

_SIGKILL = 9
_MOST_STEPS_AT_ONCE = 128 * 1024  # bytes; the host puts lines together again

_MAX_MESSAGE = 4_000
_MAX_TRACEBACK = 30_000  # characters; as JSON each may take six bytes, and a frame takes 256 KiB


def remember_cold_start(modules: set[str], finders: set[str]) -> None:
    """Take down what was loaded before anything of ours: names of modules, paths that have a finder."""
    global _COLD_MODULES, _COLD_FINDERS
    _COLD_MODULES = frozenset(modules)
    _COLD_FINDERS = frozenset(path for path in finders if not path.startswith("/sandlot"))


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


def rehearse(task: Task) -> None:
    """Go once through what a job will need: what is done for the first time takes longest."""
    path = os.path.join(SCRATCH, "rehearsal.py")
    job = wire.from_json(b'{"files": [{"path": "rehearsal.py", "content": "x = str(1)", "encoding": "utf8"}]}')
    _write_files(job["files"])
    for name, mode in (("<stdin>", "r"), ("<stdout>", "w")):
        _stream(task.terminal, name, mode, "strict")
    _run_file(path, _main_module(path, "rehearsal.py"))
    os.unlink(path)


def run(task: Task) -> None:
    """Wait for the job, run it, and leave the rest (atexit, threads, flushing) to the interpreter."""
    job = task.receive()
    if job["mode"] == "facts":
        _tell_facts(task.notes, job["files"])
    trace = job.get("trace")
    _write_files(job["files"])
    _connect(task, job["stdio"])
    path = os.path.join(SCRATCH, job["entry"])
    namespace = _main_module(path, job["entry"])
    if trace:
        _watch(task.notes, job["entry"], trace)
    error = _run_file(path, namespace)
    if error is None and job["call"] is not None:
        error = _answer(task.notes, job["call"], namespace)
    tracer.stop("done" if error is None else "error")
    try:
        _conclude(task.notes, error, quiet=job["tracebacks"] == "reported")
    finally:
        interpreter.give_back_tracer()


def learn_to_read_facts() -> None:
    """Load what reads facts, which takes longer than to read them. What is loaded costs memory: not every box needs it.

    A box that is asked for facts is asked again, and runs nothing: the supervisor loads it for those to come.
    """
    global _facts, _facts_modules
    if _facts is None:
        sys.path[0] = os.path.dirname(__file__)
        import facts

        _facts = facts
        _facts_modules = dict(sys.modules)


def _tell_facts(notes: int, files: list[dict[str, str]]) -> None:
    """Tell the host of the files' facts, and end: nothing of the pupil's is run, and nothing is written."""
    status = 1
    try:
        learn_to_read_facts()
        sys.modules.update(_facts_modules)  # it was made ready for a program, which is to find none of them
        _facts.tell(notes, files)
        status = 0
    finally:
        os._exit(status)


def _watch(notes: int, entry: str, trace: dict[str, int]) -> None:
    """Record the steps of what runs from now on in this process, and tell the host of them."""
    lock = allocate_lock()
    kill, own = os.kill, os.getpid()

    def tell(records: bytes) -> None:
        try:
            with lock:
                for start in range(0, len(records), _MOST_STEPS_AT_ONCE):
                    part = records[start : start + _MOST_STEPS_AT_ONCE]
                    wire.write_all(notes, wire.encode(wire.STEPS, 0, part))
        except OSError:
            tracer.forget()  # nobody takes any more

    def end_of_budget() -> None:
        with lock:
            wire.write_all(notes, wire.encode(wire.SPENT, 0))
        kill(own, _SIGKILL)  # not even a bare `except:` hears of it

    os.register_at_fork(after_in_child=tracer.forget)
    writes = tracer.Writes(
        (interpreter.Written(sys.stdout), interpreter.Written(sys.stderr)), prompts_pass_by=os.isatty(0)
    )
    tracer.start(entry, trace["steps"], trace["lines"], writes, tell, end_of_budget)


def _conclude(notes: int, error: BaseException | None, quiet: bool) -> None:
    """Do as the interpreter does when its script is over, and tell the host of an error.

    When `quiet`, the host shows the error itself, and it is printed only if the program wants to do that.
    """
    _flush()
    if error is None:
        return
    if isinstance(error, SystemExit):
        raise error
    if not quiet or getattr(sys, "excepthook", None) is not _display_hook:
        _print(error)
    _note(notes, error)
    if type(error) is not KeyboardInterrupt:
        sys.exit(1)
    _die_of_interrupt_later()


def _run_file(path: str, namespace: dict[str, object]) -> BaseException | None:
    """Run the program; give what it ended with, as if nobody had called it."""
    try:
        interpreter.run_file(path, namespace)
    except BaseException as error:
        return _without_our_frames(error)
    return None


def _answer(notes: int, call: str, namespace: dict[str, object]) -> BaseException | None:
    """Call a function of the program that has just run, and tell the host what it returned."""
    try:
        value = interpreter.call(_eval, _compile(call, "<call>", "eval", dont_inherit=True), namespace)
    except BaseException as error:
        return _without_our_frames(error)
    try:
        wire.write_all(notes, wire.encode(wire.VALUE, 0, wire.to_json(values.encode(value))))
    except BaseException:
        pass  # the program left nothing to describe it with: then it has returned nothing
    return None


# Whatever a program has put into `builtins`.
_compile, _eval = compile, eval


def _without_our_frames(error: BaseException) -> BaseException:
    """Without those that called the program, and those of the tracer, where Ctrl-C may have met it."""
    first = error.__traceback__
    while first is not None and _is_ours(first):
        first = first.tb_next
    trace = first
    while trace is not None:
        if trace.tb_next is not None and _is_ours(trace.tb_next):
            trace.tb_next = None
        trace = trace.tb_next
    return error.with_traceback(first)


def _is_ours(trace) -> bool:
    return trace.tb_frame.f_code.co_filename.startswith("/sandlot/")


def _write_files(files: list[dict[str, str]]) -> None:
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


def _main_module(path: str, entry: str) -> dict[str, object]:
    """A `__main__` as the interpreter fills it for a script, and a `sys` that knows of nothing else."""
    main = type(sys)("__main__")
    main.__dict__.update(
        __annotations__={},
        __builtins__=builtins,
        __file__=path,
        __cached__=None,
        __loader__=_frozen_importlib_external.SourceFileLoader("__main__", path),
    )
    for name in sys.modules.keys() - _COLD_MODULES:
        del sys.modules[name]
    sys.modules["__main__"] = main
    sys.argv = [entry]
    sys.orig_argv = ["python3", entry]
    sys.executable = sys._base_executable = _COLD_EXECUTABLE
    sys.path[0] = os.path.dirname(path)
    interpreter.set_script_folder(sys.path[0])
    for found in sys.path_importer_cache.keys() - _COLD_FINDERS:
        del sys.path_importer_cache[found]
    sys.path_importer_cache[path] = None  # it was asked whether the program is a folder or an archive
    return main.__dict__


# What the interpreter does with an error that nobody caught, from flush_io and _PyErr_PrintEx in
# Python/pythonrun.c. Whatever of this is the pupil's own may raise anything.


def _flush() -> None:
    for name in ("stderr", "stdout"):
        try:
            interpreter.call(getattr(sys, name).flush)
        except BaseException:
            pass  # a stream that is closed or is none says so when the interpreter ends


def _print(error: BaseException) -> None:
    """Have the error printed. Only a SystemExit comes out of here: a hook may end the program as it likes."""
    trace = error.__traceback__
    sys.last_exc = sys.last_value = error
    sys.last_type = type(error)
    sys.last_traceback = trace
    hook = getattr(sys, "excepthook", _MISSING)
    try:
        sys.audit("sys.excepthook", None if hook is _MISSING else hook, type(error), error, trace)
    except RuntimeError:
        return  # how an audit hook forbids it
    if hook is _MISSING:
        _write_error("sys.excepthook is missing\n")
        _display(error)
        return
    second = _call_hook(hook, error)
    if isinstance(second, SystemExit):
        raise second
    if second is not None:
        _write_error("Error in sys.excepthook:\n")
        _display(second)
        _write_error("\nOriginal exception was:\n")
        _display(error)


_MISSING = object()
# The interpreter's own, whatever a program has put into `sys`.
_display_hook = sys.__excepthook__


def _call_hook(hook: object, error: BaseException) -> BaseException | None:
    try:
        interpreter.call(hook, type(error), error, error.__traceback__)
    except BaseException as second:
        return _without_our_frames(second)
    return None


def _display(error: BaseException) -> None:
    interpreter.call(_display_hook, type(error), error, error.__traceback__)


def _write_error(text: str) -> None:
    try:
        interpreter.call(sys.stderr.write, text)
    except BaseException:
        wire.write_all(2, text.encode())


def _note(notes: int, error: BaseException) -> None:
    """Tell the host what went wrong."""
    try:
        import traceback

        note = {
            "name": type(error).__name__[:200],
            "message": _message(error)[:_MAX_MESSAGE],
            "atCompile": _is_at_compile(error),
            "place": _place(error),
            "traceback": _clip("".join(traceback.format_exception(error))),
        }
        wire.write_all(notes, wire.encode(wire.ERROR, 0, wire.to_json(note)))
    except Exception:
        pass  # the program left nothing to describe it with: its exit code still tells


def _is_at_compile(error: BaseException) -> bool:
    """Whether the program never began: no frame of it is in the traceback."""
    return error.__traceback__ is None


def _message(error: BaseException) -> str:
    try:
        return str(error.msg) if isinstance(error, SyntaxError) else str(error)
    except Exception:
        return "<exception str() failed>"  # in Python's own words


def _clip(text: str) -> str:
    half = _MAX_TRACEBACK // 2
    return text if len(text) <= _MAX_TRACEBACK else f"{text[:half]}\n  …\n{text[-half:]}"


def _place(error: BaseException) -> dict[str, object] | None:
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


def _die_of_interrupt_later() -> None:
    """Have the interpreter die of SIGINT when it has tidied up, so that a shell can tell.

    It does so if a KeyboardInterrupt was the end of the last source that it ran, whether file or string; the
    program was that, but what is imported to describe an error runs strings of its own.
    """
    try:
        exec("raise KeyboardInterrupt", {})
    except KeyboardInterrupt:
        pass
