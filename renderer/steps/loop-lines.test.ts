import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loopLinesAt } from './loop-lines.ts';

/** The loop at each line, as `header first last`, or a dash. */
function loops(text: string): string[] {
  return text.split('\n').map((_, at, lines) => {
    const loop = loopLinesAt(lines, 0, at + 1);
    return loop === undefined ? '-' : `${loop.header} ${loop.first} ${loop.last}`;
  });
}

describe('The loop that a line is in', () => {
  it('is the innermost', () => {
    const text = 'a = 1\nfor i in a:\n    b()\n    while b:\n        c()\n    d()\ne()';
    assert.deepEqual(loops(text), ['-', '2 3 6', '2 3 6', '4 5 5', '4 5 5', '2 3 6', '-']);
  });

  it('is not one that stands before it', () => {
    assert.deepEqual(loops('for i in a:\n    b()\nif c:\n    d()'), ['1 2 2', '1 2 2', '-', '-']);
  });

  it('goes on after comments and blank lines, whatever their indentation', () => {
    assert.deepEqual(loops('for i in a:\n\n# what now\n    b()\n\nc()').slice(3), ['1 2 4', '1 2 4', '-']);
  });

  it('can be of one line', () => {
    assert.deepEqual(loops('for i in a: b()\nc()'), ['1 1 1', '-']);
  });

  it('is found in functions and conditions', () => {
    const text = 'def f():\n\tfor i in a:\n\t\tif i:\n\t\t\tb()\n\treturn';
    assert.deepEqual(loops(text), ['-', '2 3 4', '2 3 4', '2 3 4', '-']);
  });

  it('is not what is called so', () => {
    assert.deepEqual(loops('format = 1\nif format:\n    whiles = 2'), ['-', '-', '-']);
  });

  it('is none in a text that has no such line', () => {
    assert.equal(loopLinesAt(['a'], 0, 7), undefined);
    assert.equal(loopLinesAt([], 0, 1), undefined);
  });
});
