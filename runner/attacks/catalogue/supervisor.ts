/** The supervisor, PID 1: to kill it, stop it, starve it, blind it, or speak in its name. */
import { type Attack, TERMINAL, python } from '../attack.ts';

/** Notes of the pupil's own process, where job.py writes them: descriptor 200. */
const note = python`
  from sly import *
  import json, struct
  def note(kind, text, length=None):
      return struct.pack(">BHI", kind, 0, len(text) if length is None else length) + text
  def error(**changes):
      fields = dict(name="Forged", message="m", atCompile=False, place=None, traceback="t")
      return note(5, json.dumps(fields | changes).encode())
`;

export const supervisor: readonly Attack[] = [
  {
    name: 'sends PID 1 every signal, by every call',
    program: python`
      from sly import *
      fd = os.pidfd_open(1)
      info = (ctypes.c_int * 32)(0, 0, -1)
      for number in range(1, 65):
          attempt(os.kill, 1, number)
          attempt(signal.pidfd_send_signal, fd, number)
          info[0] = number
          call(129, 1, number, info)
          call(234, 1, 1, number)
          call(200, 1, number)
          attempt(os.kill, os.getppid(), number)
      time.sleep(0.2)
      print("asked")
    `,
    verdict: 'finished',
    prints: 'asked\n',
  },
  {
    name: 'has the kernel itself signal PID 1, as the owner of a pipe',
    program: python`
      from sly import *
      import fcntl
      F_SETSIG, O_ASYNC = 10, 0o20000
      for number in (9, 19, 15, 2, 17, 29):
          r, w = os.pipe()
          fcntl.fcntl(r, fcntl.F_SETOWN, 1)
          fcntl.fcntl(r, F_SETSIG, number)
          fcntl.fcntl(r, fcntl.F_SETFL, O_ASYNC)
          os.write(w, b"x")
      time.sleep(0.1)
      print("asked")
    `,
    verdict: 'finished',
    prints: 'asked\n',
  },
  {
    name: 'takes from PID 1 its descriptors, its processor, its rank and its disk',
    program: python`
      from sly import *
      import resource
      idle = os.SCHED_IDLE
      print(
          attempt(resource.prlimit, 1, resource.RLIMIT_NOFILE, (0, 0)),
          attempt(resource.prlimit, 1, resource.RLIMIT_CPU, (0, 0)),
          attempt(os.sched_setscheduler, 1, idle, os.sched_param(0)),
          attempt(os.sched_setparam, 1, os.sched_param(0)),
          attempt(os.sched_setaffinity, 1, {0}),
          call(314, 1, bytes(48), 0),
          attempt(os.setpriority, os.PRIO_PROCESS, 1, 19),
          attempt(os.setpriority, os.PRIO_PGRP, 1, 19),
          attempt(os.setpriority, os.PRIO_USER, os.getuid(), 19),
          attempt(os.setpriority, os.PRIO_USER, 0, 19),
          call(251, 1, 1, 3 << 13), call(251, 2, 1, 3 << 13), call(251, 3, os.getuid(), 3 << 13),
          call(157, 62, 1, 1, 0, 0) != 0,
          attempt(os.setpgid, 1, os.getpid()),
      )
    `,
    verdict: 'finished',
    prints: 'EPERM '.repeat(13) + 'True ESRCH\n',
  },
  {
    name: 'takes the processor with every process that it can have',
    program: python`
      from sly import *
      for _ in range(55):
          if os.fork() == 0:
              while True: pass
      while True: pass
    `,
    limits: { cpuMillis: 1_000 },
    verdict: 'time limit exceeded',
    reason: 'cpu time',
  },
  {
    name: 'floods its notes with true frames',
    program: python`
      ${note.replaceAll('\n', '\n      ')}
      while True:
          os.write(200, error(traceback="x" * 60_000))
    `,
    limits: { cpuMillis: 1_000, wallClockMillis: 1_500 },
    // The first note is taken, and the pipe is closed: nobody listens to a second.
    verdict: 'runtime error',
    error: 'Forged',
  },
  {
    name: 'floods its notes with frames that nobody asked for',
    program: python`
      ${note.replaceAll('\n', '\n      ')}
      while True:
          for kind in range(256):
              if kind != 5:
                  os.write(200, note(kind, b"{}"))
    `,
    limits: { cpuMillis: 500 },
    verdict: ['time limit exceeded', 'runtime error'],
    error: null,
  },
  {
    name: 'announces a note of four gigabytes, and one of nearly as much as may be',
    program: python`
      ${note.replaceAll('\n', '\n      ')}
      os.write(200, note(5, b"", 256 * 1024))
      os.write(200, bytes(100_000))
      print(attempt(os.write, 200, note(5, b"", 0xffffffff)))
      time.sleep(0.05)
    `,
    verdict: 'finished',
    error: null,
  },
  {
    name: 'writes rubbish to its notes',
    program: python`
      from sly import *
      def rubbish():
          while True: os.write(200, os.urandom(4096))
      print(attempt(rubbish))
    `,
    verdict: 'finished',
    prints: 'BrokenPipeError\n'.replace('BrokenPipeError', 'EPIPE'),
    error: null,
  },
  ...(
    [
      ['arrays within arrays', 'note(5, b"[" * 250_000)'],
      ['what is no JSON', 'note(5, b"{")'],
      ['what is no UTF-8', 'note(5, b"\\"\\xff\\"")'],
      ['more fields than there are', 'error(verdict="accepted")'],
      ['a prototype', 'note(5, b\'{"__proto__": {"name": "x"}}\')'],
      ['a number where words belong', 'error(name=5)'],
      ['a line that is not a number', 'error(place=dict(file="x", line=1e400, column=None, source=""))'],
      ['more words than are allowed', 'error(message="x" * 5_000)'],
    ] as const
  ).map(([name, forged]): Attack => ({
    name: `forges a note with ${name}`,
    program: `${note}\nos.write(200, ${forged})\nprint(42)`,
    verdict: 'finished',
    prints: '42\n',
    error: null,
  })),
  {
    name: 'forges an error and ends well',
    program: `${note}\nos.write(200, error())\nprint(42)`,
    verdict: 'finished',
    prints: '42\n',
    error: 'Forged',
  },
  {
    name: 'forges a MemoryError and ends badly', // it may: what it gains is another bad verdict
    program: `${note}\nos.write(200, error(name="MemoryError"))\nos._exit(1)`,
    verdict: 'memory limit exceeded',
    error: 'MemoryError',
  },
  {
    name: 'reads its own notes, closes them, and gives the number to a file',
    program: python`
      from sly import *
      attempt(os.open, "/proc/self/fd/200", os.O_RDONLY)
      os.dup2(os.open("file", os.O_CREAT | os.O_RDWR), 200)
      raise KeyError("unheard")
    `,
    verdict: 'runtime error',
    error: null,
    complains: /KeyError: 'unheard'/,
  },
  {
    name: 'fills its terminal with input that it never reads',
    program: python`
      from sly import *
      import tty
      tty.setraw(0)
      time.sleep(0.4)
      print("done")
    `,
    stdio: TERMINAL,
    stdin: 'x'.repeat(300_000),
    limits: { maxOutputBytes: 1 << 20 }, // what comes before the terminal is raw is echoed
    verdict: 'finished',
    prints: /done/,
  },
  {
    name: 'stops the flow of its terminal, and floods it',
    program: python`
      from sly import *
      import termios
      termios.tcflow(1, termios.TCOOFF)
      while True: os.write(1, b"x" * 1000)
    `,
    stdio: TERMINAL,
    limits: { wallClockMillis: 400 },
    verdict: 'time limit exceeded',
    reason: 'wall clock',
  },
  {
    name: 'turns every setting of its terminal',
    program: python`
      from sly import *
      import fcntl, random, termios
      for _ in range(300):
          settings = termios.tcgetattr(0)
          for n in range(4): settings[n] = random.getrandbits(32) & ~0x100
          attempt(termios.tcsetattr, 0, termios.TCSANOW, settings)
      attempt(fcntl.ioctl, 0, 0x5414, b"\xff" * 8)
      attempt(fcntl.ioctl, 0, 0x540c)
      print("turned")
    `,
    stdio: TERMINAL,
    limits: { wallClockMillis: 1_500 },
    verdict: ['finished', 'time limit exceeded'],
  },
  {
    name: 'types on its own terminal, steals it, and gives it away',
    program: python`
      from sly import *
      import fcntl, termios
      def io(request, argument=0): return attempt(fcntl.ioctl, 0, request, argument)
      print(io(0x5412, b"x"), io(0x541c, b"\2"), io(0x540e, 1), io(0x5410, bytes([1, 0, 0, 0])), io(0x5423, b"\0\0\0\0"))
      def thief():
          os.setsid()
          os.write(1, attempt(fcntl.ioctl, 0, 0x540e, 1).encode() + b"\n")
      print(in_child(thief))
    `,
    stdio: TERMINAL,
    verdict: 'finished',
    prints: /^EPERM EPERM \w+ \w+ EPERM\r\nEPERM\r\n0\r\n$/,
  },
  {
    name: 'opens terminals without end, in many processes',
    program: python`
      from sly import *
      def hoard():
          kept = []
          try:
              while True: kept.append(os.open("/dev/ptmx", os.O_RDWR))
          except OSError as error:
              os.write(1, errno.errorcode[error.errno].encode() + b"\n")
          forever()
      for _ in range(20):
          orphan(hoard)
      time.sleep(0.5)
    `,
    verdict: 'finished',
    prints: /^(EACCES\n){20}$/,
  },
  {
    name: 'opens the terminal of PID 1 and its streams by name',
    program: python`
      from sly import *
      print({attempt(os.open, f"/proc/1/fd/{n}", flags) for n in range(20) for flags in (0, 1, 2)})
      print(attempt(os.listdir, "/proc/1/fd"), attempt(os.listdir, "/proc/1/map_files"), attempt(os.readlink, "/proc/1/exe"))
      print(attempt(os.open, "/dev/console", 2), attempt(os.open, "/proc/1/ns/net", 0))
    `,
    verdict: 'finished',
    prints: /^\{'EACCES'\}\nEACCES E(ACCES|PERM) EACCES\nE\w+ EACCES\n$/,
  },
  {
    name: 'hides from the supervisor that it waits for input',
    program: python`
      from sly import *
      libc.prctl(4, 0, 0, 0, 0)
      print(input())
    `,
    stdin: 'heard\n',
    verdict: 'finished',
    prints: 'heard\n',
  },
  {
    name: 'pretends to wait, on a descriptor that cannot be',
    program: python`
      from sly import *
      import threading
      r, w = os.pipe()
      for fd in (r | 1 << 32, r):
          threading.Thread(target=call, args=(0, fd, bytes(10), 10), daemon=True).start()
      time.sleep(0.1)
      os._exit(0)
    `,
    verdict: 'finished',
  },
];
