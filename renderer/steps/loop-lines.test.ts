import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LoopFact } from '../studio/facts.ts';
import { loopLinesAt } from './loop-lines.ts';

const loop = (header: number, body: readonly [number, number]): LoopFact => ({
  kind: 'for',
  at: [header, 1],
  scope: 0,
  loop: null,
  header: [header, header],
  body: [...body],
  targets: [],
  head: { text: 'a', shape: 'name' },
  alwaysTrue: false,
  breaks: [],
  continues: [],
  otherwise: null,
});

describe('The loop that a line is in', () => {
  const loops = [loop(2, [3, 6]), loop(4, [5, 5]), loop(8, [8, 8])];
  const at = (line: number) => loopLinesAt(loops, 7, line)?.header;

  it('is the innermost, its header counted', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map(at), [undefined, 2, 2, 4, 4, 2, undefined]);
  });

  it('can be of one line', () => {
    assert.deepEqual(loopLinesAt(loops, 7, 8), { file: 7, header: 8, first: 8, last: 8 });
  });
});
