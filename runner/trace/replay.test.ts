import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TraceReader } from './reader.ts';
import type { Variables } from './state.ts';
import { type Frame, type State, reachable, rootsOf } from './state.ts';
import { type PlainState, dice, imagine } from './testing/imaginary.ts';
import { TraceWriter } from './writer.ts';

const seeds = fc.nat();
const lengths = fc.integer({ min: 1, max: 60 });

/** A state as the imaginary recorder has it. */
function plain(state: State, given: Parameters<typeof reachable>[1] = []): PlainState {
  const used = reachable(state.heap, [...rootsOf(state), ...given]);
  const named = (variables: Variables) =>
    Object.fromEntries([...variables].map(([name, value]) => [`=${name}`, value]));
  const frame = ({ number, code, line, variables, leftOut }: Frame) => {
    return { number, code: code.number, line, variables: named(variables), leftOut };
  };
  const objects = [...state.heap.values()].filter(({ id }) => used.has(id));
  return {
    threads: Object.fromEntries(state.threads.map(({ number, frames }) => [number, frames.map(frame)])),
    resting: Object.fromEntries(state.resting.map((one) => [one.number, frame(one)])),
    globals: { 0: named(state.globals.get(0) ?? new Map()) },
    heap: Object.fromEntries(
      objects.map(({ id, kind, text, total, items }) => [id, { kind, text, total, items }] as const),
    ) as PlainState['heap'],
  };
}

function agree(trace: TraceReader, states: readonly PlainState[], n: number): void {
  const expected = structuredClone(states[n]);
  assert.ok(expected);
  // A thread without frames is not there.
  for (const [thread, frames] of Object.entries(expected.threads)) {
    if (frames.length === 0) Reflect.deleteProperty(expected.threads, thread);
  }
  const { value } = trace.step(n);
  assert.deepEqual(plain(trace.stateAt(n), value === undefined ? [] : [value]), expected, `step ${n}`);
}

const whole = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

describe('Replaying', () => {
  it('gives every state that a plain recorder has seen, in any order', () => {
    fc.assert(
      fc.property(seeds, lengths, (seed, steps) => {
        const { lines, states } = imagine(seed, steps);
        const trace = TraceReader.read(whole(lines));
        assert.equal(trace.problem, undefined);
        assert.equal(trace.stepCount, steps);
        for (let n = 0; n < steps; n += 1) agree(trace, states, n);
        const roll = dice(seed);
        for (let times = 0; times < 20; times += 1) agree(trace, states, roll(steps));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same when it was stored with keyframes', () => {
    for (let seed = 0; seed < 3; seed += 1) {
      const { lines, states } = imagine(seed, 3_000);
      const writer = new TraceWriter();
      const stored = writer.take(whole(lines)) + writer.finish();
      assert.equal(writer.problem, undefined);
      const trace = TraceReader.read(stored);
      assert.equal(trace.problem, undefined);
      const roll = dice(seed);
      for (let times = 0; times < 200; times += 1) agree(trace, states, roll(3_000));
      for (let n = 1_000; n < 1_100; n += 1) agree(trace, states, n);
    }
  });

  it('gives what came before where the trace is cut', () => {
    fc.assert(
      fc.property(seeds, lengths, fc.nat(), (seed, steps, at) => {
        const { lines, states } = imagine(seed, steps);
        const text = whole(lines);
        const trace = TraceReader.read(text.slice(0, at % (text.length - 1)));
        assert.equal(trace.problem?.code, 'cut');
        for (let n = 0; n < trace.stepCount; n += 1) agree(trace, states, n);
      }),
    );
  });

  it('does not depend on how the text comes', () => {
    fc.assert(
      fc.property(seeds, lengths, fc.integer({ min: 1, max: 50 }), (seed, steps, size) => {
        const { lines, states } = imagine(seed, steps);
        const text = whole(lines);
        const trace = new TraceReader();
        const writer = new TraceWriter();
        let stored = '';
        for (let at = 0; at < text.length; at += size) {
          trace.append(text.slice(at, at + size));
          stored += writer.take(text.slice(at, at + size));
          if (trace.stepCount > 0) agree(trace, states, trace.stepCount - 1);
        }
        assert.equal(trace.ended?.how, 'done');
        assert.equal(stored + writer.finish(), text);
      }),
    );
  });

  it('never throws for rubbish, and says where it is', () => {
    const rubbish = fc.oneof(fc.string(), fc.json(), fc.constantFrom('"', '[', ',', '1', '\n', '["l",1]\n'));
    fc.assert(
      fc.property(seeds, lengths, fc.nat(), fc.nat(9), rubbish, (seed, steps, at, remove, put) => {
        const { lines, states } = imagine(seed, steps);
        const text = whole(lines);
        const from = at % text.length;
        const trace = TraceReader.read(text.slice(0, from) + put + text.slice(from + remove));
        const writer = new TraceWriter();
        TraceReader.read(
          writer.take(text.slice(0, from) + put + text.slice(from + remove)) + writer.finish(),
        );
        const untouched = text.slice(0, from).split('\n').length - 1 - 5;
        for (let n = 0; n < Math.min(untouched, trace.stepCount); n += 1) agree(trace, states, n);
        for (let n = 0; n < trace.stepCount; n += 1) trace.stateAt(n);
        if (trace.ended === undefined) assert.notEqual(trace.problem, undefined);
      }),
      { numRuns: 300 },
    );
  });
});
