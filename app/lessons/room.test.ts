import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createSecretKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Call } from '../contract/index.ts';
import { Library, LessonRoom, Shelf, lessonRoot } from './index.ts';
import type { PupilsWork } from './room.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-room-'));
after(() => rmSync(folder, { recursive: true }));

/** The bundled course, and a pupil who has done these exercises of it. No engine is there. */
function roomOf(...done: string[]) {
  const made: string[] = [];
  const work: PupilsWork = {
    exercises: async () => [],
    bestMarks: async () => done.map((exercise) => ({ pack: 'first-steps', exercise, score: 10, done: true })),
    projectOf: async (_, name) => {
      made.push(name);
      return name;
    },
    overwrite: async () => undefined,
    filesForRun: async () => [],
    addMark: async () => undefined,
  };
  const shelf = new Shelf({ folder, key: createSecretKey(Buffer.alloc(32)), bundled: lessonRoot });
  const room = new LessonRoom(new Library(shelf, []), work, () => assert.fail('no engine is needed'));
  return { made, handlers: room.handlers(() => Promise.reject(new Error('not the teacher'))) };
}

const call = {} as Call;
const of = (exercise: string) => ({ pack: 'first-steps', exercise });

describe('A lesson', () => {
  it('is neither opened, checked nor begun again while it is locked, and nothing is made for it', async () => {
    const { handlers, made } = roomOf();
    const locked = { code: 'exercise-locked' };
    await assert.rejects(handlers['lesson.open'](of('quotes-or-not'), call), locked);
    await assert.rejects(handlers['lesson.check']({ ...of('quotes-or-not'), edited: [] }, call), locked);
    await assert.rejects(handlers['lesson.reset'](of('quotes-or-not'), call), locked);
    assert.deepEqual(made, []);
  });

  it('that is a prediction is checked without an engine', async () => {
    const { handlers } = roomOf('owl');
    const checked = await handlers['lesson.check']({ ...of('quotes-or-not'), edited: [] }, call);
    assert.deepEqual([checked.score, checked.done], [0, false]);
    const told = { kind: 'prediction', line: 1, expected: null, got: null };
    assert.deepEqual(checked.tests[0]?.seen?.difference, told, 'and not the answer');
  });

  it('says nothing to a pupil of its solution, wrong attempts or tests', async () => {
    const { handlers } = roomOf();
    const told = JSON.stringify(await handlers['lesson.open'](of('owl'), call));
    for (const secret of ['/)__)\\")', 'wrong/', 'misspelt-name', '"tests"'])
      assert.ok(!told.includes(secret), secret);
    await assert.rejects(handlers['lesson.teacher']({ ...of('owl'), pin: null }, call), /not the teacher/);
  });
});
