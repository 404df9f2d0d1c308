import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createSecretKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setImmediate as others } from 'node:timers/promises';
import type { Grade, SourceFile } from '../../runner/index.ts';
import { testGrade } from '../../runner/grader/grade.ts';
import { type Call, Problem } from '../contract/index.ts';
import type { Marker } from './ask.ts';
import { Library, LessonRoom, Shelf, lessonRoot } from './index.ts';
import type { PupilsWork } from './room.ts';
import { type Files, SMALL, inMemory, withExercise } from './testing/packs.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-room-'));
after(() => rmSync(folder, { recursive: true }));

interface Given {
  /** Exercises of the bundled course that the pupil has done. */
  readonly done?: readonly string[];
  /** A pack that was taken in beside it. */
  readonly pack?: Files;
  /** What her project holds when it is checked. */
  readonly files?: readonly SourceFile[];
  readonly marker?: Partial<Marker>;
}

/** The bundled course, perhaps another pack, and a pupil's work, in which all that is done is written down. */
async function roomOf({ done = [], pack, files = [], marker }: Given = {}) {
  const works: { pack: string; exercise: string; project: string }[] = [];
  const marks: Parameters<PupilsWork['addMark']>[0][] = [];
  const written: { path: string; content: string | Uint8Array }[] = [];
  const work: PupilsWork = {
    exercises: async () => works,
    bestMarks: async () => [
      ...done.map((exercise) => ({ pack: 'first-steps', exercise, score: 10, done: true })),
      ...marks,
    ],
    projectOf: async (of, name, beginning) => {
      if (works.some(({ project }) => project === name)) return name;
      works.push({ ...of, project: name });
      written.push(...beginning);
      return name;
    },
    overwrite: async (_, path, content) => void written.push({ path, content }),
    filesForRun: async () => [...files],
    addMark: async (mark) => void marks.push(mark),
  };
  const shelf = new Shelf({
    folder: mkdtempSync(join(folder, 'shelf-')),
    key: createSecretKey(Buffer.alloc(32)),
    bundled: lessonRoot,
  });
  if (pack !== undefined) await shelf.take(inMemory(pack));
  const none = () => assert.fail('no engine is needed');
  const room = new LessonRoom(new Library(shelf, []), work, async () =>
    marker === undefined ? none() : { grade: none, observe: none, ...marker },
  );
  const handlers = room.handlers(async (pin) => {
    if (pin !== '1234') throw new Problem('pin-wrong');
  });
  return { room, handlers, works, marks, written };
}

const call: Call = { id: 1, emit: async () => undefined, onLeave: () => undefined };
const of = (exercise: string) => ({ pack: 'first-steps', exercise });
const small = { pack: 'small', exercise: 'how-old' };

/** A grade with these verdicts, of tests that are worth as much as they are in the assessment. */
const gradeOf =
  (...verdicts: Grade['tests'][number]['verdict'][]): Marker['grade'] =>
  async ({ tests }) => {
    const graded = tests.map(({ id, points }, at) =>
      testGrade({ id, outOf: points, verdict: verdicts[at] ?? 'accepted' }),
    );
    const score = verdicts.includes('internal error')
      ? null
      : graded.reduce((sum, { points }) => sum + points, 0);
    return { tests: graded, score, outOf: 10 };
  };

