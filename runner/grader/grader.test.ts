import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { GRADED_LIMITS, RunnerError } from '../model/index.ts';
import { onEachEngine } from '../testing/index.ts';
import type { Test } from './assessment.ts';
import { BadAssessment } from './check.ts';
import { type Grade, type TestGrade, gradeSchema } from './grade.ts';
import { GradingRoom, assessment, call, checker, program, rule, submission } from './testing/index.ts';

onEachEngine('A grader', (bench) => {
  let room: GradingRoom;
  before(() => (room = new GradingRoom(bench().engine)));
  after(() => room[Symbol.asyncDispose]());

  const grade = async (code: string, tests: readonly Test[], rest = {}): Promise<Grade> => {
    const given = await room.grader.grade(assessment(tests, rest), submission(code));
    return gradeSchema.parse(given);
  };
  const gradeOne = async (code: string, test: Test, rest = {}): Promise<TestGrade> => {
    const [first] = (await grade(code, [test], rest)).tests;
    assert.ok(first);
    return first;
  };
  const verdicts = ({ tests }: Grade) => tests.map(({ verdict }) => verdict);

  it('gives points for each test that is right, and none for the others', async () => {
    const code = 'n = int(input())\nprint(n + 1 if n != 3 else 0)';
    const given = await grade(code, [
      program('a', '1\n', '2'),
      program('b', '3\n', '4', 2),
      program('c', '9', '10', 3),
    ]);
    assert.deepEqual(verdicts(given), ['accepted', 'wrong answer', 'accepted']);
    assert.deepEqual([given.score, given.outOf], [4, 6]);
    assert.deepEqual(
      [given.tests[1]?.difference?.line, given.tests[1]?.difference?.got?.text, given.tests[1]?.points],
      [1, '0', 0],
    );
  });

  it('tells in which way a program fails, and goes on with the next test', async () => {
    const code = [
      'import os, sys',
      'what = input()',
      'if what == "error": print("before"); 1 / 0',
      'if what == "exit": sys.exit(3)',
      'if what == "time":',
      '    while True: pass',
      'if what == "sleep": import time; time.sleep(60)',
      'if what == "memory": x = bytearray(10**9)',
      'if what == "hog": x = [b"x" * 2**20 for i in range(10**4)]',
      'if what == "flood":',
      '    while True: print("x" * 1000)',
      'if what == "signal": os.kill(os.getpid(), 9)',
      'if what == "input": input()',
      'print("fine")',
    ].join('\n');
    const asked = [
      'fine',
      'error',
      'exit',
      'time',
      'sleep',
      'memory',
      'hog',
      'flood',
      'signal',
      'input',
      'fine',
    ];
    const limits = { ...GRADED_LIMITS, cpuMillis: 1_000, wallClockMillis: 2_000 };
    const tests = asked.map((what, index) => program(`${index}`, `${what}\n`, 'fine'));
    const given = await grade(code, tests, { limits });
    assert.deepEqual(verdicts(given), [
      'accepted',
      'runtime error',
      'runtime error',
      'time limit exceeded',
      'time limit exceeded',
      'memory limit exceeded',
      'memory limit exceeded',
      'output limit exceeded',
      'runtime error',
      'runtime error',
      'accepted',
    ]);
    const [, failed, left] = given.tests;
    assert.deepEqual(
      [failed?.error?.name, failed?.stdout.text, failed?.stderr.text],
      ['ZeroDivisionError', 'before\n', ''],
    );
    assert.equal(left?.exitCode, 3);
    assert.equal(given.tests[7]?.stdout.isWhole, false);
  });

  it('tells a program that is not Python', async () => {
    const given = await grade('print(', [
      program('a', '', ''),
      call('b', 'f()', '1'),
      rule('c', [], ['for']),
    ]);
    assert.deepEqual(verdicts(given), ['compile error', 'compile error', 'compile error']);
    assert.equal(given.tests[0]?.error?.name, 'SyntaxError');
    assert.equal(given.score, 0);
  });

  it('may ask for no more than that a program ends without an error', async () => {
    const test: Test = { kind: 'program', id: 'a', points: 1, input: '', output: undefined };
    const asked = { 'print(1)': 'accepted', '1 / 0': 'runtime error', 'exit(1)': 'runtime error' };
    for (const [code, verdict] of Object.entries(asked)) {
      assert.equal((await gradeOne(code, test)).verdict, verdict, code);
    }
  });

  it('calls functions, and compares as Python does', async () => {
    const code =
      'print("loaded")\ndef half(n):\n    print(n)\n    return n / 2\ndef nothing(): pass\nclass A: pass';
    const given = await grade(code, [
      call('a', 'half(4)', '2'),
      call('b', 'half(4)', '3'),
      call('c', 'half(1)', '0.5001', { tolerance: 0.001 }),
      call('d', 'half(4)', '2', { output: 'loaded\n4' }),
      call('e', 'half(4)', '2', { output: 'loaded' }),
      call('f', 'nothing()', 'None'),
      call('g', 'A()', '1'),
      call('h', 'missing()', '1'),
      call('i', 'half(4)', undefined, { output: 'loaded\n4' }),
      call('j', 'half("a")', undefined),
    ]);
    assert.deepEqual(verdicts(given), [
      'accepted',
      'wrong answer',
      'accepted',
      'accepted',
      'wrong answer',
      'accepted',
      'wrong answer',
      'runtime error',
      'accepted',
      'runtime error',
    ]);
    assert.deepEqual(given.tests[1]?.returned, { kind: 'value', text: '2.0' });
    assert.deepEqual(given.tests[6]?.returned, { kind: 'not plain', type: 'A' });
  });

  it('asks a checker in a box of its own', async () => {
    const source =
      'def check(input, output):\n    return sorted(output.split()) == sorted(input.split()) or "not all of them"';
    const given = await grade('print(*reversed(input().split()))', [
      program('a', '1 2 3\n', checker(source)),
      program('b', 'é🐍 \\ " \'\n', checker(source)),
    ]);
    assert.deepEqual(verdicts(given), ['accepted', 'accepted']);
    const wrong = await gradeOne('print(1)', program('a', '1 2 3\n', checker(source)));
    assert.deepEqual([wrong.verdict, wrong.words], ['wrong answer', 'not all of them']);
    const no = await gradeOne('print(1)', program('a', '', checker('check = lambda i, o: False')));
    assert.deepEqual([no.verdict, no.words], ['wrong answer', null]);
  });

  it('takes an output on which the checker fails for a wrong one', async () => {
    const source = 'def check(i, o): return int(o) == 1';
    const given = await grade(
      'print(input())',
      ['1', 'one'].map((id) => program(id, id, checker(source))),
    );
    assert.deepEqual([given.score, verdicts(given)], [1, ['accepted', 'wrong answer']]);
  });

  it('has no mark where a checker has none', async () => {
    for (const source of [
      'def check(i, o): return 1',
      'def check(i, o): return 2',
      'x = 1',
      '(',
      'def check(i, o): exit()',
    ]) {
      const given = await grade('print(1)', [program('a', '', checker(source)), program('b', '', '1')]);
      assert.deepEqual([given.score, verdicts(given)], [null, ['internal error', 'accepted']], source);
    }
  });

  it('looks for what a program uses and avoids', async () => {
    const code =
      'import math\ndef f(x):\n    return [y for y in x]\nfor i in range(3):\n    print(f"{i}")\n    z = s = sum\n';
    const given = await grade(code, [
      rule('a', [
        'for',
        'loop',
        'function',
        'return',
        'list',
        'comprehension',
        'f-string',
        'import',
        'print()',
      ]),
      rule('b', ['while', 'for', 'dict']),
      rule('c', [], ['while', 'import']),
      rule('d', [], ['sum()']),
      rule('e', [], ['while', 'if', 'else', 'dict', 'append()']),
    ]);
    assert.deepEqual(verdicts(given), [
      'accepted',
      'wrong answer',
      'wrong answer',
      'wrong answer',
      'accepted',
    ]);
    assert.deepEqual(given.tests[1]?.rule?.missing, ['while', 'dict']);
    assert.deepEqual(given.tests[2]?.rule?.found, [{ feature: 'import', file: 'main.py', line: 1 }]);
    assert.deepEqual(given.tests[3]?.rule?.found, [{ feature: 'sum()', file: 'main.py', line: 6 }]);
  });

  it('reads the teacher’s files, whatever else has their names', async () => {
    const files = [{ path: 'words.txt', content: 'right', encoding: 'utf8' as const }];
    const test = program('a', '', 'right');
    const handedIn = submission('print(open("words.txt").read())', { 'words.txt': 'wrong' });
    const given = await room.grader.grade(assessment([test], { files }), handedIn);
    assert.equal(given.score, 1);
  });

  it('gives each test a fresh start', async () => {
    const code = [
      'import os, pathlib, sys, random, time',
      'found = sorted(os.listdir()) + os.listdir("/tmp") + os.listdir("/dev/shm")',
      'pids = [p for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, os.getpid())]',
      'old = os.stat("/work").st_atime < 10**9 or os.stat("/tmp").st_mtime < 10**9',
      'print(found, pids, input(), sys.flags.hash_randomization, {"a", "b", "c", "d"}, old)',
      'pathlib.Path("left").write_text("x"); pathlib.Path("/tmp/left").write_text("x")',
      'os.utime("/work", (5, 5)); os.utime("/tmp", (5, 5))',
      'if os.fork() == 0:',
      '    os.setsid()',
      '    time.sleep(100)',
    ].join('\n');
    const tests = ['1', '2', '3'].map((id) => program(id, 'same\nmore\nand more\n', ''));
    const first = await grade(code, tests);
    const printed = new Set(first.tests.map(({ stdout }) => stdout.text));
    assert.equal(printed.size, 1, [...printed].join());
    assert.match([...printed][0] ?? '', /^\['main\.py'\] \[\] same 0 .* False\n$/);
    const second = await grade(code, tests);
    assert.equal(second.tests[0]?.stdout.text, first.tests[0]?.stdout.text);
  });

  it('refuses an assessment that makes no sense, before anything runs', async () => {
    const tests = [
      call('a', 'f(x)', '1'),
      call('b', 'f()', 'x'),
      program('c', '', { kind: 'text', text: '(', comparison: { kind: 'regex' } }),
      rule('d', ['goto']),
      rule('d', ['for']),
    ];
    await assert.rejects(grade('', tests), (error: unknown) => {
      assert.ok(error instanceof BadAssessment);
      assert.deepEqual(
        error.problems.map(({ test, part }) => `${test} ${part}`),
        ['a call', 'b returns', 'c pattern', 'd feature', 'd id'],
      );
      return true;
    });
  });

  it('tries what was nobody’s fault again in another box', async () => {
    let boxes = 0;
    await using shaky = new GradingRoom(bench().engine, 1, (parts) => ({
      ...parts,
      pool: {
        take: async (kind) => {
          boxes += 1;
          if (boxes === 2) throw new RunnerError('engine-lost');
          const taken = await parts.pool.take(kind);
          if (boxes === 1) setTimeout(() => void taken.sandbox.destroy(), 300);
          return taken;
        },
      },
    }));
    const code = 'import time\ntime.sleep(0.6)\nprint(1)';
    const given = await shaky.grader.grade(
      assessment([program('a', '', '1'), program('b', '', '1')]),
      submission(code),
    );
    assert.deepEqual([given.score, boxes], [2, 3]);
  });

  it('gives no mark, rather than none of the points, if it cannot run anything', async () => {
    const lost = () => Promise.reject(new RunnerError('engine-lost'));
    await using dead = new GradingRoom(bench().engine, 0, (parts) => ({
      ...parts,
      pool: { take: lost },
      facts: { read: lost },
    }));
    const given = await dead.grader.grade(
      assessment([program('a', '', '1'), rule('b', ['for'])]),
      submission('print(1)'),
    );
    assert.deepEqual([given.score, verdicts(given)], [null, ['internal error', 'internal error']]);
  });

  it('grades many, in any order, and what is in its journal not again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandlot-journal-'));
    try {
      const journal = join(folder, 'grades.jsonl');
      const asked = assessment([program('a', '', '1'), call('b', 'f()', '1')]);
      const jobs = ['print(1)', 'print(2)', 'f = lambda: 1', 'print(1)', 'print(1)\nf = lambda: 1'].map(
        (code, label) => ({
          label,
          assessment: asked,
          submission: submission(code),
        }),
      );
      const run = async () => {
        const all = [];
        for await (const one of room.grader.gradeAll(jobs, { atOnce: 2, journal })) all.push(one);
        all.sort((a, b) => a.label - b.label);
        return {
          scores: all.map(({ grade: { score } }) => score),
          resumed: all.filter(({ resumed }) => resumed).length,
        };
      };
      const first = await run();
      assert.deepEqual(first.scores, [1, 0, 1, 1, 2]);
      appendFileSync(journal, '{"version":1,"key":"half a li');
      assert.deepEqual(await run(), { scores: first.scores, resumed: 5 });
      assert.equal(
        readFileSync(journal, 'utf8').trimEnd().split('\n').length,
        4,
        'the same one twice is graded once',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
