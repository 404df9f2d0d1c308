"""One program from its job to its end, as the supervisor attends to it."""

import os
import select
import time

import kernel
import wire
from lots import Lots
from pupil import Pupil, clean_scratch, end_everything, kill_everything

_READ_SIZE = 1 << 16
# Output waits in the program's own pipe while the host has this much of ours to take.
_MAX_BACKLOG = 1 << 18
# Bytes of steps that are passed on: a trace of the usual limits has one or two million.
_MAX_STEPS = 1 << 25
# How often the host hears what the program has used, so that it can judge by its clocks.
_USAGE_SECONDS = 0.1
# It hears so at least this often, as a sign of life, even when nothing was used.
_HEARTBEAT_SECONDS = 1.0
# How soon after the last output we look whether the program waits for its input; then less and less often.
_FIRST_LOOK_SECONDS = 0.004
_LAST_LOOK_SECONDS = 0.25
# When everybody is dead, an output is at its end at once, but for what a terminal still has to pass on. It never
# is if its other end lies in a socket that lies in itself: the kernel collects those when it likes.
_LAST_WORDS_MILLIS = 50

_IN = select.POLLIN
_OUT = select.POLLOUT


class Attendance:
    def __init__(self, host, pupil: Pupil, accounting: kernel.Accounting, wake: int) -> None:
        self._host = host
        self._pupil = pupil
        self._accounting = accounting
        # Whether it is asked for facts: then no program runs.
        self.reads_facts = False
        self._wake = wake
        self._begun = False
        self._status: int | None = None
        self._stdin = bytearray()
        self._stdin_ends = False
        self._output_left = 0
        self._is_traced = False
        self._steps_left = _MAX_STEPS
        # How many files it may still tell the facts of.
        self._facts_left = 0
        # Whether the call's value is still to come.
        self._value_is_due = False
        self._input_name = "stdin"
        self._outputs: dict[int, int] = {}
        self._lots = Lots()
        self._notes = wire.Decoder(wire.MAX_PAYLOAD_OUT)
        self._cpu_before = 0
        self._oom_before = 0
        self._cpu_told = 0
        self._next_usage = 0.0
        self._heartbeat = 0.0
        self._look = _FIRST_LOOK_SECONDS
        self._next_look = 0.0
        self._waiting_told = False
        self._prompt_names: set[str] = set()

    def until_over(self) -> None:
        while self._status is None:
            self._turn()
        self._finish()

    @property
    def _input(self) -> int:
        """Where what is typed goes: the program's terminal or its pipe; -1 when that is closed."""
        return getattr(self._pupil, self._input_name)

    # The loop

    def _turn(self) -> None:
        sources = {0: _IN, self._wake: _IN}
        if self._host.backlog:
            sources[1] = _OUT
        has_room = self._host.backlog < _MAX_BACKLOG
        # Whether it would hear now what the program says.
        hears = has_room and self._lots.next <= time.monotonic()
        if self._begun:
            if hears and self._output_left > 0:
                sources |= dict.fromkeys(self._outputs, _IN)
            if has_room and self._pupil.notes >= 0:
                sources[self._pupil.notes] = _IN
            if self._stdin or self._stdin_ends:
                if (fd := self._input) >= 0:
                    sources[fd] = sources.get(fd, 0) | _OUT
        poll = select.poll()
        for fd, mask in sources.items():
            poll.register(fd, mask)
        for fd, happened in poll.poll(self._patience(hears)):
            self._serve(fd, happened)
        if self._begun and self._status is None:
            self._tell_usage()
            if hears:  # else there may be output that came before
                self._look_for_a_prompt()

    def _patience(self, hears: bool) -> int | None:
        """Milliseconds until something is due, or None for as long as it takes."""
        if not self._begun:
            return None
        now = time.monotonic()
        due = self._next_usage
        if hears and not self._waiting_told:
            due = min(due, self._next_look)
        if self._lots.next > now:
            due = min(due, self._lots.next)
        return max(0, int((due - now) * 1000) + 1)

    def _serve(self, fd: int, happened: int) -> None:
        if fd == 1:
            self._host.flush()
        elif fd == 0:
            for kind, exec_index, payload in self._host.receive():
                # What was on its way to a program when it ended is not for the next one.
                if exec_index == self._host.exec_index:
                    self._obey(kind, payload)
        elif fd == self._wake:
            self._collect()
        elif fd == self._pupil.notes:
            self._take_notes()
        else:
            if happened & (select.POLLIN | select.POLLHUP) and fd in self._outputs:
                self._pass_output(fd)
            if happened & (select.POLLOUT | select.POLLERR) and fd == self._input:
                self._pass_input()

    # What the host asks for

    def _obey(self, kind: int, payload: bytes) -> None:
        if kind == wire.JOB and not self._begun:
            self._begin(payload)
        elif kind == wire.STDIN:
            self._stdin += payload
        elif kind == wire.EOF:
            self._stdin_ends = True
        elif kind == wire.RESIZE:
            self._pupil.resize(int.from_bytes(payload[:2]), int.from_bytes(payload[2:4]))
        elif kind == wire.INTERRUPT and self._begun:
            self._pupil.interrupt()
        elif kind == wire.KILL and self._begun:
            kill_everything()

    def _begin(self, order: bytes) -> None:
        self._pupil.begin(order)  # first: while it starts, we have time for the rest
        self._begun = True
        job = wire.from_json(order)
        self._cpu_before = self._accounting.cpu_micros()
        self._oom_before = self._accounting.oom_kills()
        # One byte more than the program may write is passed on, so that the host sees for itself.
        self._output_left = job["maxOutputBytes"] + 1
        self._is_traced = job["trace"] is not None
        self._value_is_due = job["call"] is not None
        if job["mode"] == "facts":
            self.reads_facts = True
            self._facts_left = len(job["files"])
        pupil = self._pupil
        if job["stdio"]["kind"] == "terminal":
            self._input_name = "terminal"
            self._outputs = {pupil.terminal: wire.STDOUT}
            self._prompt_names = {pupil.tty, "/dev/tty"}
        else:
            self._outputs = {pupil.stdout: wire.STDOUT, pupil.stderr: wire.STDERR}
            self._prompt_names = {kernel.name_of_pipe(pupil.stdin)}
        now = time.monotonic()
        self._next_usage = now + _USAGE_SECONDS
        self._heartbeat = now + _HEARTBEAT_SECONDS
        self._stir(now)

    # To and from the program

    def _pass_output(self, fd: int) -> None:
        try:
            data = os.read(fd, min(_READ_SIZE, self._output_left))
        except BlockingIOError:
            return
        except OSError:
            data = b""  # a terminal that nobody holds any more answers EIO
        if not data:
            del self._outputs[fd]
            return
        self._output_left -= len(data)
        self._host.send(self._outputs[fd], data)
        now = time.monotonic()
        if self._input_name == "terminal":  # a pipe is as fast as whoever reads from it
            self._lots.count(len(data), now)
        self._stir(now)

    def _pass_input(self) -> None:
        try:
            if self._stdin:
                taken = os.write(self._input, memoryview(self._stdin)[:4096])
                del self._stdin[:taken]
                self._host.send(wire.STDIN_TAKEN, taken.to_bytes(4))
                self._stir(time.monotonic())
            elif self._input_name == "terminal":
                os.write(self._input, b"\x04")
                self._stdin_ends = False
            else:
                self._close_input()
        except BlockingIOError:
            pass
        except OSError:
            self._close_input()  # nobody will ever read it

    def _close_input(self) -> None:
        self._stdin.clear()
        self._stdin_ends = False
        if self._input_name == "stdin":
            self._pupil.close("stdin")

    def _take_notes(self) -> None:
        """What the pupil's process says of itself: steps, so many and no more, and last of all one error."""
        try:
            data = os.read(self._pupil.notes, _READ_SIZE)
            notes = self._notes.feed(data)
        except BlockingIOError:
            return
        except wire.Malformed:
            data, notes = b"", []
        for kind, _, payload in notes:
            if kind == wire.STEPS and self._is_traced and len(payload) <= self._steps_left:
                self._steps_left -= len(payload)
                self._host.send(wire.STEPS, payload)
            elif kind == wire.SPENT and self._is_traced:
                self._host.send(wire.SPENT)
            elif kind == wire.FACTS and self._facts_left > 0:
                self._facts_left -= 1
                self._host.send(wire.FACTS, payload)
            elif kind == wire.VALUE and self._value_is_due:
                self._value_is_due = False
                self._host.send(wire.VALUE, payload)
            else:
                if kind == wire.ERROR:
                    self._host.send(wire.ERROR, payload)
                data = b""
                break
        if not data:
            self._pupil.close("notes")

    # What the host is told unasked

    def _tell_usage(self) -> None:
        now = time.monotonic()
        if now < self._next_usage:
            return
        self._next_usage = now + _USAGE_SECONDS
        used = self._used()
        if used["cpuMicros"] != self._cpu_told or now >= self._heartbeat:
            self._cpu_told = used["cpuMicros"]
            self._heartbeat = now + _HEARTBEAT_SECONDS
            self._host.send(wire.USAGE, wire.to_json(used))

    def _used(self) -> dict[str, int]:
        return {
            "cpuMicros": self._accounting.cpu_micros() - self._cpu_before,
            "peakBytes": self._accounting.peak_bytes(),
            "oomKills": self._accounting.oom_kills() - self._oom_before,
        }

    def _stir(self, now: float) -> None:
        """Something passed: the program may soon wait for its input, or it waits no longer."""
        self._waiting_told = False
        self._look = _FIRST_LOOK_SECONDS
        self._next_look = now + self._look

    def _look_for_a_prompt(self) -> None:
        now = time.monotonic()
        if self._waiting_told or now < self._next_look:
            return
        if not self._stdin and kernel.reads_from(self._prompt_names):
            self._waiting_told = True
            self._host.send(wire.WAITING)
        self._look = min(self._look * 2, _LAST_LOOK_SECONDS)
        self._next_look = now + self._look

    # The end

    def _collect(self) -> None:
        """Collect who has died: the program itself, or one of the orphans that it left to us."""
        try:
            os.read(self._wake, 4096)
        except BlockingIOError:
            pass
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self._pupil.pid:
                if not self._begun:
                    os._exit(70)  # it died waiting: this box is of no use to anybody
                self._status = os.waitstatus_to_exitcode(status)

    def _finish(self) -> None:
        end_everything()
        while self._outputs and self._output_left > 0 and (ready := _readable(self._outputs, _LAST_WORDS_MILLIS)):
            for fd in ready:
                self._pass_output(fd)
        while _readable([self._pupil.notes], 0):
            self._take_notes()
        ended = {"exitCode": self._status, **self._used()}
        self._host.send(wire.EXIT, wire.to_json(ended))
        self._pupil.close()
        clean_scratch()


def _readable(fds: dict[int, int] | list[int], millis: int) -> list[int]:
    """Those that have bytes or have come to their end. A descriptor that is closed (-1) is never one."""
    poll = select.poll()
    for fd in fds:
        if fd >= 0:
            poll.register(fd, _IN)
    return [fd for fd, _ in poll.poll(millis)]