describe('A lesson', () => {
  it('is neither opened, checked nor begun again while it is locked, and nothing is made for it', async () => {
    const { handlers, works } = await roomOf();
    const locked = { code: 'exercise-locked' };
    await assert.rejects(handlers['lesson.open'](of('quotes-or-not'), call), locked);
    await assert.rejects(handlers['lesson.check']({ ...of('quotes-or-not'), edited: [] }, call), locked);
    await assert.rejects(handlers['lesson.reset'](of('quotes-or-not'), call), locked);
    assert.deepEqual(works, []);
  });

  it('that is a prediction is checked without an engine', async () => {
    const { handlers } = await roomOf({ done: ['owl'] });
    const checked = await handlers['lesson.check']({ ...of('quotes-or-not'), edited: [] }, call);
    assert.deepEqual([checked.score, checked.done], [0, false]);
    const told = { kind: 'prediction', line: 1, expected: null, got: null };
    assert.deepEqual(checked.tests[0]?.seen?.difference, told, 'and not the answer');
  });

  it('says nothing to a pupil of its solution, wrong attempts or tests', async () => {
    const { handlers } = await roomOf();
    const told = JSON.stringify(await handlers['lesson.open'](of('owl'), call));
    for (const secret of ['/)__)\\")', 'wrong/', 'misspelt-name', '"tests"'])
      assert.ok(!told.includes(secret), secret);
    const view = handlers['lesson.teacher']({ ...of('owl'), pin: null }, call);
    await assert.rejects(view, { code: 'pin-wrong' });
  });

  it('begins, and begins again, with the starter and every file that the program may read', async () => {
    const picture = Buffer.from([0x89, 0xff, 0]);
    const files = {
      'exercises/how-old/starter.py': 'print()\n',
      'exercises/how-old/files/pixels.bin': picture,
    };
    const { handlers, written } = await roomOf({ pack: { ...SMALL, ...files } });
    await handlers['lesson.open'](small, call);
    const beginning = [
      { path: 'main.py', content: 'print()\n' },
      { path: 'animals.txt', content: 'cat\n' },
      { path: 'pixels.bin', content: picture },
    ];
    assert.deepEqual(written, beginning);
    await handlers['lesson.reset'](small, call);
    assert.deepEqual(written, [...beginning, ...beginning]);
  });

  it('that is done stays done when a later check comes to less', async () => {
    const verdicts = ['accepted', 'wrong answer'] as const;
    let round = 0;
    const grade: Marker['grade'] = (...given) => gradeOf(verdicts[(round += 1) - 1] ?? 'accepted')(...given);
    const { handlers, marks } = await roomOf({ pack: SMALL, marker: { grade } });
    const check = () => handlers['lesson.check']({ ...small, edited: [] }, call);
    assert.deepEqual([(await check()).done, (await check()).done], [true, false]);
    assert.deepEqual(
      marks.map(({ score, points, version, done }) => [score, points, version, done]),
      [
        [10, 10, '1.0.0', true],
        [4, 10, '1.0.0', false],
      ],
    );
    assert.equal((await handlers['lesson.open'](small, call)).progress.state, 'done');
  });

  it('of which some tests could not be judged has no mark', async () => {
    const { handlers, marks } = await roomOf({ pack: SMALL, marker: { grade: gradeOf('internal error') } });
    const checked = await handlers['lesson.check']({ ...small, edited: [] }, call);
    assert.deepEqual([checked.score, checked.done, marks], [null, false, []]);
  });

  it('tells of a hidden test whether it passed, and nothing else', async () => {
    const { handlers } = await roomOf({
      pack: SMALL,
      marker: { grade: gradeOf('accepted', 'time limit exceeded') },
    });
    const { tests } = await handlers['lesson.check']({ ...small, edited: [] }, call);
    assert.deepEqual(
      tests.map(({ seen }) => seen?.verdict ?? null),
      ['accepted', null],
    );
    const hidden = { id: 't2', name: null, passed: false, points: 0, outOf: 4, seen: null };
    assert.deepEqual(tests[1], hidden);
  });

  it('asks its solution for what is generated once, and again if there was no box', async () => {
    const yaml = `id: how-old\ntitle: T\nkind: program\ntests:
  - { generate: { times: 2, seed: 1, values: { n: 1..9 } }, input: '{n}' }`;
    let asked = 0;
    const observe: Marker['observe'] = async () => {
      asked += 1;
      if (asked === 1) throw new Problem('unexpected');
      return { verdict: 'finished', output: '1', returned: undefined };
    };
    const { handlers } = await roomOf({ pack: withExercise(yaml), marker: { observe, grade: gradeOf() } });
    const check = () => handlers['lesson.check']({ ...small, edited: [] }, call);
    await assert.rejects(check(), { code: 'unexpected' });
    for (let round = 0; round < 3; round += 1) assert.equal((await check()).tests.length, 1);
    assert.equal(asked, 3);
  });
});

