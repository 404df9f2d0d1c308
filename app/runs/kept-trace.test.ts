import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { KeptTrace } from './kept-trace.ts';
import { Traces } from './traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-traces-'));
after(() => rmSync(folder, { recursive: true }));

const HEAD = [
  '{"trace":1,"python":"3.13.5","entry":"größe.py"}',
  '["file",0,"größe.py"]',
  '["code",0,0,"<module>","module",1]',
  '["c",1,["(",0]]',
  '',
].join('\n');
const END = '["end","done",1,0]\n';

async function readAll(trace: KeptTrace): Promise<string> {
  let text = '';
  for await (const block of trace.blocks()) text += block;
  return text;
}

describe('The trace of a run', () => {
  it('can be read while it is written, by several at once', async () => {
    const trace = new KeptTrace(join(folder, 'a.jsonl'));
    const early = readAll(trace);
    trace.add({ type: 'steps', text: HEAD.slice(0, 50) });
    trace.add({ type: 'steps', text: HEAD.slice(50) });
    const late = readAll(trace);
    let steps = '';
    for (let times = 0; times < 3_000; times += 1) {
      const line = `["l",${times},["g",0,"ä",${times}]]\n`;
      trace.add({ type: 'steps', text: line });
      steps += line;
      if (times % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    trace.add({ type: 'steps', text: END });
    await trace.finish();
    const [first, second, third] = await Promise.all([early, late, readAll(trace)]);
    const withoutKeys = first.replaceAll(/^\["key".*\n/gmu, '');
    assert.equal(withoutKeys, HEAD + steps + END);
    assert.notEqual(first, withoutKeys);
    assert.equal(second, first);
    assert.equal(third, first);
  });

  it('is nothing where nothing was recorded', async () => {
    const trace = new KeptTrace(join(folder, 'b.jsonl'));
    await trace.finish();
    assert.equal(await readAll(trace), '');
  });

  it('ends where the disk fails', async () => {
    const trace = new KeptTrace(join(folder, 'not there', 'c.jsonl'));
    trace.add({ type: 'steps', text: HEAD });
    await trace.finish();
    assert.equal(await readAll(trace), '');
  });
});

describe('The folder of traces', () => {
  it('keeps the last few', async () => {
    const own = join(folder, 'kept');
    mkdirSync(own);
    for (let n = 10; n < 30; n += 1) writeFileSync(join(own, `0000000000000${n}-x.jsonl`), '');
    writeFileSync(join(own, 'other.txt'), '');
    const trace = new Traces(own).begin();
    trace.add({ type: 'steps', text: HEAD });
    await trace.finish();
    for (let times = 0; readdirSync(own).length > 9 && times < 100; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const names = readdirSync(own);
    assert.equal(names.length, 9);
    assert.ok(names.includes('other.txt') && names.includes('000000000000029-x.jsonl'));
    assert.ok(!names.includes('000000000000022-x.jsonl'));
  });

  const begun = (traces: Traces, count: number) =>
    Array.from({ length: count }, () => {
      const trace = traces.begin();
      trace.add({ type: 'steps', text: HEAD });
      return trace;
    });

  /** When a folder has so many files. */
  async function filesIn(own: string, count: number): Promise<void> {
    for (let times = 0; readdirSync(own).length !== count; times += 1) {
      assert.ok(times < 200, `${readdirSync(own).length} files`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const ended = async (trace: KeptTrace) => {
    trace.add({ type: 'steps', text: END });
    await trace.finish();
  };

  it('loses no trace that is being written or read, however many there are', async () => {
    const own = join(folder, 'many');
    mkdirSync(own);
    const traces = new Traces(own);
    const running = begun(traces, 32);
    await filesIn(own, 32);
    const reading = running.map(readAll);
    await begun(traces, 1)[0]?.finish();
    await Promise.all(running.map(ended));
    for (const text of await Promise.all(reading)) assert.equal(text, HEAD + END);

    const slow = running[0]?.blocks();
    await slow?.next();
    await begun(traces, 1)[0]?.finish();
    await filesIn(own, 8 + 1);
    await slow?.return();
    await begun(traces, 1)[0]?.finish();
    await filesIn(own, 8);
  });

  it('leaves those of another studio that may still run', async () => {
    const own = join(folder, 'two');
    mkdirSync(own);
    const [theirs] = begun(new Traces(own), 1);
    assert.ok(theirs);
    const reading = readAll(theirs);
    const traces = new Traces(own);
    for (let times = 0; times < 12; times += 1) await begun(traces, 1)[0]?.finish();
    await filesIn(own, 8 + 1);
    await ended(theirs);
    assert.equal(await reading, HEAD + END);
  });
});
