import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TraceReader } from './reader.ts';
import { imagine } from './testing/imaginary.ts';
import { TraceWriter } from './writer.ts';

const START = [
  '{"trace":1,"python":"3.13.5","entry":"a.py"}',
  '["file",0,"a.py"]',
  '["code",0,0,"<module>","module",1]',
  '["c",1,["(",0]]',
];
const later = (lines: number) => `["later",${lines},[[0,1,${lines}]],[[0,1]],["key",-1,[],[],[],[]]]`;
const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

describe('Writing a trace', () => {
  it('stores the last of how it is later, before the end', () => {
    const writer = new TraceWriter();
    assert.equal(writer.take(text(...START, later(10))), text(...START));
    assert.equal(writer.take(text(later(20), '["out",-1,"x"]')), text('["out",-1,"x"]'));
    assert.equal(writer.take(text('["end","done",1,20]')), '');
    assert.equal(writer.finish(), text(later(20), '["end","done",1,20]'));
    assert.equal(writer.problem, undefined);
  });

  it('tells how much each step had written, and stores what that was', () => {
    const told: unknown[] = [];
    const writer = new TraceWriter({ onStep: (step, bytes) => told.push([step, bytes]) });
    writer.take(text(...START, '["l",1,["o",3]]', '["end","done",2,1]'));
    assert.deepEqual(told, [
      [0, undefined],
      [1, 3],
    ]);
    writer.wrote(1, 'hi\n');
    writer.asked(1, '? ', 'x');
    const end = text('["out",1,"hi\\n"]', '["in",1,"? ","x"]', '["end","done",2,1]');
    assert.equal(writer.finish(), end);
  });

  it('stores it where there is no end too', () => {
    const writer = new TraceWriter();
    writer.take(text(...START, later(10)));
    assert.equal(writer.finish(), text(later(10)));
    assert.deepEqual(writer.problem, { code: 'cut' });
  });

  it('stores nothing from what is wrong on', () => {
    const writer = new TraceWriter();
    const stored = writer.take(text(...START, '["l",1,["=","x",[7]]]', '["l",2]'));
    assert.equal(stored, text(...START));
    assert.deepEqual(writer.problem, { code: 'corrupt', line: 5, why: 'unknown object 7' });
    assert.equal(writer.take(text('["l",3]')), '');
  });

  it('stores no more than it may, in whole lines', () => {
    const { lines } = imagine(1, 200);
    const writer = new TraceWriter({ most: 9_000 });
    const stored = writer.take(text(...lines)) + writer.finish();
    assert.ok(stored.length <= 9_000 && stored.length > 3_000);
    assert.deepEqual(writer.problem, { code: 'too-large' });
    assert.deepEqual(TraceReader.read(stored).problem, { code: 'cut' });
  });

  it('takes a keyframe for every so many steps, where it is small beside them', () => {
    const { lines } = imagine(2, 5_000);
    const writer = new TraceWriter();
    const stored = writer.take(text(...lines)) + writer.finish();
    const keys = stored.split('\n').filter((line) => line.startsWith('["key"'));
    assert.ok(keys.length > 1 && keys.length <= 20, `${keys.length} keyframes`);
    assert.ok(stored.length < 1.13 * text(...lines).length);
  });
});
