import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boardOf, indented, moved, programOf, usualIndent } from './parsons.ts';

const PIECES = ['print(i)', 'for i in range(3):', 'print(i)', 'i = 7'];

describe('Lines to put in order', () => {
  it('are those of the program and those that are left', () => {
    assert.deepEqual(boardOf('for i in range(3):\n    print(i)\n', PIECES), {
      placed: [
        { text: 'for i in range(3):', indent: 0 },
        { text: 'print(i)', indent: 1 },
      ],
      left: ['print(i)', 'i = 7'],
    });
  });

  it('are no others, and none more often than there are', () => {
    const { placed, left } = boardOf('i = 7\ni = 7\nimport os\n', PIECES);
    assert.deepEqual(placed, [{ text: 'i = 7', indent: 0 }]);
    assert.equal(left.length, 3);
  });

  it('become the program that they were', () => {
    const program = 'for i in range(3):\n    print(i)\n    print(i)\ni = 7\n';
    assert.equal(programOf(boardOf(program, PIECES).placed), program);
  });

  it('come in where an editor would put them', () => {
    const line = (text: string, indent: number) => ({ text, indent });
    assert.equal(usualIndent('i = 7', undefined), 0);
    assert.equal(usualIndent('print(i)', line('for i in range(3):', 1)), 2);
    assert.equal(usualIndent('i = 7', line('print(i)', 1)), 1);
    assert.equal(usualIndent('else:', line('print(i)', 1)), 0);
  });

  it('can be moved and indented, within bounds', () => {
    const { placed } = boardOf('i = 7\nprint(i)\n', PIECES);
    assert.equal(programOf(moved(placed, 1, 0)), 'print(i)\ni = 7\n');
    assert.equal(moved(placed, 1, 2), placed);
    assert.equal(programOf(indented(placed, 1, 1)), 'i = 7\n    print(i)\n');
    assert.equal(programOf(indented(placed, 1, -1)), 'i = 7\nprint(i)\n');
  });
});
