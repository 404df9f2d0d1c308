import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TraceReader } from '../../runner/trace/index.ts';
import { destination } from './destination.ts';
import type { Move } from './moves.ts';
import { lastPosition } from './recording.ts';

/**
 *  1  def f():
 *  2      pass
 *  3  f()
 *  4  f()
 */
const STEPS = [
  ['c', 1, ['(', 0]], // 0
  ['l', 1],
  ['l', 3], // 2
  ['c', 1, ['(', 1]], // 3
  ['l', 2],
  ['r', 2, null], // 5
  ['l', 4, [')']], // 6
  ['c', 1, ['(', 1]],
  ['l', 2], // 8
  ['r', 2, null],
  ['r', 4, null, [')']], // 10
];
const LATER = ['later', 99, [], [[0, 2]], ['key', -1, [], [], [], []]];

function recorded(...more: unknown[]) {
  const head = [
    { trace: 1, python: '3.13.5', entry: 'a.py' },
    ['file', 0, 'a.py'],
    ['code', 0, 0, '<module>', 'module', 1],
    ['code', 1, 0, 'f', 'function', 1],
  ];
  const lines = [...head, ...STEPS, ...more, ['end', 'done', STEPS.length, 6]];
  const trace = TraceReader.read(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  assert.equal(trace.problem, undefined);
  return { trace, sources: new Map(), destination, stepCount: trace.stepCount, complete: true };
}

describe('The ways to go', () => {
  const recording = recorded();
  const from = (position: number, move: Move, stops: [string, number[]][] = []) =>
    destination(recording, position, move, new Map(stops));

  it('lead through everything step by step, there and back', () => {
    for (let at = 0; at < 10; at += 1) {
      assert.equal(from(at, 'forward'), at + 1);
      assert.equal(from(at + 1, 'back'), at);
    }
    assert.equal(from(10, 'forward'), undefined);
    assert.equal(from(0, 'back'), undefined);
  });

  it('lead past a call, and out of it', () => {
    assert.equal(from(2, 'over'), 6);
    assert.equal(from(6, 'overBack'), 2);
    assert.equal(from(4, 'out'), 6);
    assert.equal(from(8, 'outBack'), 6);
  });

  it('lead out of the program to its last step', () => {
    assert.equal(from(2, 'out'), 10);
    assert.equal(from(10, 'out'), undefined);
  });

  it('lead to the next time that a line runs', () => {
    assert.equal(from(4, 'again'), 8);
    assert.equal(from(8, 'before'), 4);
    assert.equal(from(8, 'again'), undefined);
  });

  it('lead from stop to stop, in files that ran', () => {
    const stops: [string, number[]][] = [
      ['a.py', [2, 4]],
      ['other.py', [1]],
    ];
    assert.equal(from(0, 'stopNext', stops), 4);
    assert.equal(from(4, 'stopNext', stops), 6);
    assert.equal(from(8, 'stopBack', stops), 6);
    assert.equal(from(8, 'stopNext', stops), undefined);
    assert.equal(from(0, 'stopNext'), undefined);
  });

  it('lead to how things were later, and back', () => {
    const long = recorded(LATER);
    assert.equal(lastPosition(long), 11);
    const go = (position: number, move: Move) => destination(long, position, move, new Map([['a.py', [2]]]));
    for (const move of ['forward', 'over', 'out', 'last'] as const) assert.equal(go(10, move), 11, move);
    for (const move of ['back', 'overBack', 'outBack'] as const) assert.equal(go(11, move), 10, move);
    for (const move of ['forward', 'again', 'before', 'stopNext'] as const)
      assert.equal(go(11, move), undefined, move);
    assert.equal(go(11, 'stopBack'), 8);
    assert.equal(go(8, 'again'), undefined, 'a line that does not run again does not run later');
  });

  it('lead nowhere in nothing', () => {
    const none = { trace: new TraceReader(), sources: new Map(), destination, stepCount: 0, complete: false };
    assert.equal(destination(none, -1, 'forward', new Map()), undefined);
    assert.equal(destination(none, -1, 'last', new Map()), undefined);
  });
});
