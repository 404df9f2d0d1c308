import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HeapObject, type Value } from '../../runner/trace/index.ts';
import { lineOf } from './value-words.ts';

const list = (id: number, total: number, ...items: Value[]): HeapObject => ({
  id,
  kind: 'list',
  type: 'list',
  text: null,
  total,
  items,
});

const HEAP: HeapObject[] = [
  list(0, 3, 1, 'two', null),
  list(1, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9),
  list(2, 1, [2]),
  { id: 3, kind: 'dict', type: 'dict', text: null, total: 1, items: [['a', [0]]] },
  { id: 4, kind: 'instance', type: 'Dog', text: null, total: 1, items: [['name', 'Rex']] },
  { id: 5, kind: 'function', type: 'function', text: 'add(a, b)', total: 0, items: [] },
  { id: 6, kind: 'text', type: 'range', text: 'range(0, 3)', total: 0, items: [] },
];
const known = { heap: new Map(HEAP.map((object) => [object.id, object])), heads: new Map([[0, 'long ago']]) };
const line = (value: Value) => lineOf(value, known);

describe('A value in one line', () => {
  it('is written as Python writes it', () => {
    assert.deepEqual(
      [null, true, false, -3, ['f', '1.0'], ['b', 'ab', 2], ['t', 'Ellipsis']].map((value) =>
        line(value as Value),
      ),
      ['None', 'True', 'False', '-3', '1.0', "b'ab'", 'Ellipsis'],
    );
  });

  it('is quoted if it is a text', () => {
    assert.equal(line("it's"), `"it's"`);
    assert.equal(line(`"it's"`), String.raw`'"it\'s"'`);
    assert.equal(line('a\n\\'), String.raw`'a\n\\'`);
  });

  it('says how much of it is left out', () => {
    assert.equal(line(['s', 0, 900]), "'long ago…' (900 letters)");
    assert.equal(line(['i', null, 5000]), 'a number of 5000 digits');
    assert.equal(line(['?']), 'not recorded');
    assert.equal(line([1]), '[1, 2, 3, 4, 5, 6, …]');
  });

  it('looks into what it holds, and not for ever', () => {
    assert.equal(line([0]), "[1, 'two', None]");
    assert.equal(line([3]), "{'a': [1, 'two', None]}");
    assert.equal(line([2]), '[[[…]]]');
  });

  it('names what has a name', () => {
    assert.deepEqual([line([4]), line([5]), line([6])], ['Dog', 'function add(a, b)', 'range(0, 3)']);
  });
});
