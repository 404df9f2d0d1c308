"""PID 1 of a box. It keeps a process ready, gives it a pupil's program, and carries bytes to and fro.

It is the only thing in the box that speaks to the host, and the pupil's processes cannot reach it: the
kernel lets no signal from inside through to PID 1, its /proc is closed, its descriptors are its own, and it
goes before them when the processor is short. It believes nothing that comes from them.
"""

import sys

# What `python3 file.py` starts with; anything that we import comes on top.
_COLD = set(sys.modules), set(sys.path_importer_cache)

import os  # noqa: E402

import _signal as signal  # noqa: E402
import interpreter  # noqa: E402
import job  # noqa: E402
import kernel  # noqa: E402
import wire  # noqa: E402
from attendance import Attendance  # noqa: E402
from pupil import Pupil  # noqa: E402

job.remember_cold_start(*_COLD)
interpreter.check_layout()


class Host:
    """The stream in and the stream out, neither of which may ever block."""

    def __init__(self) -> None:
        os.set_blocking(0, False)
        os.set_blocking(1, False)
        self._decoder = wire.Decoder(wire.MAX_PAYLOAD_IN)
        self._unsent = bytearray()
        self.exec_index = 0

    @property
    def backlog(self) -> int:
        """Bytes that the host has not taken yet."""
        return len(self._unsent)

    def send(self, kind: int, payload: bytes = b"") -> None:
        self._unsent += wire.encode(kind, self.exec_index, payload)
        self.flush()

    def flush(self) -> None:
        try:
            del self._unsent[: os.write(1, self._unsent)]
        except BlockingIOError:
            pass

    def receive(self) -> list[tuple[int, int, bytes]]:
        try:
            data = os.read(0, 1 << 16)
        except BlockingIOError:
            return []
        if not data:
            # The studio is gone, however it went. When PID 1 ends, the kernel ends the whole box.
            os._exit(0)
        return self._decoder.feed(data)


def forget_surroundings() -> None:
    """Keep only the variables that the image sets; engines add some of their own.

    The kernel's copy in /proc/self/environ still has HOSTNAME and `container`, which tell nothing.
    """
    for name in os.environ.keys() - {"PATH", "HOME", "LANG"}:
        del os.environ[name]


def serve() -> job.Task:
    """Attend to one program after the other. Returns only in the processes that are made for them."""
    if os.getpid() != 1:
        sys.exit("the supervisor is not PID 1: a pupil's program could kill it")
    forget_surroundings()
    host = Host()
    accounting = kernel.Accounting()
    wake, wake_writer = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(wake_writer, False)
    signal.set_wakeup_fd(wake_writer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    # Python's own handler would let a pupil's `kill(1, SIGINT)` through; without one, PID 1 never hears it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    kernel.hide_supervisor()
    filter_program = kernel.read_filter()
    private = (0, 1, wake, wake_writer, *accounting.descriptors())
    while True:
        pupil = Pupil.fork(filter_program, private)
        if isinstance(pupil, job.Task):
            return pupil
        attendance = Attendance(host, pupil, accounting, wake)
        if host.exec_index == 0:
            host.send(wire.READY, wire.to_json({"protocol": 1}))
            kernel.forget_startup()
        attendance.until_over()
        if attendance.reads_facts:
            job.learn_to_read_facts()
        host.exec_index += 1


job.run(serve())
