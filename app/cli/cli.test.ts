import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { COMMANDS } from './options.ts';
import { Workplace } from './testing/terminal.ts';

const work = new Workplace();
after(() => work[Symbol.dispose]());

/** Write a file and give its name. */
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(work.folder, name), content);
  return name;
}

for (const engine of ['docker', 'podman'] as const) {
  const address = process.env[`SANDLOT_TEST_${engine.toUpperCase()}`];
  const skip = address === undefined ? `no ${engine} on this machine` : false;
  const run = (...args: string[]) => ['run', '--engine', engine, ...args];

  describe(`sandlot run at a terminal, on ${engine}`, { skip }, () => {
    it('shows a prompt without an end of line at once, and takes the answer', async () => {
      const terminal = work.terminal(...run(file('ask.py', 'n = input("Who? ")\nprint("Hello", n + "!")')));
      await terminal.sees('Who? ');
      terminal.type('Ada\r');
      assert.equal(await terminal.ends(), 0);
      assert.match(terminal.screen, /Who\? Ada\nHello Ada!\n$/);
    });

    it('gives the program a terminal of the same size, also when that changes', async () => {
      const terminal = work.terminal(
        ...run(file('size.py', 'import os\nwhile True: print(os.get_terminal_size()); input()')),
      );
      await terminal.sees('columns=80, lines=24');
      terminal.resize(100, 30);
      await new Promise((resolve) => setTimeout(resolve, 200));
      terminal.type('\r');
      await terminal.sees('columns=100, lines=30');
      terminal.type('\u0003');
      assert.equal(await terminal.ends(), 7);
    });

    it('interrupts with Ctrl-C, and lets `finally` run', async () => {
      const code = 'import time\ntry:\n  print("working"); time.sleep(60)\nfinally:\n  print("tidied up")';
      const terminal = work.terminal(...run(file('finally.py', code)));
      await terminal.sees('working');
      terminal.type('\u0003');
      assert.equal(await terminal.ends(), 7);
      assert.match(terminal.screen, /tidied up\nYou stopped your program\.\n$/);
    });

    it('ends a program that ignores Ctrl-C with the second one', async () => {
      const code =
        'while True:\n  try:\n    print("deaf")\n    while True: pass\n  except BaseException: print("no")';
      const terminal = work.terminal(...run(file('deaf.py', code)));
      await terminal.sees('deaf');
      terminal.type('\u0003');
      await terminal.sees('no');
      terminal.type('\u0003');
      assert.equal(await terminal.ends(), 7);
    });

    it('says what went wrong and where before the traceback', async () => {
      const terminal = work.terminal(...run(file('oops.py', 'print("one")\nprint(ten)')));
      assert.equal(await terminal.ends(), 1);
      assert.match(
        terminal.screen,
        /^one\nYour program stopped .*\nPython does not know the name “ten”.*\nLook at line 2 of oops\.py:\n {4}print\(ten\)\n\nTraceback .*\n[\s\S]*NameError: name 'ten' is not defined.*\n$/m,
      );
    });

    it('names a file of the pupil that Python took for a module of its own', async () => {
      const terminal = work.terminal(...run(file('random.py', 'import random\nprint(random.randint(1, 6))')));
      assert.equal(await terminal.ends(), 1);
      assert.match(terminal.screen, /module called random, and your file\s+random\.py has the same name/);
    });

    it('ends with Ctrl-D where the program reads to the end', async () => {
      const code = 'import sys\nprint("ready")\nprint(len(sys.stdin.read()))';
      const terminal = work.terminal(...run(file('all.py', code)));
      await terminal.sees('ready');
      terminal.type('abc\r');
      terminal.type('\u0004');
      assert.equal(await terminal.ends(), 0);
      assert.match(terminal.screen, /\n4\n$/);
    });
  });

  describe(`sandlot run with pipes, on ${engine}`, { skip }, () => {
    const endings: [string, string, string[], number, string][] = [
      ['finishes', 'print(1)', [], 0, 'finished'],
      ['crashes', '1/0', [], 1, 'runtime error'],
      ['is not Python', 'print(', [], 3, 'compile error'],
      ['never ends', 'while True: pass', ['--limit', 'cpuMillis=300'], 4, 'time limit exceeded'],
      ['sleeps', 'import time; time.sleep(60)', ['--limit', 'wallClockMillis=300'], 4, 'time limit exceeded'],
      [
        'hoards',
        'x = []\nwhile True: x.append("x" * 10**6)',
        ['--limit', 'memoryMb=64'],
        5,
        'memory limit exceeded',
      ],
      ['prints on', 'while True: print("x")', ['--limit', 'maxOutputBytes=10'], 6, 'output limit exceeded'],
      ['asks for 1 TB', 'x = bytearray(10**12)', [], 5, 'memory limit exceeded'],
      ['exits', 'import sys; sys.exit(3)', [], 1, 'runtime error'],
    ];
    for (const [name, code, args, exit, verdict] of endings) {
      it(`a program that ${name}: ${verdict}`, async () => {
        const ended = await work.command(run('--json', ...args, file('case.py', code)));
        const events = ended.stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
        const result = events.at(-1);
        assert.equal(result?.['type'], 'result', ended.stderr);
        assert.equal(result['verdict'], verdict);
        assert.equal(ended.code, exit);
        assert.deepEqual(Object.keys(result), [
          'type',
          'verdict',
          'reason',
          'exitCode',
          'signal',
          'wallMillis',
          'cpuMillis',
          'peakMemoryBytes',
          'outputBytes',
          'truncated',
          'engine',
          'warm',
        ]);
        assert.equal(result['engine'], engine);
      });
    }

    it('tells when the program waits, and takes input from a pipe', async () => {
      const code = 'print(input("? "))';
      const ended = await work.command(run('--json', file('wait.py', code)), { stdin: 'yes\n' });
      const data = ended.stdout.split('\n').filter((line) => line.includes('"stdout"'));
      assert.equal(data.map((line) => (JSON.parse(line) as { data: string }).data).join(''), '? yes\n');
    });

    it('takes input from a file, and the files beside the program', async () => {
      file('answers.txt', 'blue\n');
      file('helper.py', 'def shout(text): return text.upper()');
      file('data.csv', 'a,b\n');
      const code = 'from helper import shout\nprint(shout(input()), open("data.csv").read())';
      const args = ['--stdin', 'answers.txt', file('main.py', code), 'helper.py', 'data.csv'];
      const ended = await work.command(run(...args));
      assert.equal(ended.stdout, 'BLUE a,b\n\n', ended.stderr);
    });

    it('keeps names with spaces, quotes and emoji, and a path of 300 characters', async () => {
      const deep = join(...Array<string>(15).fill('a folder with "quotes" 🐍'));
      mkdirSync(join(work.folder, deep), { recursive: true });
      const name = join(deep, `it's "my" 🐍 game.py`);
      assert.ok(name.length > 300);
      const ended = await work.command(run(file(name, 'print(__file__)')));
      assert.equal(ended.stdout, `/work/it's "my" 🐍 game.py\n`, ended.stderr);
    });

    if (engine === 'podman') {
      it('finds it past an address that makes no sense', async () => {
        const env = { DOCKER_HOST: 'garbage', CONTAINER_HOST: address ?? '' };
        const ended = await work.command(run(file('past.py', 'print("here")')), { env });
        assert.equal(ended.stdout, 'here\n', ended.stderr);
      });
    }

    it('ends without a word of ours when nobody reads its output', async () => {
      const child = `"${process.execPath}" "${join(import.meta.dirname, 'main.ts')}" run --engine ${engine}`;
      file('long.py', 'for n in range(100000): print(n)');
      const script = `${child} long.py 2>errors.txt | head -1; cat errors.txt`;
      const out = execFileSync('sh', ['-c', script], { cwd: work.folder, env: work.env }).toString();
      assert.doesNotMatch(out, /EPIPE|at .*\.ts/);
    });

    it('runs two at once', async () => {
      const code = 'import time; time.sleep(0.3); print("done")';
      file('slow.py', code);
      const both = await Promise.all([work.command(run('slow.py')), work.command(run('slow.py'))]);
      assert.deepEqual(
        both.map(({ stdout }) => stdout),
        ['done\n', 'done\n'],
      );
    });
  });

  describe(`sandlot doctor, on ${engine}`, { skip }, () => {
    it('proves every limit that matters', async () => {
      const ended = await work.command(['doctor', '--engine', engine, '--json']);
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
      const report = JSON.parse(ended.stdout) as { examined: { fit: boolean }[] };
      assert.deepEqual(
        report.examined.map(({ fit }) => fit),
        [true],
      );
    });

    it('prints a table for people', async () => {
      const ended = await work.command(['doctor', '--engine', engine]);
      assert.match(ended.stdout, new RegExp(`^${engine} .* at unix:`));
      assert.match(ended.stdout, /^ {2}Memory +proven/m);
    });
  });
}

