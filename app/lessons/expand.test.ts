import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadAssessment } from '../../runner/index.ts';
import { type AskSolution, assessmentOf } from './expand.ts';
import {
  type Exercise,
  firstWrongLine,
  isMadeOf,
  isPredicted,
  piecesOf,
  shuffledPieces,
  testOf,
} from './index.ts';
import { reading, withExercise } from './testing/packs.ts';

async function exercise(tests: string): Promise<Exercise> {
  const yaml = `id: how-old\ntitle: T\nkind: program\nlimits: { seconds: 2 }\ntests:\n${tests}`;
  const pack = await reading(
    withExercise(yaml, { 'checkers/c.py': 'def check(input, output): return True\n' }),
  );
  const [first] = pack.units[0]?.exercises ?? [];
  assert.ok(first);
  return first;
}

/** A solution that says what it was asked. */
const echo: AskSolution = async (_solution, { input, call }) => ({ output: input, returned: call });
const never: AskSolution = () => Promise.reject(new Error('nobody should ask'));

describe('What a submission is measured by', () => {
  it('is what the pack says', async () => {
    const { tests, limits, files } = await assessmentOf(
      await exercise(`
  - { input: 1, output: 2, compare: numbers, tolerance: 0.5 }
  - { checker: c.py, hidden: true }
  - { call: 'f(1)', returns: 2 }
  - { uses: [for] }
`),
      never,
    );
    assert.deepEqual(tests, [
      {
        ...{ kind: 'program', id: 't1', points: 2.5, input: '1' },
        output: { kind: 'text', text: '2', comparison: { kind: 'numbers', tolerance: 0.5 } },
      },
      {
        ...{ kind: 'program', id: 't2', points: 2.5, input: '' },
        output: { kind: 'checker', source: 'def check(input, output): return True\n' },
      },
      {
        ...{ kind: 'call', id: 't3', points: 2.5, input: '', output: undefined },
        ...{ call: 'f(1)', returns: '2', tolerance: 0 },
      },
      { kind: 'rule', id: 't4', points: 2.5, uses: ['for'], avoids: [] },
    ]);
    assert.equal(limits.cpuMillis, 2_000);
    assert.equal(files.length, 1);
  });

  it('is, of a project without tests, that it runs without an error', async () => {
    const pack = await reading(withExercise('id: how-old\ntitle: T\nkind: project\npoints: 5\n'));
    const [project] = pack.units[0]?.exercises ?? [];
    assert.ok(project);
    const { tests } = await assessmentOf(project, never);
    assert.deepEqual(tests, [{ kind: 'program', id: 't1', points: 5, input: '', output: undefined }]);
  });

  it('is nothing where the solution returns nothing that could be compared', async () => {
    const silent: AskSolution = async () => ({ output: '', returned: undefined });
    const generated = await exercise(`
  - { generate: { times: 1, seed: 7, values: { n: 1..9 } }, call: 'f({n})' }
`);
    await assert.rejects(assessmentOf(generated, silent), BadAssessment);
  });

  it('is generated alike on every machine', async () => {
    const generated = await exercise(`
  - generate: { times: 3, seed: 7, values: { n: 1..100, name: [Ada, Bo] } }
    input: "{name}\\n{n}\\n"
  - generate: { times: 2, seed: 1, values: { a: -10..10 } }
    call: area({a}, {a})
    hidden: true
`);
    const { tests } = await assessmentOf(generated, echo);
    assert.deepEqual(
      tests.map((test) => [test.id, Math.round(test.points * 100), test.kind === 'rule' ? '' : test.input]),
      [
        ['t1.1', 167, 'Bo\n93\n'],
        ['t1.2', 167, 'Bo\n79\n'],
        ['t1.3', 167, 'Ada\n25\n'],
        ['t2.1', 250, ''],
        ['t2.2', 250, ''],
      ],
    );
    const [, , , call] = tests;
    assert.equal(call?.kind === 'call' && call.returns, 'area(10, 10)');
    assert.equal(testOf(generated, 't2.1')?.hidden, true);
  });
});

describe('A prediction', () => {
  it('is right whatever the white space at the ends of lines', () => {
    assert.ok(isPredicted('1 \r\n2\n\n', '1\n2\n'));
    assert.ok(!isPredicted('1\n 2', '1\n2'));
    assert.ok(!isPredicted('12', '1\n2'));
  });

  it('is wrong from a line on, as its pupil counts them', () => {
    assert.equal(firstWrongLine('1\n3\n', '1\n2\n'), 2);
    assert.equal(firstWrongLine('1\n', '1\n2\n'), 2, 'one is missing');
    assert.equal(firstWrongLine('1\n2\n3', '1\n2\n'), 3, 'one is too much');
    assert.equal(firstWrongLine('\n\n1\n3\n', '1\n2\n'), 4);
    assert.equal(firstWrongLine('', '1\n2\n'), 1);
    assert.equal(firstWrongLine('\n1\n2', '1\n2\n'), undefined);
  });
});

describe('Lines to put in order', () => {
  const line = fc.constantFrom('a = 1', 'print(a)', '    b()', 'for i in x:', '        c()');

  it('are all there, never in order, and the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 2, maxLength: 8 }),
        fc.array(line, { maxLength: 3 }),
        fc.nat(),
        (solution, extra, id) => {
          fc.pre(new Set(solution.map((text) => text.trim())).size > 1);
          const shuffled = shuffledPieces(`e${id}`, solution.join('\n'), extra);
          assert.deepEqual(shuffled.toSorted(), piecesOf(solution.join('\n'), extra).toSorted());
          assert.deepEqual(shuffled, shuffledPieces(`e${id}`, solution.join('\n'), extra));
          if (extra.length === 0)
            assert.notDeepEqual(
              shuffled,
              solution.map((text) => text.trim()),
            );
        },
      ),
    );
  });

  it('are what a submission is made of, and of nothing else', () => {
    const pieces = piecesOf('a\nb\n\n  b\n', ['c']);
    assert.ok(isMadeOf('  b\na\nb', pieces));
    assert.ok(isMadeOf('c\r\n', pieces));
    assert.ok(!isMadeOf('a\na', pieces), 'used twice');
    assert.ok(!isMadeOf('a\nd', pieces), 'another line');
  });
});
