/** Memory: on the heap, in files, in pipes, in children, on the stack. */
import { type Attack, python } from '../attack.ts';

export const memory: readonly Attack[] = [
  {
    name: 'fills the heap',
    program: 'x = []\nwhile True: x.append(bytearray(1 << 20))',
    verdict: 'memory limit exceeded',
  },
  {
    name: 'asks for a terabyte at once',
    program: 'bytearray(1 << 40)',
    verdict: 'memory limit exceeded',
    error: 'MemoryError',
  },
  {
    name: 'has a child die of memory while it prints the answer itself',
    program: python`
      from sly import *
      def hog():
          x = []
          while True: x.append(bytearray(1 << 20))
      code = in_child(hog)
      print(42)
    `,
    verdict: 'memory limit exceeded',
    prints: '42\n',
  },
  {
    name: 'hogs in many small processes that ask to be spared, and in sockets that belong to nobody',
    program: python`
      from sly import *
      import socket
      said = attempt(writing, "/proc/self/oom_score_adj", b"0")
      os.write(1, said.encode() + b"\n")
      def hog():
          kept = []
          while True:
              try:
                  a, b = socket.socketpair()
                  a.setblocking(False)
                  kept.append((a, b))
                  while a.send(bytes(1 << 12)): pass
              except BlockingIOError:
                  pass
              except OSError:
                  time.sleep(1)
      for _ in range(55):
          if os.fork() == 0:
              hog()
      forever()
    `,
    // Where the kernel refuses all of them a little more, they sleep until their time is over; and the supervisor, whose
    // own pages it has taken by then, may be too late to end them, which ends the box.
    verdict: ['memory limit exceeded', 'time limit exceeded'],
    mayCostTheBox: true,
    prints: 'EACCES\n',
  },
  {
    name: 'fills every folder, then the heap',
    program: python`
      from sly import *
      for folder in ("/work", "/tmp", "/dev/shm"):
          print(attempt(writing, folder + "/big", bytes(40 << 20)), os.stat(folder + "/big").st_size >> 20, flush=True)
      x = []
      while True: x.append(bytearray(1 << 20))
    `,
    verdict: 'memory limit exceeded',
    prints: /^\w+ 31\n\w+ [78]\n\w+ [78]\n$/,
  },
  {
    name: 'maps memory and locks it',
    program: python`
      from sly import *
      import mmap
      libc.mlockall(3)
      kept = []
      while True:
          kept.append(mmap.mmap(-1, 1 << 24, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE))
    `,
    verdict: 'memory limit exceeded',
  },
  {
    name: 'recurses without end',
    program: 'def f(): f()\nf()',
    verdict: 'runtime error',
    error: 'RecursionError',
  },
  {
    name: 'recurses without end where Python does not count',
    program: python`
      import sys, threading
      sys.setrecursionlimit(10**9)
      x = []
      for _ in range(10**6): x = [x]
      def f(n): return [f(n + 1)].sort(key=lambda _: f(n + 1))
      f(0)
    `,
    verdict: ['runtime error', 'memory limit exceeded'],
  },
  {
    name: 'makes a number of a billion digits',
    program: 'x = 10 ** (10 ** 9)',
    limits: { cpuMillis: 500 },
    verdict: ['time limit exceeded', 'memory limit exceeded'],
  },
  {
    name: 'reads a null pointer',
    program: 'import ctypes; ctypes.string_at(0)',
    verdict: 'runtime error',
    reason: 'signal',
  },
  {
    name: 'aborts and wants a core dump',
    program: python`
      from sly import *
      import resource
      print(attempt(resource.setrlimit, resource.RLIMIT_CORE, (1 << 20, 1 << 20)), flush=True)
      print(in_child(os.abort), os.listdir("/work"), flush=True)
      os.abort()
    `,
    verdict: 'runtime error',
    reason: 'signal',
    prints: /^ValueError\n-6 (?!.*core)/,
  },
  {
    name: 'raises its own limits',
    program: python`
      from sly import *
      import resource
      for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
          print(attempt(resource.setrlimit, kind, (1 << 40, 1 << 40)), end=" ")
      print(attempt(os.nice, -20), attempt(os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(50)))
    `,
    verdict: 'finished',
    prints: 'ValueError ValueError ValueError EPERM EPERM\n',
  },
];
