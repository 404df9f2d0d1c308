"""What the box asks of the Linux kernel: hardening of its two programs, and what the control group counted."""

import ctypes
import os
from _struct import pack

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_MADV_DONTNEED = 4
_SYS_SECCOMP_X86_64 = 317
_SECCOMP_SET_MODE_FILTER = 1

# linux/landlock.h. Before its second version no file could be moved from one folder to another.
_SYS_LANDLOCK_CREATE_RULESET, _SYS_LANDLOCK_ADD_RULE, _SYS_LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_ASK_VERSION = 1
_LANDLOCK_VERSION_NEEDED = 2
_LANDLOCK_RULE_PATH_BENEATH = 1
_WRITE, _READ = 1 << 1, 1 << 2
# Making, removing and moving files, folders, sockets, FIFOs and links; devices the filter refuses.
_CHANGE = sum(1 << bit for bit in (4, 5, 7, 8, 9, 10, 12, 13))

# sched(7). The lowest weight, and the longest turns that may be asked for (Linux 6.12 and later; others ignore it).
# Whoever asks for shorter ones goes first when he wakes: so nobody who carries a program's output, not even the
# kernel's own worker behind a terminal, waits for the program's turn to end. That took 3 ms.
_SYS_SCHED_SETATTR = 314
_NICE = 19
_TURN_NANOS = 100_000_000

_FILTER_FILE = "/sandlot/seccomp.bpf"
_BYTES_PER_INSTRUCTION = 8

_RLIMIT_FSIZE, _RLIMIT_CORE, _RLIMIT_NOFILE = 1, 4, 7

# Descriptors that a program may have open at once. Python needs few; a program that leaks them should meet
# the same words everywhere and early.
_MAX_DESCRIPTORS = 256

_libc = ctypes.CDLL(None, use_errno=True)


def _call(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), what)


def hide_supervisor() -> None:
    """Close /proc/1 (its descriptors, memory, environment) to processes of the same user."""
    _call(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl")


def forget_startup() -> None:
    """Give back the pages of files that only starting up has needed: half of what a waiting box would hold.

    What is needed again comes back from the file, 16 pages at a time. Mappings that have pages of their own are
    left alone: what was written there is in no file.
    """
    fd = os.open("/proc/self/smaps", os.O_RDONLY | os.O_CLOEXEC)
    start = length = 0
    rest = b""
    while data := os.read(fd, 4096):  # a page at a time: to hold them all would cost what we are about to save
        *rows, rest = (rest + data).split(b"\n")
        for row in rows:
            words = row.split()
            if not words[0].endswith(b":"):
                start, end = (int(part, 16) for part in words[0].split(b"-"))
                length = end - start if len(words) > 5 and words[5].startswith(b"/") else 0
            elif words[0] == b"Anonymous:" and words[1] == b"0" and length > 0:
                _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), _MADV_DONTNEED)
    os.close(fd)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def read_filter() -> bytes:
    with open(_FILTER_FILE, "rb", buffering=0) as file:
        return file.read()


def _close_other_paths(scratch: tuple[str, ...], terminal: str) -> None:
    """Leave the process only the files that a program needs, where the kernel has Landlock (5.19 and later).

    What this takes away, the user's own rights would give: its oom_score_adj, with which it could have the
    supervisor killed for its own memory; /dev/ptmx, of whose terminals the whole machine has 4,096; and files in
    /dev/mqueue, which outlive their program.
    """
    version = _libc.syscall(_SYS_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_ASK_VERSION)
    if version < _LANDLOCK_VERSION_NEEDED:
        return
    handled = ctypes.c_uint64(_READ | _WRITE | _CHANGE)
    rules = _libc.syscall(_SYS_LANDLOCK_CREATE_RULESET, ctypes.byref(handled), 8, 0)
    _call(min(rules, 0), "landlock")
    for folder in scratch:
        _open_path(rules, folder, _READ | _WRITE | _CHANGE)
    for device in ("null", "zero", "full", "tty"):
        _open_path(rules, f"/dev/{device}", _READ | _WRITE)
    _open_path(rules, terminal, _READ | _WRITE)
    for folder in ("/", "/dev/"):
        for name in set(os.listdir(folder)) - {"dev", "pts", "ptmx", "mqueue"}:
            if not os.path.islink(folder + name):
                _open_path(rules, folder + name, _READ)
    _call(_libc.syscall(_SYS_LANDLOCK_RESTRICT_SELF, rules, 0), "landlock")
    os.close(rules)


