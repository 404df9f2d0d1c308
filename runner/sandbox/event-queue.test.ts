import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunEvent } from '../model/index.ts';
import { EventQueue } from './event-queue.ts';

function queue() {
  const calls: string[] = [];
  const events = new EventQueue({ pause: () => calls.push('pause'), resume: () => calls.push('resume') });
  return { events, calls };
}

const output = (bytes: number): RunEvent => ({ type: 'stdout', data: Buffer.alloc(bytes) });

async function drain(events: EventQueue): Promise<RunEvent[]> {
  const taken: RunEvent[] = [];
  for await (const event of events) taken.push(event);
  return taken;
}

describe('A queue of events', () => {
  it('gives them in order, and ends', async () => {
    const { events } = queue();
    events.push(output(1));
    events.push({ type: 'waiting' });
    events.end();
    assert.deepEqual(
      (await drain(events)).map(({ type }) => type),
      ['stdout', 'waiting'],
    );
  });

  it('wakes its reader', async () => {
    const { events } = queue();
    const all = drain(events);
    await Promise.resolve();
    events.push(output(1));
    await Promise.resolve();
    events.end();
    assert.equal((await all).length, 1);
  });

  it('has the box wait while it is full, and go on when it is nearly empty', async () => {
    const { events, calls } = queue();
    for (let count = 0; count < 5; count += 1) events.push(output(64 * 1024));
    assert.deepEqual(calls, ['pause']);
    const reader = events[Symbol.asyncIterator]();
    for (let count = 0; count < 3; count += 1) await reader.next();
    assert.deepEqual(calls, ['pause']);
    await reader.next();
    await reader.next();
    assert.deepEqual(calls, ['pause', 'resume']);
  });

  it('is full of small events too', () => {
    const { events, calls } = queue();
    for (let count = 0; count < 2_000; count += 1) events.push({ type: 'waiting' });
    assert.deepEqual(calls, ['pause']);
  });

  it('joins output that nobody has taken, and only what is of a kind', async () => {
    const { events } = queue();
    for (let count = 0; count < 3; count += 1) events.push(output(4));
    events.push({ type: 'stderr', data: Buffer.from('oh') });
    events.push(output(10_000));
    events.push(output(10_000));
    events.end();
    const sizes = (await drain(events)).map((event) =>
      'data' in event ? [event.type, event.data.length] : [],
    );
    assert.deepEqual(sizes, [
      ['stdout', 12],
      ['stderr', 2],
      ['stdout', 10_000],
      ['stdout', 10_000],
    ]);
  });

  it('lets the box go on when it ends', () => {
    const { events, calls } = queue();
    events.push(output(1 << 20));
    events.end();
    assert.deepEqual(calls, ['pause', 'resume']);
    assert.equal(events.paused, false);
  });
});
