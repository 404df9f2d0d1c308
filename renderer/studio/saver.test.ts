import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Problem, type ProblemCode } from '../../app/contract/index.ts';
import { Saver, type Saving } from './saver.ts';

/** A disk for one file: each write waits until the test lets it succeed or fail, unless it is told to be quick. */
class Disk {
  readonly written: string[] = [];
  readonly bases: (string | null)[] = [];
  readonly states: Saving['state'][] = [];
  readonly saver: Saver;
  atOnce = 0;
  most = 0;
  quick = true;
  #revision = 0;
  #open: ((problem?: ProblemCode) => void) | undefined;

  constructor(text = '') {
    this.saver = new Saver(text, 'r0', {
      write: (text, base) => this.#write(text, base),
      whenChanged: ({ state }) => this.states.push(state),
    });
  }

  get busy(): boolean {
    return this.#open !== undefined;
  }

  /** Let the write that is open end. */
  async end(problem?: ProblemCode): Promise<void> {
    this.#open?.(problem);
    await turn();
  }

  async #write(text: string, base: string | null): Promise<{ revision: string }> {
    this.bases.push(base);
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    const { promise, resolve } = Promise.withResolvers<ProblemCode | undefined>();
    this.#open = resolve;
    if (this.quick) resolve(undefined);
    const problem = await promise;
    this.#open = undefined;
    this.atOnce -= 1;
    if (problem !== undefined) throw new Problem(problem);
    this.written.push(text);
    return { revision: `r${++this.#revision}` };
  }
}

/** Time goes by, and all that comes of it happens. */
async function pass(millis: number): Promise<void> {
  mock.timers.tick(millis);
  await turn();
}

const slowDisk = () => Object.assign(new Disk(), { quick: false });

