import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortly } from './visits.ts';

describe('A count beside a line', () => {
  it('has no more than five characters', () => {
    const counts = [0, 999, 9_999, 10_000, 999_999, 1_000_000, 20_000_000];
    assert.deepEqual(counts.map(shortly), ['0', '999', '9999', '10k', '999k', '1M', '20M']);
  });
});
