import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { python } from '../attacks/attack.ts';
import { onEachEngine } from '../testing/index.ts';
import { HONEST, TESTS } from './cheats/cheat.ts';
import type { Grade } from './grade.ts';
import { GradingRoom, submission } from './testing/index.ts';
import { mutantsOf, shuffled } from './testing/mutants.ts';

const OTHERS = [
  python`
    def double(x):
        result = x + x
        return result

    words = set()
    text = input().split() if __name__ == "__main__" else []
    for word in text:
        words.add(float(word))
    while len(words) == 1:
        n = double(words.pop())
        print(int(n) if n == int(n) else n, end="")
    if len(text) > 1:
        for n in sorted(words):
            print(int(n))
  `,
  python`
    import sys
    numbers = [float(word) for word in sys.stdin.read().split()]
    def double(x):
        total = []
        if isinstance(x, list):
            i = 0
            while i < 2:
                total = total + x
                i = i + 1
            return total
        return 2 * x
    if len(numbers) == 1:
        print(f"{double(numbers[0]):g}", end="")
    else:
        for i in range(len(numbers)):
            for j in range(len(numbers) - 1):
                if numbers[j] > numbers[j + 1]:
                    numbers[j], numbers[j + 1] = numbers[j + 1], numbers[j]
        print(*[int(n) for n in numbers])
  `,
];

/** A sample, unless everything is to be proven. */
const COUNT = process.env['SANDLOT_FULL'] === undefined ? 30 : 220;

/** What may not be another the next time. */
const markOf = ({ score, tests }: Grade) => ({
  score,
  tests: tests.map(({ id, verdict, points }) => `${id}: ${verdict}, ${points}`),
});

/** The marks that each engine has given, in the order of the programs. */
const marksOn = new Map<string, readonly (ReturnType<typeof markOf> | undefined)[]>();

onEachEngine('The same submission', (bench) => {
  let room: GradingRoom;
  before(() => (room = new GradingRoom(bench().engine, 3)));
  after(() => room[Symbol.asyncDispose]());

  it('gets the same mark, in whatever order and company', { timeout: 1_200_000 }, async () => {
    const programs = [HONEST, ...OTHERS];
    const jobs = [...programs, ...mutantsOf(programs, COUNT, 2024)].map((code, label) => ({
      label,
      assessment: TESTS,
      submission: submission(code),
    }));
    const marks = async (order: typeof jobs, atOnce: number) => {
      const found = new Map<number, ReturnType<typeof markOf>>();
      for await (const { label, grade } of room.grader.gradeAll(order, { atOnce }))
        found.set(label, markOf(grade));
      return jobs.map(({ label }) => found.get(label));
    };
    const first = await marks(jobs, 4);
    const second = await marks(shuffled(jobs, 7), 2);
    for (const [index, mark] of first.entries()) {
      assert.deepEqual(second[index], mark, jobs[index]?.submission.files[0]?.content);
    }
    assert.equal(first[0]?.score, TESTS.tests.length);
    assert.ok(first.every((mark) => mark?.score !== null));
    assert.ok(new Set(first.map((mark) => mark?.score)).size > 3, 'mutants that are all alike prove little');
    marksOn.set(bench().engine.info.name, first);
  });
});

const isAlone = ['DOCKER', 'PODMAN'].some((name) => process.env[`SANDLOT_TEST_${name}`] === undefined);
it(
  'The same submission gets the same mark on both engines',
  { skip: isAlone && 'there is one engine' },
  () => {
    assert.equal(marksOn.get('docker')?.length, COUNT + 1 + OTHERS.length);
    assert.deepEqual(marksOn.get('docker'), marksOn.get('podman'));
  },
);
