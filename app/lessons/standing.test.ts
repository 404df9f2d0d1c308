import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exercise } from './model.ts';
import { progressOf, standingOf } from './standing.ts';

const exercise = (id: string, ...requires: string[]) => ({ id, requires }) as unknown as Exercise;
const mark = (name: string, score: number, done: boolean, pack = 'p') => ({
  pack,
  exercise: name,
  score,
  done,
});

describe('How far a pupil is with an exercise', () => {
  it('is that it is locked until what it requires is done', () => {
    const after = exercise('b', 'a');
    const nothing = standingOf('p', [], []);
    assert.deepEqual(progressOf(after, nothing), { state: 'locked', missing: ['a'], score: null });
    const tried = standingOf('p', [], [mark('a', 3, false)]);
    assert.equal(progressOf(after, tried).state, 'locked');
    const done = standingOf('p', [], [mark('a', 10, true)]);
    assert.deepEqual(progressOf(after, done), { state: 'open', missing: [], score: null });
  });

  it('is that it is begun when there is work, even if more is required now', () => {
    const standing = standingOf('p', [{ pack: 'p', exercise: 'b' }], [mark('b', 3, false)]);
    assert.deepEqual(progressOf(exercise('b', 'a'), standing), { state: 'begun', missing: [], score: 3 });
  });

  it('is nothing of another pack', () => {
    const standing = standingOf('p', [{ pack: 'q', exercise: 'a' }], [mark('a', 10, true, 'q')]);
    assert.equal(progressOf(exercise('a'), standing).state, 'open');
  });
});
