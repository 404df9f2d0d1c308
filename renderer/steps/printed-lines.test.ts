import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastLinesOf } from './printed-lines.ts';

const lines = (output: string, most = 9) => lastLinesOf(output, most).map(({ text, at }) => `${at} ${text}`);

describe('The last lines of an output', () => {
  it('begin where they begin', () => {
    assert.deepEqual(lines('ab\nc\n'), ['0 ab', '3 c']);
    assert.deepEqual(lines('ab\nc'), ['0 ab', '3 c']);
  });

  it('may be empty', () => {
    assert.deepEqual(lines('\na\n\n'), ['0 ', '1 a', '3 ']);
    assert.deepEqual(lines('\n'), ['0 ']);
    assert.deepEqual(lines(''), []);
  });

  it('are no more than wanted', () => {
    assert.deepEqual(lines('a\nb\nc\n', 2), ['2 b', '4 c']);
  });
});
