import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { atOnceAtMost } from './at-once.ts';

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

describe('Work that is done several at a time', () => {
  it('is done so many at a time, and each is given when it is done', async () => {
    let underway = 0;
    let most = 0;
    const work = async (millis: number) => {
      most = Math.max(most, (underway += 1));
      await pause(millis);
      underway -= 1;
      return millis;
    };
    assert.deepEqual(await collect(atOnceAtMost(2, [60, 20, 1], work, undefined)), [20, 1, 60]);
    assert.equal(most, 2);
  });

  it('fails to whoever asks for it, also while the next item is long in coming', async () => {
    const items = async function* () {
      yield 1;
      await pause(50);
      yield 2;
    };
    const work = (item: number) => (item === 1 ? Promise.reject(new Error('lost')) : Promise.resolve(item));
    await assert.rejects(collect(atOnceAtMost(2, items(), work, undefined)), /lost/);
  });
});