describe('A saver', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
  afterEach(() => mock.timers.reset());

  it('saves when the typing pauses, once', async () => {
    const { saver, written, states } = new Disk();
    for (const text of ['p', 'pr', 'pri']) {
      saver.edit(text);
      await pass(100);
    }
    assert.deepEqual(written, []);
    await pass(200);
    assert.deepEqual(written, ['pri']);
    assert.deepEqual(states, ['unsaved', 'saved']);
    await pass(60_000);
    assert.equal(written.length, 1);
  });

  it('saves after a second at the latest when the typing never pauses', async () => {
    const { saver, written } = new Disk();
    for (let typed = 0; typed < 30; typed++) {
      saver.edit('x'.repeat(typed));
      await pass(100);
    }
    assert.ok(written.length >= 2 && written.length <= 4, `${written.length} writes in three seconds`);
  });

  it('makes each write from what the one before has made', async () => {
    const { saver, bases } = new Disk();
    for (const text of ['a', 'b', 'c']) {
      saver.edit(text);
      await pass(300);
    }
    assert.deepEqual(bases, ['r0', 'r1', 'r2']);
    assert.equal(saver.revision, 'r3');
  });

  it('writes one at a time, and what is typed meanwhile after it', async () => {
    const disk = slowDisk();
    disk.saver.edit('a');
    await pass(300);
    disk.saver.edit('ab');
    await pass(5_000);
    assert.equal(disk.most, 1);
    await disk.end();
    assert.equal(disk.saver.saving.state, 'unsaved');
    await pass(300);
    await disk.end();
    assert.deepEqual(disk.written, ['a', 'ab']);
    assert.equal(disk.most, 1);
    assert.equal(disk.saver.saving.state, 'saved');
  });

  it('stays failed while somebody types on, until something was written', async () => {
    const disk = slowDisk();
    for (const text of ['a', 'ab', 'abc']) {
      disk.saver.edit(text);
      await pass(400);
      await disk.end('work-unwritable');
    }
    assert.deepEqual(disk.states, ['unsaved', 'failed', 'failed', 'failed']);
    disk.saver.edit('abcd');
    await pass(400);
    await disk.end();
    assert.equal(disk.states.at(-1), 'saved');
    assert.deepEqual(disk.written, ['abcd']);
  });

  it('tries again when it failed, with all that was typed since', async () => {
    const disk = slowDisk();
    disk.saver.edit('a');
    await pass(300);
    await disk.end('work-unwritable');
    const { saving } = disk.saver;
    assert.equal('problem' in saving ? saving.problem.code : saving.state, 'work-unwritable');
    await pass(1_999);
    assert.equal(disk.busy, false);
    await pass(1);
    assert.equal(disk.busy, true);
    disk.saver.edit('ab');
    await disk.end('work-unwritable');
    await pass(300);
    await disk.end();
    assert.deepEqual(disk.written, ['ab']);
    assert.equal(disk.saver.saving.state, 'saved');
  });

  for (const code of ['file-changed', 'file-exists'] as const) {
    it(`waits for the pupil when it hears ${code}`, async () => {
      const disk = slowDisk();
      disk.saver.edit('mine');
      await pass(300);
      await disk.end(code);
      disk.saver.edit('mine, more');
      await pass(1_500);
      await disk.end(code);
      await pass(60_000);
      assert.equal(disk.saver.saving.state, 'changed');
      assert.deepEqual(disk.states, ['unsaved', 'changed', 'changed'], 'it never looks decided');
      await disk.saver.flush();
      assert.deepEqual(disk.bases, ['r0', 'r0'], 'what is refused is kept among the versions, once');

      disk.quick = true;
      await disk.saver.insist('theirs');
      assert.deepEqual(disk.written, ['mine, more']);
      assert.deepEqual(disk.bases, ['r0', 'r0', 'theirs']);
      assert.equal(disk.saver.saving.state, 'saved');
    });
  }

  it('keeps what is typed among the versions when its window goes before the pupil has decided', async () => {
    const disk = slowDisk();
    disk.saver.edit('mine');
    await pass(300);
    await disk.end('file-changed');
    disk.saver.edit('mine, more');
    const flushing = disk.saver.flush();
    await turn();
    assert.equal(disk.busy, true, 'at once');
    await disk.end('file-changed');
    await flushing;
    await pass(60_000);
    assert.equal(disk.bases.length, 2);
  });

  it('writes the same once more when the line was lost, and then what was typed since', async () => {
    const disk = slowDisk();
    disk.saver.edit('a');
    await pass(300);
    disk.saver.edit('ab');
    await disk.end('connection-lost');
    disk.quick = true;
    await pass(2_000);
    await pass(2_000);
    assert.deepEqual(disk.written, ['a', 'ab']);
    assert.deepEqual(disk.bases, ['r0', 'r0', 'r1']);
  });

  it('takes what somebody else wrote, and forgets what was typed', async () => {
    const { saver, written } = new Disk();
    saver.edit('mine');
    saver.replace('theirs', 'r9');
    await pass(60_000);
    assert.deepEqual(written, []);
    assert.equal(saver.text, 'theirs');
    assert.equal(saver.revision, 'r9');
    assert.equal(saver.saving.state, 'saved');
  });

  it('flushes at once, and only what is not saved', async () => {
    const { saver, written } = new Disk();
    await saver.flush();
    assert.deepEqual(written, []);
    saver.edit('a');
    await saver.flush();
    await pass(60_000);
    assert.deepEqual(written, ['a']);
  });

  it('has flushed when each of several flushes returns', async () => {
    const disk = slowDisk();
    disk.saver.edit('a');
    const flushed: string[] = [];
    const flushes = ['one', 'two'].map((name) => disk.saver.flush().then(() => flushed.push(name)));
    await turn();
    assert.deepEqual(flushed, []);
    await disk.end();
    await Promise.all(flushes);
    assert.deepEqual(disk.written, ['a']);
  });

  it('flushes what is typed during a write, too', async () => {
    const disk = slowDisk();
    disk.saver.edit('a');
    await pass(300);
    disk.saver.edit('ab');
    disk.quick = true;
    const flushing = disk.saver.flush();
    await disk.end();
    await flushing;
    assert.deepEqual(disk.written, ['a', 'ab']);
  });

  it('that is closed is quiet, even when a write fails after that', async () => {
    const disk = slowDisk();
    disk.saver.edit('a');
    await pass(300);
    disk.saver.close();
    await disk.end('work-unwritable');
    await pass(60_000);
    assert.equal(disk.bases.length, 1);
  });

  it('has in the end written what was last typed, whatever happens on the way', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant('type' as const) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 2_500 }) },
      { weight: 3, arbitrary: fc.constant('succeed' as const) },
      { weight: 2, arbitrary: fc.constant('fail' as const) },
      { weight: 1, arbitrary: fc.constant('flush' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const disk = slowDisk();
        let typed = '';
        for (const step of steps) {
          if (typeof step === 'number') await pass(step);
          else if (step === 'type') disk.saver.edit((typed += 'x'));
          else if (step === 'flush') void disk.saver.flush();
          else await disk.end(step === 'fail' ? 'work-unwritable' : undefined);
        }
        disk.quick = true;
        await disk.end();
        await pass(2_000);
        await pass(2_000);
        assert.equal(disk.saver.saving.state, 'saved');
        assert.equal(disk.written.at(-1) ?? '', typed);
        assert.ok(disk.most <= 1);
      }),
      { numRuns: 300 },
    );
  });
});
