/**
 * What the trace of a program says, step by step, in a real box and read by our reader; and that the program does
 * the same without it. The programs are in `programs/`.
 */
import assert from 'node:assert/strict';
import { after, before, it, test } from 'node:test';
import { onEachEngine } from '../testing/index.ts';
import type { Step } from '../trace/index.ts';
import { type Traced, TracingBox } from './box.ts';
import { assertEnd } from './end.ts';
import { assertFact } from './facts.ts';
import { type Expectation, readPrograms } from './program.ts';

const programs = readPrograms();

test('there are at least 80 programs, no two of one name', () => {
  assert.ok(programs.length >= 80, `${programs.length}`);
  assert.equal(new Set(programs.map(({ topic, title }) => `${topic}: ${title}`)).size, programs.length);
});

test('each says something', () => {
  const silent = programs.filter(({ expected, end }) => expected.length + end.size === 0);
  assert.deepEqual(silent, []);
});

onEachEngine(
  'The trace of a program',
  (bench) => {
    let box: TracingBox;
    before(() => {
      box = new TracingBox(bench());
    });
    after(() => box[Symbol.asyncDispose]());

    for (const program of programs) {
      it(`${program.topic}: ${program.title}`, async () => {
        const traced = await box.run(program, true);
        assertEnd(program.end, traced);
        for (const expected of program.expected) assertExpected(expected, traced);
        // What was stopped was so by chance of its speed, or because it was traced.
        if (traced.trace.ended === undefined || traced.trace.ended.how === 'limit') return;
        const plain = await box.run(program, false);
        assert.deepEqual(seen(traced), seen(plain), 'traced and untraced');
      });
    }
  },
  0,
);

/** Addresses of objects are others in each process. */
const seen = ({ stdout, stderr, result }: Traced) => ({
  stdout: stdout.replaceAll(/0x[0-9a-f]{6,}/g, '0x…'),
  stderr: stderr.replaceAll(/0x[0-9a-f]{6,}/g, '0x…'),
  exitCode: result.exitCode,
});

function assertExpected({ file, line, kind, time, facts }: Expectation, { trace, stdout }: Traced): void {
  const number = trace.files.indexOf(file);
  const steps: Step[] = [];
  for (let n = 0; n < trace.stepCount; n += 1) {
    const step = trace.step(n);
    if (step.kind === kind && step.line === line && step.code.file === number) steps.push(step);
  }
  const step = time > 0 ? steps[time - 1] : steps.at(time);
  const where = `${file}, line ${line}, ${kind} ${time}`;
  assert.ok(step, `${where}: only ${steps.length} such steps`);
  const moment = {
    state: trace.stateAt(step.number),
    thread: step.thread,
    gives: step.value,
    raises: step.exception,
    wholeOf: (id: number) => trace.wholeOf(id, step.number),
    longText: (number: number) => trace.longText(number),
    printed: Buffer.from(stdout).subarray(0, writtenUpTo(trace, step.number)).toString(),
  };
  for (const fact of facts) {
    try {
      assertFact(fact, moment);
    } catch (error) {
      throw new Error(`${where}: ${fact}`, { cause: error });
    }
  }
}

/** How many bytes the program had written when this step was over. */
function writtenUpTo(trace: Traced['trace'], n: number): number {
  for (let at = n; at >= 0; at -= 1) {
    const op = trace.opsOf(at).findLast((one) => one.do === 'write');
    if (op?.do === 'write') return op.bytes;
  }
  return 0;
}
