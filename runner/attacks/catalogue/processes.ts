/** Processes and threads: too many, too long, in hiding, or at each other's throats. */
import { type Attack, python } from '../attack.ts';

export const processes: readonly Attack[] = [
  {
    name: 'forks without end',
    program: python`
      import os
      while True:
          try:
              os.fork()
          except OSError:
              pass
    `,
    limits: { cpuMillis: 500 },
    verdict: 'time limit exceeded',
    reason: 'cpu time',
  },
  {
    name: 'has 100 children that sleep, and ends',
    program: python`
      from sly import *
      made = 0
      for _ in range(100):
          try:
              if os.fork() == 0:
                  forever()
              made += 1
          except OSError as error:
              print(errno.errorcode[error.errno], 50 < made < 64)
              break
    `,
    verdict: 'finished',
    prints: 'EAGAIN True\n',
  },
  {
    name: 'leaves a grandchild in a session of its own, with everything closed',
    program: python`
      from sly import *
      def hide():
          signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
          os.closerange(0, 256)
          forever()
      for _ in range(10):
          orphan(hide)
      print("left")
    `,
    verdict: 'finished',
    prints: 'left\n',
  },
  {
    name: 'burns the processor in a child',
    program: python`
      import os
      if os.fork() == 0:
          while True: pass
      os.wait()
    `,
    limits: { cpuMillis: 300 },
    verdict: 'time limit exceeded',
    reason: 'cpu time',
  },
  {
    name: 'burns the processor in an orphan while it sleeps',
    program: python`
      from sly import *
      def burn():
          while True: pass
      orphan(burn)
      forever()
    `,
    limits: { cpuMillis: 300 },
    verdict: 'time limit exceeded',
    reason: 'cpu time',
  },
  {
    name: 'waits for a child that sleeps',
    program: python`
      from sly import *
      if os.fork() == 0:
          forever()
      os.wait()
    `,
    limits: { wallClockMillis: 400 },
    verdict: 'time limit exceeded',
    reason: 'wall clock',
  },
  {
    name: 'spins',
    program: 'while True: pass',
    limits: { cpuMillis: 300 },
    verdict: 'time limit exceeded',
    reason: 'cpu time',
  },
  ...(
    [
      ['sleeps', 'import time; time.sleep(1000)'],
      ['pauses', 'import signal; signal.pause()'],
      ['selects nothing', 'import select; select.select([], [], [])'],
      ['stops itself and its group', 'import os; os.kill(0, 19)'],
      [
        'blocks every signal and sleeps',
        'from sly import *\nsignal.pthread_sigmask(0, range(1, 65)); forever()',
      ],
      ['waits at exit', 'import atexit, time; atexit.register(time.sleep, 1000)'],
      [
        'waits for a thread at exit',
        'import threading, time; threading.Thread(target=time.sleep, args=(1e3,)).start()',
      ],
      ['opens a FIFO that nobody writes to', 'import os; os.mkfifo("f"); open("f")'],
      ['deadlocks', 'import threading; l = threading.Lock(); l.acquire(); l.acquire()'],
      ['reads its input', 'input()'],
    ] as const
  ).map(([name, program]): Attack => ({
    name,
    program,
    limits: { wallClockMillis: 300 },
    verdict: 'time limit exceeded',
    reason: 'wall clock',
  })),
  {
    name: 'kills all it can, and lives on',
    program: 'from sly import *\nattempt(os.kill, -1, 9)\nprint("alone")',
    verdict: 'finished',
    prints: 'alone\n',
  },
  {
    name: 'stops and continues its parent from a child, over and over',
    program: python`
      from sly import *
      me = os.getpid()
      if os.fork() == 0:
          for _ in range(200):
              os.kill(me, signal.SIGSTOP)
              os.kill(me, signal.SIGCONT)
          os._exit(0)
      os.wait()
      print("through")
    `,
    verdict: 'finished',
    prints: 'through\n',
  },
  {
    name: 'is stopped for ever by its own child',
    program: python`
      from sly import *
      if os.fork() == 0:
          os.kill(os.getppid(), signal.SIGSTOP)
          os._exit(0)
      forever()
    `,
    limits: { wallClockMillis: 400 },
    verdict: 'time limit exceeded',
    reason: 'wall clock',
  },
  {
    name: 'collects zombies',
    program: python`
      import os
      made = 0
      try:
          while made < 500:
              if os.fork() == 0:
                  os._exit(0)
              made += 1
      except BlockingIOError:
          print(50 < made < 64)
    `,
    verdict: 'finished',
    prints: 'True\n',
  },
  {
    name: 'leaves a thousand dead orphans to the supervisor',
    program: python`
      import os
      for _ in range(1000):
          if os.fork() == 0:
              try:
                  os.fork()
              finally:
                  os._exit(0)
          os.wait()
      print("alive")
    `,
    verdict: 'finished',
    prints: 'alive\n',
  },
  {
    name: 'makes itself a brother, whose father is the supervisor',
    program: python`
      from sly import *
      CLONE_PARENT, SIGCHLD = 0x8000, 17
      for _ in range(10):
          if call(56, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0:
              forever()
      print("made")
    `,
    verdict: 'finished',
    prints: 'made\n',
  },
  {
    name: 'leaves orphans whose death is told by SIGKILL and SIGSTOP',
    program: python`
      from sly import *
      for number in (9, 19, 6, 0):
          if call(56, number, 0, 0, 0, 0) == 0:
              time.sleep(0.1)
              os._exit(0)
      print("made", flush=True)
      os._exit(0)
    `,
    verdict: 'finished',
    prints: 'made\n',
  },
  {
    name: 'vforks without end',
    program: python`
      from sly import *
      while True:
          libc.syscall(58)
    `,
    limits: { cpuMillis: 300, wallClockMillis: 1_500 },
    verdict: ['time limit exceeded', 'runtime error'],
  },
  {
    name: 'starts threads without end',
    program: python`
      import threading, time, os
      made = 0
      try:
          while True:
              threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
              made += 1
      except RuntimeError:
          print(50 < made < 64)
    `,
    verdict: 'finished',
    prints: 'True\n',
  },
  {
    name: 'has subreapers and sessions in layers',
    program: python`
      from sly import *
      def nest(depth):
          libc.prctl(36, 1, 0, 0, 0)
          if depth and os.fork() == 0:
              os.setsid()
              nest(depth - 1)
          elif not depth:
              forever()
          else:
              os._exit(0) if depth < 20 else None
      nest(20)
    `,
    verdict: 'finished',
  },
  {
    name: 'replaces itself with another interpreter',
    program: python`
      import os
      os.execv("/usr/bin/python3", ["python3", "-c", "print('other')"])
    `,
    verdict: 'finished',
    prints: 'other\n',
  },
  {
    name: 'is replaced by a thread that is not its first',
    program: python`
      import os, threading, time
      threading.Thread(target=os.execv, args=("/usr/bin/python3", ["python3", "-c", "print('other')"])).start()
      time.sleep(10)
    `,
    verdict: 'finished',
    prints: 'other\n',
  },
];
