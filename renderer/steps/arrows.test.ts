import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathOf } from './arrows.ts';

const BOX = { left: 200, right: 260, top: 40 };

/** Where a path ends. */
const endOf = (path: string) => path.split(' ').slice(-2).map(Number);

describe('An arrow', () => {
  it('comes into the left side of a box that is further right', () => {
    assert.deepEqual(endOf(pathOf({ x: 100, y: 10 }, BOX)), [200, 52]);
  });

  it('goes around into the right side of any other', () => {
    assert.deepEqual(endOf(pathOf({ x: 240, y: 90 }, BOX)), [260, 52]);
    assert.deepEqual(endOf(pathOf({ x: 400, y: 90 }, BOX)), [260, 52]);
  });
});
