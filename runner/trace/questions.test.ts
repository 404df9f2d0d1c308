import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  TraceReader,
  changeOf,
  changesOf,
  columnsOf,
  lineRuns,
  loopAt,
  madeBy,
  referenceOf,
  rowsOf,
  sameLine,
  stride,
  turnAt,
  variablesOf,
} from './index.ts';

/*
 *  1  def double(n):
 *  2      return 2 * n
 *  3  seen = []
 *  4  for i in range(2):
 *  5      seen.append(double(i))
 *  6  print(seen)
 */
const LOOP = { file: 0, header: 4, first: 5, last: 5 };
const trace = TraceReader.read(readFileSync(new URL('examples/loop.jsonl', import.meta.url), 'utf8'));

/** Steps as `line`, or `kind line`. */
function at(n: number | undefined): string {
  if (n === undefined) return 'none';
  const { kind, line } = trace.step(n);
  return kind === 'line' ? `${n}: ${line}` : `${n}: ${kind} ${line}`;
}

describe('Stepping', () => {
  it('goes into a call, over it and out of it', () => {
    assert.equal(at(stride(trace, 4, 'into', 'forwards')), '5: call 1');
    assert.equal(at(stride(trace, 4, 'over', 'forwards')), '8: 4');
    assert.equal(at(stride(trace, 6, 'out', 'forwards')), '8: 4');
    assert.equal(at(stride(trace, 14, 'out', 'forwards')), 'none');
  });

  it('goes the same ways backwards', () => {
    assert.equal(at(stride(trace, 8, 'into', 'backwards')), '7: return 2');
    assert.equal(at(stride(trace, 8, 'over', 'backwards')), '4: 5');
    assert.equal(at(stride(trace, 6, 'out', 'backwards')), '4: 5');
    assert.equal(at(stride(trace, 0, 'into', 'backwards')), 'none');
  });

  it('finds when a line runs, and what made a step', () => {
    assert.equal(at(sameLine(trace, 4, 'forwards')), '9: 5');
    assert.equal(at(sameLine(trace, 9, 'backwards')), '4: 5');
    assert.equal(
      at(
        lineRuns(
          trace,
          0,
          [
            { file: 0, line: 6 },
            { file: 0, line: 2 },
          ],
          'forwards',
        ),
      ),
      '6: 2',
    );
    assert.equal(at(madeBy(trace, 8)), '7: return 2');
  });
});

describe('A change', () => {
  it('is found by its variable, and by what is inside it', () => {
    const i = { file: 0, name: 'i' };
    const seen = { file: 0, name: 'seen' };
    assert.equal(changeOf(trace, i, 4, 'forwards'), 9);
    assert.equal(changeOf(trace, i, 14, 'backwards'), 9);
    assert.equal(changeOf(trace, i, 9, 'forwards'), undefined);
    assert.equal(changeOf(trace, seen, 3, 'forwards'), 8);
    assert.equal(changeOf(trace, seen, 8, 'forwards'), 13);
    assert.equal(changeOf(trace, seen, 8, 'backwards'), 3);
    assert.equal(changeOf(trace, { frame: 2, name: 'n' }, 12, 'backwards'), 10);
  });

  it('is listed with its step', () => {
    const { variables, items } = changesOf(trace, 13);
    assert.deepEqual(variables, []);
    assert.deepEqual(items, [{ id: 2, start: 1, removed: 0, added: 1 }]);
    assert.deepEqual([...changesOf(trace, 10).frames], [2]);
    assert.deepEqual([...changesOf(trace, 3).objects], [2]);
  });
});

describe('A loop', () => {
  it('has turns, found from inside a call too', () => {
    const loop = loopAt(trace, 11, LOOP);
    assert.deepEqual(loop?.turns, [
      { number: 1, from: 3, to: 8 },
      { number: 2, from: 8, to: 13 },
    ]);
    assert.equal(turnAt(loop, 11)?.number, 2);
    assert.equal(loopAt(trace, 14, LOOP), undefined);
  });

  it('is a table of what its turns changed', () => {
    const loop = loopAt(trace, 4, LOOP);
    assert.ok(loop);
    const columns = columnsOf(trace, loop);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['i', 'seen'],
    );
    const rows = rowsOf(trace, loop.turns, columns).map(({ values, state }) => {
      const [i, seen] = values;
      const id = seen === undefined ? undefined : referenceOf(seen);
      return [i, id === undefined ? undefined : state.heap.get(id)?.items];
    });
    assert.deepEqual(rows, [
      [0, [0]],
      [1, [0, 2]],
    ]);
  });

  it("has a module's globals for variables", () => {
    const state = trace.stateAt(14);
    const frame = state.threads[0]?.frames[0];
    assert.ok(frame);
    assert.deepEqual([...variablesOf(state, frame).keys()], ['double', 'seen', 'i']);
  });
});
