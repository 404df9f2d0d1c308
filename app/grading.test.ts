import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Pack, type Trial, Workshop, packs, trialsOf, tryPack } from './studio.ts';

const ENGINES = ['docker', 'podman'] as const;
const AT_ONCE = 3;
const addressOf = (engine: string) => process.env[`SANDLOT_TEST_${engine.toUpperCase()}`];
/** Otherwise the other engine's marks are all that they are compared with. */
const isFull = process.env['SANDLOT_FULL'] !== undefined;

/** What may not be another the next time, on whichever engine: by exercise and file. */
type Marks = ReadonlyMap<string, string>;

const markOf = ({ passes, grade }: Trial) => {
  const tests = grade?.tests.map(({ id, verdict, points }) => `${id} ${verdict} ${points}`) ?? [];
  return [passes ? 'passes' : 'fails', grade?.score ?? 'unmarked', ...tests].join(', ');
};

const backwards = (pack: Pack): Pack => ({
  ...pack,
  units: pack.units.toReversed().map((unit) => ({ ...unit, exercises: unit.exercises.toReversed() })),
});

describe('The course that comes with the studio', () => {
  let course: Pack;
  before(async () => {
    course = await packs.readPack(await packs.openFolder(join(packs.lessonRoot, 'first-steps')));
  });
  const marksOn = new Map<string, Marks>();

  it('has 24 exercises of every kind, each with its wrong attempts, in both languages', () => {
    const exercises = course.units.flatMap((unit) => unit.exercises);
    assert.deepEqual([course.units.length, exercises.length, course.languages], [4, 24, ['en', 'es']]);
    assert.equal(new Set(exercises.map(({ kind }) => kind)).size, 6);
    for (const { id, teacher, hints, skills } of exercises) {
      assert.ok(teacher.wrong.length >= 3 && hints.length > 0 && skills.length > 0, id);
    }
  });

  for (const engine of ENGINES) {
    const address = addressOf(engine);
    const skip = address === undefined ? `no ${engine} on this machine` : false;
    describe(`on ${engine}`, { skip }, () => {
      const home = mkdtempSync(join(tmpdir(), 'sandlot-course-'));
      let workshop: Workshop;
      before(async () => {
        Object.assign(process.env, {
          SANDLOT_HOME: home,
          DOCKER_HOST: addressOf('docker') ?? 'unix:///nowhere/docker.sock',
          CONTAINER_HOST: addressOf('podman') ?? 'unix:///nowhere/podman.sock',
        });
        workshop = await Workshop.open({ engine, waiting: 0, gradedAtOnce: AT_ONCE });
      });
      after(async () => {
        await workshop[Symbol.asyncDispose]();
        rmSync(home, { recursive: true, force: true });
      });

      const marksOf = async (pack: Pack): Promise<Marks> => {
        const marks = new Map<string, string>();
        for await (const trial of tryPack(pack, workshop.grader, AT_ONCE)) {
          const name = `${trial.exercise}/${trial.file}`;
          assert.equal(trial.passes, trial.shouldPass, `${name}: ${markOf(trial)}`);
          marks.set(name, markOf(trial));
        }
        return marks;
      };

      it('accepts its solutions and nothing else', { timeout: 900_000 }, async () => {
        const marks = await marksOf(course);
        assert.equal(marks.size, trialsOf(course));
        marksOn.set(engine, marks);
      });

      if (!isFull) return;
      it('gives the same marks in another order', { timeout: 900_000 }, async () => {
        assert.deepEqual(await marksOf(backwards(course)), marksOn.get(engine));
      });
    });
  }

  const one = ENGINES.some((engine) => addressOf(engine) === undefined);
  it('gets the same marks on both engines', { skip: one ? 'there is one engine' : false }, () => {
    assert.equal(marksOn.size, ENGINES.length);
    assert.deepEqual(marksOn.get('docker'), marksOn.get('podman'));
  });
});
