import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { TraceReader } from './reader.ts';
import type { State } from './state.ts';

const example = (name: string) => readFileSync(new URL(`examples/${name}.jsonl`, import.meta.url), 'utf8');

const names = (state: State, file = 0) => Object.fromEntries(state.globals.get(file) ?? []);

describe('A trace', () => {
  it('gives the state at each of its steps', () => {
    const trace = TraceReader.read(example('words'));
    assert.equal(trace.problem, undefined);
    assert.equal(trace.stepCount, 5);
    assert.deepEqual(names(trace.stateAt(1)), {});
    const made = trace.stateAt(2);
    assert.deepEqual(names(made), { words: [1] });
    assert.deepEqual(made.heap.get(1)?.items, ['one', 'two']);
    assert.deepEqual(trace.stateAt(3).heap.get(1)?.items, ['one', 'two', 'three']);
    assert.deepEqual(made.heap.get(1)?.items, ['one', 'two'], 'a state stays as it was');
    assert.equal(trace.stateAt(3).threads[0]?.frames[0]?.line, 3);
  });

  it('tells output and input by step', () => {
    const trace = TraceReader.read(example('later'));
    assert.equal(trace.problem, undefined);
    assert.deepEqual(trace.inputs, [{ step: 7, prompt: 'How many? ', answer: 'ten' }]);
    assert.equal(trace.output, '...');
    assert.equal(trace.outputUpTo(10), '');
    assert.equal(trace.stepOfOutput(0), undefined);
    const words = TraceReader.read(example('words'));
    assert.equal(words.outputUpTo(2), '');
    assert.equal(words.outputUpTo(3), '3\n');
    assert.equal(words.stepOfOutput(1), 3);
  });

  it('has a state after its steps, if there was more', () => {
    const trace = TraceReader.read(example('later'));
    assert.equal(trace.visits(0).get(4), 2 + 994);
    assert.equal(trace.visits(0).get(6), 1);
    assert.equal(trace.later?.state.resting[0]?.variables.get('n'), 998);
    assert.deepEqual(trace.ended, { how: 'limit', steps: 11, lines: 1000 });
  });

  it('tells the beginning of long strings once', () => {
    const start = example('words').split('\n').slice(0, 4);
    const head = `["head",0,"${'x'.repeat(200)}"]`;
    const step = '["l",1,["=","a",["s",0,300]],["=","b",["s",0,4000,7]],["o",12]]';
    const read = (...lines: string[]) => TraceReader.read([...start, ...lines, ''].join('\n'));
    const trace = read(head, step, '["text",1,7,4000,"xxxxx"]', '["end","done",2,1]');
    assert.equal(trace.problem, undefined);
    assert.deepEqual(names(trace.stateAt(1)), { a: ['s', 0, 300], b: ['s', 0, 4000, 7] });
    assert.equal(trace.stateAt(1).heads.get(0), 'x'.repeat(200));
    assert.equal(trace.longText(7), 'xxxxx');
    assert.deepEqual(trace.opsOf(1).at(-1), { do: 'write', bytes: 12 });
    assert.equal(read(step).problem?.code, 'corrupt');
    assert.equal(read(head, head).problem?.code, 'corrupt');
  });

  it('knows generators that rest, through keyframes too', () => {
    const trace = TraceReader.read(example('later'));
    assert.equal(trace.stateAt(7).resting[0]?.number, 1);
    const going = trace.stateAt(8);
    assert.deepEqual(
      going.threads[0]?.frames.map(({ number }) => number),
      [0, 1],
    );
    assert.deepEqual(going.resting, []);
  });

  it('is refused when its small changes would make more than a reader can hold', () => {
    const list = `["l",1,["=","x",[9]],["*",9,"list","list",null,100${',1'.repeat(100)}]]`;
    const changes = `["l",1${',["s",9,0,1,100,1]'.repeat(15_000)}]`;
    const start = example('words').split('\n').slice(0, 4);
    const trace = TraceReader.read([...start, list, ...Array<string>(20).fill(changes), ''].join('\n'));
    assert.deepEqual(trace.problem, { code: 'corrupt', line: 19, why: 'too many items in all' });
    assert.deepEqual(trace.stateAt(trace.stepCount - 1).heap.get(9)?.items.length, 100);
  });
});