describe('sandlot with something wrong', () => {
  const cases: [string, () => string[], RegExp][] = [
    ['a file that is not there', () => ['run', 'nothing.py'], /no file called nothing\.py/],
    ['a folder', () => ['run', '.'], /\. is a folder/],
    ['a picture', () => ['run', file('cat.png', Buffer.of(0x89, 0x50, 0xff, 0xfe))], /cat\.png is not text/],
    ['a NUL character', () => ['run', file('nul.py', 'print(1)\0')], /NUL character/],
    ['51 KB of code', () => ['run', file('big.py', '#'.repeat(51 * 1024))], /52224 bytes.*at most 51200/],
    [
      'too much data',
      () => ['run', file('a.py', ''), file('b.dat', 'x'.repeat(3 << 20))],
      /b\.dat has 3145728/,
    ],
    ['two files of one name', () => ['run', file('a.py', ''), 'a.py'], /would be called a\.py/],
    ['no file', () => ['run'], /Which program\?/],
    ['no such command', () => ['dance'], /no command dance/],
    ['no such option', () => ['run', '--fast', 'a.py'], /--fast/],
    ['no such engine', () => ['run', '--engine', 'steam', 'a.py'], /no engine steam/],
    ['no such limit', () => ['run', '--limit', 'fun=1', 'a.py'], /no limit fun.*cpuMillis/],
    ['a limit without a number', () => ['run', '--limit', 'cpuMillis', 'a.py'], /name=number/],
    [
      'a limit that is no number',
      () => ['run', '--limit', 'pids=many', 'a.py'],
      /pids must be a whole number/,
    ],
    ['a negative limit', () => ['run', '--limit', 'pids=-5', 'a.py'], /pids can be 8 to 256, and not -5/],
    [
      'a limit beyond its ceiling',
      () => ['run', '--limit', 'memoryMb=9999', 'a.py'],
      /memoryMb can be 32 to 1024/,
    ],
  ];
  for (const [name, args, words] of cases) {
    it(`${name}: says what, and what to do`, async () => {
      file('a.py', '');
      const ended = await work.command(args());
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, words);
      assert.equal(ended.stdout, '');
    });
  }

  it('an engine that is not there is named, with what to do', async () => {
    const env = { DOCKER_HOST: 'unix:///nowhere.sock', CONTAINER_HOST: 'unix:///nowhere2.sock', PATH: '' };
    const ended = await work.command(['run', '--engine', 'podman', file('a.py', '')], { env });
    assert.equal(ended.code, 8);
    assert.match(ended.stderr, /did not find podman running.*doctor/);
  });

  it('an engine on another machine is refused', async () => {
    const env = { DOCKER_HOST: 'tcp://192.0.2.1:2375', CONTAINER_HOST: 'unix:///nowhere.sock', PATH: '' };
    const ended = await work.command(['run', '--engine', 'docker', file('a.py', '')], { env });
    assert.equal(ended.code, 8);
    assert.match(ended.stderr, /is not on this computer/);
  });

  it('a home that cannot be written to is named, with what to do', async () => {
    const env = { SANDLOT_HOME: '/sys/sandlot' };
    const ended = await work.command(['run', file('a.py', '')], { env });
    assert.equal(ended.code, 8);
    assert.match(ended.stderr, /cannot write to its own folder, \/sys\/sandlot\..*SANDLOT_HOME/);
  });

  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  it(
    'a home on a full disk is named',
    { skip: isRoot ? false : 'needs root to make a small disk' },
    async () => {
      const disk = join(work.folder, 'full');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', disk]);
      writeFileSync(join(disk, 'films'), Buffer.alloc(28 * 1024));
      try {
        const ended = await work.command(['run', file('a.py', '')], { env: { SANDLOT_HOME: disk } });
        assert.equal(ended.code, 8);
        assert.match(ended.stderr, /cannot write to its own folder/);
        assert.doesNotMatch(ended.stderr, /\n {4}at /, 'no stack of ours');
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );

  it('shows help with every verdict and its exit code', async () => {
    const ended = await work.command(['--help']);
    assert.equal(ended.code, 0);
    assert.match(ended.stdout, /4 {2}time limit exceeded/);
    assert.match(ended.stdout, /^ {2}0 {2}(?:finished, accepted|accepted, finished)$/m);
    for (const command of COMMANDS) assert.match(ended.stdout, new RegExp(`^  sandlot ${command} `, 'm'));
  });

  for (const command of COMMANDS) {
    it(`shows how ${command} is used, and no other command`, async () => {
      const ended = await work.command([command, '--help']);
      assert.deepEqual([ended.code, ended.stderr], [0, '']);
      const used = [...ended.stdout.matchAll(/^ {2}sandlot (\w+)/gm)].map(([, name]) => name);
      assert.deepEqual(new Set(used), new Set([command]));
      for (const part of [/^Options:\n {2}--/m, /^For example:\n {2}npm run -s sandlot -- /m])
        assert.match(ended.stdout, part);
      assert.match(ended.stdout, /^Exit codes:\n {2}0 {2}/m);
      assert.doesNotMatch(ended.stdout, /\{\{/);
      assert.equal((await work.command(['help', command])).stdout, ended.stdout);
    });
  }

  it('says what may follow, where too little was said', async () => {
    assert.match((await work.command(['pack'])).stderr, /^Say what to do with packs: new, check/);
    assert.match((await work.command(['trace', 't'])).stderr, /^Say what to do with it: with --out T/);
    assert.match((await work.command(['grade'])).stderr, /^Say what to grade, and by which exercise: /);
  });
});
