import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { onEachEngine } from '../../testing/index.ts';
import { GradingRoom, assessment, program, rule, submission } from '../testing/index.ts';
import { type Cheat, HONEST, TESTS, cheatsIn } from './cheat.ts';

const FILES = ['values', 'output', 'machinery'];

// `npm run test:full` tries all of them on each engine; otherwise each is tried on one.
const isFull = process.env['SANDLOT_FULL'] !== undefined;
let engines = 0;

onEachEngine('A cheat', (bench) => {
  const which = engines % 2;
  engines += 1;
  let room: GradingRoom;
  before(() => (room = new GradingRoom(bench().engine)));
  after(() => room[Symbol.asyncDispose]());

  const accepted = async (code: string) => {
    const grade = await room.grader.grade(TESTS, submission(code));
    const ids = grade.tests.filter(({ verdict }) => verdict === 'accepted').map(({ id }) => id);
    return { grade, ids };
  };
  const isHonest = async () => {
    const { ids, grade } = await accepted(HONEST);
    assert.deepEqual(
      ids,
      TESTS.tests.map(({ id }) => id),
      JSON.stringify(grade.tests.filter(({ points }) => points === 0)),
    );
  };

  it('is none that does what it is asked', isHonest);

  for (const file of FILES) {
    describe(file, { concurrency: 2 }, () => {
      const cheats = cheatsIn(new URL(`${file}.txt`, import.meta.url));
      for (const cheat of cheats.filter((_, at) => isFull || at % 2 === which))
        it(cheat.name, () => carryOut(cheat));
    });
  }

  it('has left the next one nothing', isHonest);

  it('by rules: what a program must not have is found by any name', async () => {
    const hidden = [
      'print(sum([1]))',
      's = sum\nprint(s([1]))',
      'import builtins\nprint(builtins.sum([1]))',
      'from builtins import sum as s\nprint(s([1]))',
      'print(eval("su" + "m([1])"))',
      'print(__builtins__.__dict__["su" + "m"]([1]))',
      'print(getattr(__import__("builtins"), "su" + "m")([1]))',
      'exec("print(sum([1]))")',
      'for f in [sum]: print(f([1]))',
      'def f(add=sum): return add([1])\nprint(f())',
      'print(map(sum, [[1]]))',
      `${'print(1)\n'.repeat(4_500)}print(sum([1]))`,
      `x = ${'('.repeat(150)}1${')'.repeat(150)}\nprint(sum([1]))`,
    ];
    for (const code of hidden) {
      const asked = assessment([rule('no sum', [], ['sum()'])]);
      const grade = await room.grader.grade(asked, submission(code));
      assert.equal(grade.score, 0, code.slice(0, 100));
    }
  });

  it('gains nothing from a name that a file of the teacher’s has', async () => {
    const files = [{ path: 'main.py', content: 'print(1)', encoding: 'utf8' as const }];
    const grade = await room.grader.grade(
      assessment([program('a', '', '2')], { files }),
      submission('print(2)'),
    );
    assert.equal(grade.score, 0);
  });

  async function carryOut({ program: code, earns = [], mayCostTheMark = false }: Cheat): Promise<void> {
    const { grade, ids } = await accepted(code);
    assert.deepEqual(ids, [...earns], JSON.stringify(grade.tests.filter(({ points }) => points > 0)));
    if (!mayCostTheMark) assert.notEqual(grade.score, null, JSON.stringify(grade.tests));
  }
});
