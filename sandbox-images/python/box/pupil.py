"""The process that will run a pupil's program, as the supervisor holds it."""

import fcntl
import os
import termios
from itertools import count
from _struct import pack

import _signal as signal
import job
import kernel
import wire

# Where the job's own descriptor lies in the pupil's process: out of the way, so that the first file that a
# program opens gets the number that it would get anywhere.
_NOTES_FD = 200

_SCRATCH_FOLDERS = (job.SCRATCH, "/tmp", "/dev/shm")
# Engines mount it for everybody to write to. Where the kernel has no Landlock, so can a program.
_QUEUES = "/dev/mqueue"


class Pupil:
    """One forked process, hardened and waiting, and our ends of everything that it is connected to.

    A descriptor that has been closed is -1.
    """

    def __init__(self, pid: int, ours: tuple[int, ...], tty: str) -> None:
        self.pid = pid
        self._order, self.notes, self.terminal, self.stdin, self.stdout, self.stderr = ours
        self.tty = tty

    @staticmethod
    def fork(filter_program: bytes, private: tuple[int, ...]) -> "Pupil | job.Task":
        """Make the process and wait until it is hardened. Returns twice: a Pupil here, a Task in there."""
        terminal, tty = os.openpty()
        order, notes, stdin, stdout, stderr = (os.pipe() for _ in range(5))
        ours = (order[1], notes[0], terminal, stdin[1], stdout[0], stderr[0])
        theirs = (order[0], notes[1], tty, stdin[0], stdout[1], stderr[1])
        tty_name = os.ttyname(tty)
        pid = os.fork()
        if pid == 0:
            for fd in (*ours, *private):
                os.close(fd)
            return _become_task(filter_program, tty_name, *theirs)
        for fd in theirs:
            os.close(fd)
        if os.read(notes[0], 1) != b"\0":
            os._exit(70)  # it could not be hardened: then there is no box
        for fd in ours[1:]:
            os.set_blocking(fd, False)
        return Pupil(pid, ours, tty_name)

    def begin(self, order: bytes) -> None:
        """Hand over the job, as the host sent it."""
        wire.write_all(self._order, wire.encode(wire.JOB, 0, order))
        self.close("_order")

    def interrupt(self) -> None:
        """Ctrl-C, as a terminal would send it: to the whole group."""
        try:
            os.killpg(self.pid, signal.SIGINT)
        except ProcessLookupError:
            pass

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, pack("HHHH", rows, columns, 0, 0))

    def close(self, *names: str) -> None:
        """Close the descriptors of these names, or all that are left."""
        for name in names or ("_order", "notes", "terminal", "stdin", "stdout", "stderr"):
            fd = getattr(self, name)
            if fd >= 0:
                os.close(fd)
                setattr(self, name, -1)


def _become_task(
    filter_program: bytes,
    tty_name: str,
    order: int,
    notes: int,
    terminal: int,
    stdin: int,
    stdout: int,
    stderr: int,
) -> job.Task:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    kernel.confine(filter_program, _SCRATCH_FOLDERS, tty_name)
    os.dup2(notes, _NOTES_FD, inheritable=False)
    os.close(notes)
    task = job.Task(order, _NOTES_FD, terminal, (stdin, stdout, stderr))
    job.rehearse(task)
    os.write(_NOTES_FD, b"\0")
    return task


def kill_everything() -> None:
    """Kill whatever lives in the box besides us, wherever it hid.

    `kill(-1)` reaches every process of this PID namespace at once, groups and sessions regardless, and one
    that is marked to die cannot fork.
    """
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end_everything() -> None:
    """Kill, and collect. Orphans are PID 1's children: when it has none left, nothing is left."""
    kill_everything()
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def clean_scratch() -> None:
    """Leave the scratch folders as they were in the beginning, however deep or locked what lies in them."""
    if os.path.isdir(_QUEUES):
        _empty(_QUEUES)
    for folder in _SCRATCH_FOLDERS:
        if os.stat(folder).st_uid == os.getuid():
            os.chmod(folder, 0o700)
        for name in os.listxattr(folder):
            os.removexattr(folder, name)
        _empty(folder)
        os.utime(folder)  # it keeps whatever times were set


def _empty(top: str) -> None:
    # What lies two folders deep is moved up before its folder goes, so depth costs neither stack nor paths.
    taken = set(os.listdir(top))
    names = (name for number in count() if (name := f".sandlot-{number}") not in taken)
    while entries := list(os.scandir(top)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            os.chmod(entry.path, 0o700)
            for child in list(os.scandir(entry.path)):
                if child.is_dir(follow_symlinks=False):
                    os.chmod(child.path, 0o700)
                    os.rename(child.path, f"{top}/{next(names)}")
                else:
                    os.unlink(child.path)
            os.rmdir(entry.path)