describe('An exercise that its author has broken', () => {
  it('is called that, and nothing is told of its hidden tests', async () => {
    const yaml = `id: how-old\ntitle: T\nkind: function\ntests:
  - { hidden: true, generate: { times: 1, seed: 1, values: { n: 1..9 } }, call: 'secret({n})' }`;
    const observe: Marker['observe'] = async () => ({ verdict: 'finished', output: '', returned: undefined });
    const { handlers } = await roomOf({ pack: withExercise(yaml), marker: { observe, grade: gradeOf() } });
    await assert.rejects(handlers['lesson.check']({ ...small, edited: [] }, call), {
      code: 'exercise-broken',
      details: {},
    });
  });
});

describe('Checks', () => {
  /** A room whose grader waits to be told. */
  async function busyRoom() {
    const waiting: (() => void)[] = [];
    let graded = 0;
    const { handlers, room } = await roomOf({
      pack: SMALL,
      marker: {
        grade: async (...given) => {
          graded += 1;
          await new Promise<void>((resolve) => waiting.push(resolve));
          return gradeOf()(...given);
        },
      },
    });
    await room.list(); // so that packs have been read, and nothing takes longer than some turns
    const check = (caller = call) => handlers['lesson.check']({ ...small, edited: [] }, caller);
    const settled = async () => {
      for (let turn = 0; turn < 20; turn += 1) await others();
    };
    const next = async () => {
      await settled();
      waiting.shift()?.();
      await settled();
    };
    return { check, next, settled, graded: () => graded, atOnce: () => waiting.length };
  }

  it('are graded one at a time, a few wait, and of more the window is told', async () => {
    const { check, next, settled, graded, atOnce } = await busyRoom();
    const first = [check(), check(), check(), check()];
    await settled();
    const more = await Promise.allSettled(Array.from({ length: 200 }, () => check()));
    assert.ok(more.every((one) => one.status === 'rejected'));
    await assert.rejects(check(), { code: 'too-many-checks', details: { most: 4 } });
    for (let done = 1; done <= 4; done += 1) {
      assert.deepEqual([graded(), atOnce()], [done, 1]);
      await next();
    }
    for (const checked of await Promise.all(first)) assert.equal(checked.score, 10);
    const another = check();
    await next();
    assert.equal((await another).score, 10, 'there is room again');
  });

  it('of a window that has gone are not made, and keep nobody else from one', async () => {
    const { check, next, settled, graded } = await busyRoom();
    const first = check();
    const leavers: (() => void)[] = [];
    const leaving = { ...call, onLeave: (listener: () => void) => leavers.push(listener) };
    const gone = [check(leaving), check(leaving), check(leaving)];
    await settled();
    for (const leave of leavers) leave();
    const last = check();
    const dropped = gone.map((one) => assert.rejects(one, { name: 'AbortError' }));
    await next();
    await next();
    await Promise.all([first, ...dropped, last]);
    assert.equal(graded(), 2);
  });
});

describe('A pack that is removed', () => {
  it('goes only when a teacher says so', async () => {
    const { handlers, room } = await roomOf({ pack: SMALL });
    await assert.rejects(handlers['lesson.remove']({ pack: 'small', pin: null }, call), {
      code: 'pin-wrong',
    });
    const ids = async () => (await room.list()).packs.map(({ id }) => id);
    assert.deepEqual(await ids(), ['first-steps', 'small']);
    await handlers['lesson.remove']({ pack: 'small', pin: '1234' }, call);
    assert.deepEqual(await ids(), ['first-steps']);
  });

  it('leaves what pupils have made of it, as programs of their own', async () => {
    const { handlers, room } = await roomOf({ pack: SMALL });
    let told = 0;
    room.onChange(() => (told += 1));
    const { project } = await handlers['lesson.open'](small, call);
    assert.deepEqual([...(await room.projects())], [project]);
    await handlers['lesson.remove']({ pack: 'small', pin: '1234' }, call);
    assert.equal(await handlers['lesson.of']({ project }, call), null);
    assert.deepEqual([...(await room.projects())], []);
    assert.equal(told, 1);
  });

  it('is none that came with the studio, or is not there', async () => {
    const { handlers } = await roomOf();
    const remove = (pack: string) => handlers['lesson.remove']({ pack, pin: '1234' }, call);
    await assert.rejects(remove('first-steps'), { code: 'pack-bundled' });
    await assert.rejects(remove('nothing'), { code: 'no-such-pack' });
  });
});