def _open_path(rules: int, path: str, access: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    beneath = pack("=Qi", access, fd)
    _call(_libc.syscall(_SYS_LANDLOCK_ADD_RULE, rules, _LANDLOCK_RULE_PATH_BENEATH, beneath, 0), "landlock")
    os.close(fd)


def _yield_to_others() -> None:
    attributes = pack("=IIQiIQQQ", 48, os.SCHED_OTHER, 0, _NICE, 0, _TURN_NANOS, 0, 0)
    _call(_libc.syscall(_SYS_SCHED_SETATTR, 0, attributes, 0), "sched_setattr")


def _limit(which: int, most: int) -> None:
    """setrlimit(2), soft and hard. The module `resource` would cost every waiting box another library."""
    _call(_libc.setrlimit(which, pack("=QQ", most, most)), "setrlimit")


def confine(filter_program: bytes, scratch: tuple[str, ...], terminal: str) -> None:
    """Make the calling process the one that will run a pupil's program. There is no way back.

    It is the first to go when memory runs out, yields to the supervisor when the processor is short, and
    has the system calls that the filter leaves it, whatever the engine allows.
    """
    # The supervisor may look at what it waits for in /proc, so it has to be dumpable again.
    _call(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl")
    with open("/proc/self/oom_score_adj", "wb", buffering=0) as file:
        file.write(b"1000")
    _yield_to_others()
    _limit(_RLIMIT_NOFILE, _MAX_DESCRIPTORS)
    _limit(_RLIMIT_CORE, 0)
    disk = os.statvfs(scratch[0])
    _limit(_RLIMIT_FSIZE, disk.f_blocks * disk.f_frsize)
    _call(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")
    _close_other_paths(scratch, terminal)
    program = _Program(len(filter_program) // _BYTES_PER_INSTRUCTION, filter_program)
    _call(
        _libc.syscall(_SYS_SECCOMP_X86_64, _SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program)), "seccomp"
    )


class Accounting:
    """What the box's control group has counted, in version 1 or 2 of them."""

    def __init__(self) -> None:
        root = "/sys/fs/cgroup"
        self._version = 2 if os.path.exists(f"{root}/cgroup.controllers") else 1
        names = (
            ("cpu.stat", "memory.peak", "memory.events")
            if self._version == 2
            else ("cpuacct/cpuacct.usage", "memory/memory.max_usage_in_bytes", "memory/memory.oom_control")
        )
        self._cpu, self._peak, self._oom = (
            os.open(f"{root}/{name}", os.O_RDONLY | os.O_CLOEXEC) for name in names
        )

    def descriptors(self) -> tuple[int, ...]:
        return self._cpu, self._peak, self._oom

    def cpu_micros(self) -> int:
        text = os.pread(self._cpu, 4096, 0)
        return int(text) // 1000 if self._version == 1 else int(_field(text, b"usage_usec"))

    def peak_bytes(self) -> int:
        """The most memory that the box has used since it was started."""
        return int(os.pread(self._peak, 64, 0))

    def oom_kills(self) -> int:
        """How many processes the kernel has killed because memory ran out."""
        return int(_field(os.pread(self._oom, 4096, 0), b"oom_kill"))


def _field(text: bytes, name: bytes) -> bytes:
    for row in text.splitlines():
        key, _, value = row.partition(b" ")
        if key == name:
            return value
    return b"0"


_READS = {b"0", b"17", b"19"}  # read, pread64, readv on x86-64


def reads_from(targets: set[str]) -> bool:
    """Whether any other process of the box is blocked reading one of `targets` (as /proc/PID/fd names them)."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if pid == "1":
            continue
        try:
            for thread in os.listdir(f"/proc/{pid}/task"):
                if _blocked_on(f"/proc/{pid}/task/{thread}/syscall", pid) in targets:
                    return True
        except OSError:
            continue  # it has just gone, or hides from us and from its own prompt
    return False


def _blocked_on(path: str, pid: str) -> str | None:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        words = os.read(fd, 200).split()
    finally:
        os.close(fd)
    if len(words) < 2 or words[0] not in _READS:
        return None
    return os.readlink(f"/proc/{pid}/fd/{int(words[1], 16)}")


def name_of_pipe(fd: int) -> str:
    """How /proc/PID/fd names the pipe behind one of our descriptors, whichever end of it that is."""
    return f"pipe:[{os.fstat(fd).st_ino}]"
