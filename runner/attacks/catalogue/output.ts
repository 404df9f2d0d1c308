/** Output: too much, too little at a time, of the wrong kind, or pretending to be something else. */
import { type Attack, TERMINAL, python } from '../attack.ts';

const small = { maxOutputBytes: 5_000 };

export const output: readonly Attack[] = [
  {
    name: 'floods its output',
    program: 'while True: print("x" * 1000)',
    limits: small,
    verdict: 'output limit exceeded',
    prints: /^[x\n]{5000}$/,
  },
  {
    name: 'floods its error stream',
    program: 'import sys\nwhile True: sys.stderr.write("x" * 1000)',
    limits: small,
    verdict: 'output limit exceeded',
  },
  {
    name: 'floods a terminal',
    program: 'while True: print("x" * 1000)',
    stdio: TERMINAL,
    limits: small,
    verdict: 'output limit exceeded',
    prints: /^[x\r\n]{5000}$/,
  },
  {
    name: 'prints the right answer, and spaces without end',
    program: 'print(42)\nwhile True: print(" " * 1000, end="")',
    limits: small,
    verdict: 'output limit exceeded',
  },
  {
    name: 'writes a byte at a time',
    program: 'import os\nwhile True: os.write(1, b"x")',
    verdict: 'output limit exceeded',
    prints: /^x{65536}$/,
  },
  {
    name: 'writes a byte at a time to both streams from many processes',
    program: python`
      import os
      for _ in range(4): os.fork()
      while True:
          os.write(1, b"x")
          os.write(2, b"y")
    `,
    limits: { maxOutputBytes: 20_000 },
    verdict: 'output limit exceeded',
  },
  {
    name: 'prints every byte there is',
    program: python`
      import os
      os.write(1, bytes(range(256)) * 40)
    `,
    verdict: 'finished',
  },
  {
    name: 'prints NUL and what is no UTF-8 on a terminal',
    program: 'import os\nos.write(1, b"\\0\\xff\\xc0\\x80\\xed\\xa0\\x80\\x1b[2J!")',
    stdio: TERMINAL,
    verdict: 'finished',
    prints: /!$/,
  },
  {
    name: 'prints exactly what it may',
    program: 'print("x" * 4999)',
    limits: small,
    verdict: 'finished',
    prints: /^x{4999}\n$/,
  },
  {
    name: 'prints one byte more than it may',
    program: 'print("x" * 5000)',
    limits: small,
    verdict: 'output limit exceeded',
    prints: /^x{5000}$/,
  },
  {
    name: 'prints one byte more than it may, and dies at once',
    program: 'import os\nos.write(1, b"x" * 5001)\nos.kill(os.getpid(), 9)',
    limits: small,
    verdict: 'output limit exceeded',
    prints: /^x{5000}$/,
  },
  {
    name: 'splits what it may between two streams',
    program: 'import os\nos.write(1, b"x" * 2500); os.write(2, b"x" * 2501)',
    limits: small,
    verdict: 'output limit exceeded',
  },
  {
    name: 'says on its error stream that its time was up',
    program: 'import sys\nsys.stderr.write("time limit exceeded\\n")\nsys.exit(124)',
    verdict: 'runtime error',
    error: null,
    complains: /time limit exceeded/,
  },
  {
    name: 'writes frames of our own protocol, an exit among them',
    program: python`
      import os, struct
      end = b'{"exitCode":0,"cpuMicros":0,"peakBytes":0,"oomKills":0}'
      for kind, text in ((8, end), (1, b'{"protocol":1}'), (6, end), (2, b"x"), (255, b"")):
          os.write(1, struct.pack(">BHI", kind, 0, len(text)) + text)
      raise SystemExit(3)
    `,
    verdict: 'runtime error',
    prints: /^\u0008\0{5}.\{"exitCode":0/s,
  },
  {
    name: 'writes headers of the engine’s own stream',
    program: 'import os\nos.write(1, b"\\x02\\0\\0\\0\\xff\\xff\\xff\\xff" * 100)',
    verdict: 'finished',
  },
  {
    name: 'makes its own output unblocking, and floods it',
    program: python`
      import os
      os.set_blocking(1, False)
      while True:
          try: os.write(1, b"x" * 4096)
          except BlockingIOError: pass
    `,
    limits: small,
    verdict: 'output limit exceeded',
  },
  {
    name: 'makes its pipes larger and ends while they are full',
    program: python`
      import fcntl, os
      fcntl.fcntl(1, 1031, 1 << 20)
      os.set_blocking(1, False)
      while True:
          try: os.write(1, b"x" * (1 << 16))
          except BlockingIOError: os._exit(0)
    `,
    verdict: ['output limit exceeded', 'finished'],
  },
  {
    name: 'ends while a grandchild floods the output',
    program: python`
      from sly import *
      def flood():
          while True: os.write(1, b"x" * 1000)
      orphan(flood)
      time.sleep(0.05)
      os._exit(0)
    `,
    verdict: ['finished', 'output limit exceeded'],
  },
  {
    name: 'leaves the end of its output in a socket that holds itself',
    program: python`
      import os, socket
      a, b = socket.socketpair()
      socket.send_fds(a, [b"x"], [0, 1, 2, 200, a.fileno(), b.fileno()])
      os.write(1, b"in flight\n")
      os._exit(0)
    `,
    verdict: 'finished',
    prints: 'in flight\n',
  },
  {
    name: 'reads its own output and writes its own input',
    program: python`
      import os
      os.write(1, b"before\n")
      out = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
      into = os.open("/proc/self/fd/0", os.O_WRONLY)
      os.write(into, b"mine\n")
      os.write(2, input().encode())
      os.close(out)
    `,
    verdict: 'finished',
    complains: /^mine$/,
  },
  {
    name: 'closes every descriptor',
    program: 'import os\nos.closerange(0, 256)\nos._exit(0)',
    verdict: 'finished',
    prints: '',
  },
  {
    name: 'closes its streams while it is spoken to, and goes on',
    program: 'import os, time\nfor fd in (0, 1, 2): os.close(fd)\ntime.sleep(0.2)\nos._exit(7)',
    stdin: 'x'.repeat(200_000),
    verdict: 'runtime error',
    prints: '',
  },
  {
    name: 'closes its terminal, goes on, and opens it again',
    program: python`
      import os, time
      name = os.ttyname(0)
      for fd in (0, 1, 2): os.close(fd)
      time.sleep(0.2)
      os.open(name, os.O_RDWR)
      os.write(0, b"x" * 100_000)
      os._exit(0)
    `,
    stdio: TERMINAL,
    stdin: 'x\n'.repeat(1_000),
    limits: { wallClockMillis: 600 },
    verdict: ['finished', 'time limit exceeded', 'output limit exceeded'],
  },
  {
    name: 'prints a line of a hundred megabytes',
    program: 'print("x" * (100 << 20))',
    verdict: 'output limit exceeded',
    prints: /^x{65536}$/,
  },
];
