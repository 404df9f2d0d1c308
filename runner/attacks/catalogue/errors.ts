/** Errors that misbehave while they are told, and programs that meddle with how errors are told. */
import { type Attack, python } from '../attack.ts';

export const errors: readonly Attack[] = [
  {
    name: 'raises an exception that never finishes describing itself',
    program: python`
      class Endless(Exception):
          def __str__(self):
              while True: pass
      raise Endless
    `,
    limits: { cpuMillis: 300 },
    verdict: 'time limit exceeded',
  },
  {
    name: 'raises an exception that cannot be described',
    program: python`
      class Mute(Exception):
          def __str__(self): raise self
      raise Mute
    `,
    verdict: 'runtime error',
    error: 'Mute',
    complains: /<exception str\(\) failed>/,
  },
  {
    name: 'raises an exception whose description ends the program well',
    program: python`
      class Sly(Exception):
          def __str__(self): raise SystemExit(0)
      raise Sly
    `,
    verdict: ['runtime error', 'finished'],
  },
  {
    name: 'raises an exception with a hundred megabytes to say',
    program: 'raise ValueError("x" * (40 << 20))',
    verdict: ['output limit exceeded', 'memory limit exceeded'],
  },
  {
    name: 'raises a message that is no text',
    program: 'raise ValueError("\\ud800\\0\\x1b[2J\\udfff")',
    verdict: 'runtime error',
    error: 'ValueError',
  },
  {
    name: 'raises an exception whose class has no name',
    program: python`
      class Meta(type):
          @property
          def __name__(cls): return 5
      class Odd(Exception, metaclass=Meta): pass
      raise Odd
    `,
    verdict: 'runtime error',
  },
  {
    name: 'raises a chain of a thousand exceptions, in a group in a group',
    program: python`
      error = ValueError("first")
      for n in range(1000):
          following = ExceptionGroup(str(n), [error]) if n % 2 else KeyError(n)
          following.__cause__ = error
          error = following
      raise error
    `,
    verdict: ['runtime error', 'output limit exceeded'],
  },
  {
    name: 'has a line of a hundred kilobytes that fails',
    program: 'import os\nopen("m.py", "w").write("x = 1; " * 15_000 + "1/0")\nimport m',
    verdict: ['runtime error', 'output limit exceeded'],
  },
  {
    name: 'puts its own modules in the place of json, traceback, linecache and wire',
    program: python`
      import sys
      class Trap:
          def __getattr__(self, name): raise SystemExit(0)
      for name in ("json", "_json", "traceback", "linecache", "wire", "kernel", "job", "io", "os", "codecs"):
          sys.modules[name] = Trap()
      raise ValueError
    `,
    verdict: ['runtime error', 'finished'],
  },
  {
    name: 'has a hook for exceptions that fails',
    program: python`
      import sys
      def hook(*_): raise KeyError("in the hook")
      sys.excepthook = hook
      raise ValueError
    `,
    verdict: 'runtime error',
    complains: /in the hook/,
  },
  {
    name: 'has a hook for exceptions that never returns',
    program: 'import sys, time\nsys.excepthook = lambda *_: time.sleep(1000)\nraise ValueError',
    limits: { wallClockMillis: 300 },
    verdict: 'time limit exceeded',
  },
  {
    name: 'removes what errors are told with',
    program:
      'import sys, builtins\ndel sys.excepthook, sys.stdout, sys.stderr\nbuiltins.str = builtins.type = None\nraise ValueError',
    verdict: 'runtime error',
  },
  {
    name: 'breaks the frame that runs it',
    program: python`
      import sys
      frame = sys._getframe()
      while frame is not None:
          frame.f_globals.clear()
          frame = frame.f_back
      raise ValueError
    `,
    verdict: ['runtime error', 'finished'],
  },
  {
    name: 'exits with numbers that are none',
    program: 'raise SystemExit(1 << 200)',
    verdict: 'runtime error',
  },
  {
    name: 'has code that breaks the compiler',
    program: '('.repeat(5_000) + ')'.repeat(5_000),
    verdict: ['compile error', 'runtime error'],
  },
  {
    name: 'has code with a NUL in it',
    program: 'print(1)\0',
    verdict: ['compile error', 'finished'],
  },
  {
    name: 'has code that is parsed for ever',
    program: python`
      exec("f(" * 90 + "x" + ")" * 90)
    `,
    verdict: ['runtime error', 'compile error'],
  },
];
