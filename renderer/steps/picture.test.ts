import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Code, Frame, HeapObject, State, Value } from '../../runner/trace/index.ts';
import { type More, pictureOf } from './picture.ts';

const MAIN: Code = { number: 0, file: 0, name: '<module>', kind: 'module', line: 1 };
const F: Code = { number: 1, file: 0, name: 'f', kind: 'function', line: 1 };

const list = (id: number, ...items: Value[]): HeapObject => ({
  id,
  kind: 'list',
  type: 'list',
  text: null,
  total: items.length,
  items,
});
const node = (id: number, next: Value): HeapObject => ({
  id,
  kind: 'instance',
  type: 'Node',
  text: null,
  total: 1,
  items: [['next', next]],
});

const frame = (number: number, code: Code, variables: Record<string, Value> = {}): Frame => ({
  number,
  code,
  line: 1,
  variables: new Map(Object.entries(variables)),
  leftOut: 0,
});

function stateOf(globals: Record<string, Value>, heap: HeapObject[], frames = [frame(0, MAIN)]): State {
  return {
    threads: [{ number: 0, frames }],
    resting: [],
    globals: new Map([[0, new Map(Object.entries(globals))]]),
    heap: new Map(heap.map((object) => [object.id, object])),
    heads: new Map(),
  };
}

const NO_MORE: More = { itemsOf: () => undefined, textOf: () => undefined };
const draw = (state: State, most = 10) => pictureOf(state, 0, most, NO_MORE);
const boxesOf = (state: State, most = 10) => draw(state, most).boxes.map(({ id }) => id);

describe('A picture', () => {
  it('has one box for a list that two names stand for', () => {
    const picture = draw(stateOf({ a: [7], b: [7] }, [list(7, 1, 2)]));
    assert.deepEqual(
      picture.boxes.map(({ id }) => id),
      [7],
    );
    assert.equal(picture.numberOf(7), 1);
  });

  it('has rows in the box of their grid, unless they are one and the same', () => {
    const grid = draw(stateOf({ a: [0] }, [list(0, [1], [2]), list(1), list(2)]));
    assert.deepEqual([grid.drawnAs(0), grid.drawnAs(1), grid.drawnAs(2)], ['box', 'inside', 'inside']);
    assert.deepEqual(boxesOf(stateOf({ a: [0] }, [list(0, [1], [1]), list(1)])), [0, 1]);
    assert.deepEqual(boxesOf(stateOf({ a: [0], row: [1] }, [list(0, [1]), list(1)])), [0, 1]);
  });

  it('has a box for every node of a chain, in its order', () => {
    assert.deepEqual(boxesOf(stateOf({ head: [3] }, [node(1, null), node(2, [1]), node(3, [2])])), [3, 2, 1]);
  });

  it('has a circle, and a list that holds itself', () => {
    assert.deepEqual(boxesOf(stateOf({ a: [1] }, [node(1, [2]), node(2, [1])])), [1, 2]);
    assert.deepEqual(boxesOf(stateOf({ a: [0] }, [list(0, [0])])), [0]);
  });

  it('has boxes in boxes only so deep', () => {
    const deep = [list(0, [1]), list(1, [2]), list(2, [3]), list(3, [4]), list(4)];
    assert.deepEqual(boxesOf(stateOf({ a: [0] }, deep)), [0, 3]);
  });

  it('writes what has nothing to look into', () => {
    const add: HeapObject = { id: 0, kind: 'function', type: 'function', text: 'add()', total: 0, items: [] };
    assert.deepEqual(boxesOf(stateOf({ add: [0] }, [add])), []);
  });

  it('says how much of it is left out', () => {
    const chain = Array.from({ length: 30 }, (_, id) => node(id, id === 29 ? null : [id + 1]));
    const picture = draw(stateOf({ head: [0] }, chain));
    assert.deepEqual([picture.boxes.length, picture.boxesLeftOut], [10, 20]);
    assert.equal(picture.numberOf(10), undefined);
  });

  it('has the program and the innermost of many calls', () => {
    const calls = Array.from({ length: 900 }, (_, at) => frame(at + 1, F, { n: at }));
    const { frames, framesLeftOut } = draw(stateOf({}, [], [frame(0, MAIN), ...calls]));
    assert.equal(frames[0]?.frame?.number, 0);
    assert.equal(frames.at(-1)?.frame?.number, 900);
    assert.equal(frames.at(-1)?.role, 'now');
    assert.equal(frames.length + framesLeftOut, 901);
    assert.ok(frames.length < 10);
  });

  it('has variables of files that were imported', () => {
    const state = stateOf({ a: 1 }, []);
    const globals = new Map([...state.globals, [1, new Map([['pi', 3]])]]);
    const { frames } = draw({ ...state, globals });
    assert.deepEqual(
      frames.map(({ role, file }) => `${role} ${file}`),
      ['now 0', 'file 1'],
    );
  });
});
