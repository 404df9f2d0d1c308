import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { type BoxSize, LIVE_LIMITS, RunnerError } from '../model/index.ts';
import { type BoxChannel, type ChannelListener, Sandbox } from '../sandbox/index.ts';
import { Outward, encodeFrame } from '../wire/index.ts';
import { Pool, waitingBoxes } from './index.ts';

const nothing = (): undefined => undefined;

/** A box that says that it is ready, and nothing else. */
class FakeBox implements BoxChannel {
  destroyed = 0;
  listener: ChannelListener | undefined;

  listen(listener: ChannelListener): void {
    this.listener = listener;
    listener.data(encodeFrame(Outward.ready, 0, Buffer.from('{"protocol":1}')));
  }

  break(): void {
    this.listener?.end({ cause: 'box lost', outOfMemory: false, lastWords: '' });
  }

  readonly write = nothing;
  readonly pause = nothing;
  readonly resume = nothing;

  async destroy(): Promise<void> {
    this.destroyed += 1;
  }
}

/** An engine whose boxes come when the test says so. */
class FakeEngine {
  readonly boxes: FakeBox[] = [];
  readonly asked: BoxSize[] = [];
  gate: Promise<unknown> = Promise.resolve();
  failing = false;

  async open(size: BoxSize): Promise<Sandbox> {
    this.asked.push(size);
    await this.gate;
    if (this.failing) throw new RunnerError('engine-lost');
    const box = new FakeBox();
    this.boxes.push(box);
    return new Sandbox(box, { engine: 'fake' });
  }

  get destroyed(): number {
    return this.boxes.filter(({ destroyed }) => destroyed > 0).length;
  }
}

const size = LIVE_LIMITS;

describe('A pool', () => {
  it('whose first box fails gives its taker the second', async () => {
    const engine = new FakeEngine();
    const first = Promise.withResolvers<undefined>();
    engine.gate = first.promise;
    await using pool = new Pool(engine, { size, count: 1 });
    pool.fill();
    engine.gate = pause(20);
    const taken = pool.take(size);
    first.reject(new RunnerError('box-failed'));
    const { sandbox } = await taken;
    await sandbox.destroy();
  });

  it('that is closed tells whoever waits, and destroys what was being made for him', async () => {
    const engine = new FakeEngine();
    engine.gate = pause(20);
    const pool = new Pool(engine, { size, count: 0 });
    const taken = pool.take(size);
    const closing = pool[Symbol.asyncDispose]();
    await assert.rejects(taken, { code: 'closed' });
    await closing;
    assert.equal(engine.destroyed, 1);
  });

  it('fills, gives what waits, and fills again', async () => {
    const engine = new FakeEngine();
    await using pool = new Pool(engine, { size, count: 2 });
    await pool.filled();
    assert.equal(pool.waiting, 2);
    assert.equal((await pool.take(size)).warm, true);
    assert.equal(pool.waiting, 1);
    await pause(250);
    assert.equal(pool.waiting, 2);
    assert.equal(engine.boxes.length, 3);
  });

  it('gives a box once only', async () => {
    const engine = new FakeEngine();
    await using pool = new Pool(engine, { size, count: 1 });
    await pool.filled();
    const taken = await Promise.all([pool.take(size), pool.take(size), pool.take(size)]);
    assert.equal(new Set(taken.map(({ sandbox }) => sandbox)).size, 3);
  });

  it('makes a box of another size when it is asked for', async () => {
    const engine = new FakeEngine();
    await using pool = new Pool(engine, { size, count: 1 });
    await pool.filled();
    const other = { ...size, memoryMb: 64 };
    assert.equal((await pool.take(other)).warm, false);
    assert.equal(engine.asked.at(-1), other);
    assert.equal(pool.waiting, 1);
  });

  it('lets no box that broke wait on', async () => {
    const engine = new FakeEngine();
    await using pool = new Pool(engine, { size, count: 1 });
    await pool.filled();
    engine.boxes[0]?.break();
    await pause(0);
    assert.equal(pool.waiting, 0);
    assert.equal(engine.destroyed, 1);
    assert.equal((await pool.take(size)).warm, false);
  });

  it('hands on what the engine complains of, to whoever asked', async () => {
    const engine = new FakeEngine();
    engine.failing = true;
    await using pool = new Pool(engine, { size, count: 1 });
    await pool.filled();
    assert.equal(pool.waiting, 0);
    await assert.rejects(pool.take(size), { code: 'engine-lost' });
    engine.failing = false;
    assert.equal((await pool.take(size)).warm, false);
  });

  it('destroys what waits and what is being made when it closes', async () => {
    const engine = new FakeEngine();
    const pool = new Pool(engine, { size, count: 2 });
    await pool.filled();
    const gate = Promise.withResolvers<undefined>();
    engine.gate = gate.promise;
    await pool.take(size);
    pool.fill();
    const closed = pool[Symbol.asyncDispose]();
    gate.resolve(undefined);
    await closed;
    assert.equal(engine.destroyed, engine.boxes.length - 1); // one was taken, and is its taker's
    await assert.rejects(pool.take(size), { code: 'closed' });
  });

  it('keeps as many boxes as the machine has memory for', () => {
    const gib = 1024 ** 3;
    assert.deepEqual(
      [1, 2, 4, 8, 64].map((memory) => waitingBoxes(memory * gib)),
      [1, 1, 2, 4, 4],
    );
  });
});
