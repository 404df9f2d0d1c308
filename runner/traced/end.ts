/**
 * What can be said of the end of a program, a line each in `--- end`:
 *
 * - `verdict`, `reason`, `exit`: of the run
 * - `stdout`, `error`: what it wrote in JSON, the last line of what it wrote as an error
 * - `ended`: `done`, `error`, `limit`, or `cut` where the trace has no end
 * - `steps`, `lines`: how many there are
 * - `later`: facts of the state after the steps, as `facts.ts` has them
 * - `last`: numbers of the last lines that ran, as many as are given
 * - `visits`: `2×50 3×49`, how often lines ran
 */
import assert from 'node:assert/strict';
import type { Traced } from './box.ts';
import { assertFact } from './facts.ts';

const ASSERTIONS: Readonly<Record<string, (outcome: Traced, said: string) => void>> = {
  verdict: ({ result }, said) => assert.equal(result.verdict, said),
  reason: ({ result }, said) => assert.equal(result.reason, said),
  exit: ({ result }, said) => assert.equal(result.exitCode, Number(said)),
  stdout: ({ stdout }, said) => assert.equal(JSON.stringify(stdout), said),
  error: ({ stderr }, said) => assert.equal(stderr.trimEnd().split('\n').at(-1), said),
  ended: ({ trace }, said) => assert.equal(trace.ended?.how ?? trace.problem?.code, said),
  steps: ({ trace }, said) => assert.equal(trace.stepCount, Number(said)),
  lines: ({ trace }, said) => assert.equal(trace.linesRun, Number(said)),
  later: ({ trace }, said) => {
    assert.ok(trace.later, 'no state after the steps');
    for (const fact of said.split('; '))
      assertFact(fact, {
        state: trace.later.state,
        thread: 0,
        wholeOf: () => undefined,
        longText: () => undefined,
      });
  },
  last: ({ trace }, said) => {
    const asked = said.split(' ').map(Number);
    assert.deepEqual(
      trace.lastLines.slice(-asked.length).map(({ line }) => line),
      asked,
    );
  },
  visits: ({ trace }, said) => {
    for (const one of said.split(' ')) {
      const [line, times] = one.split('×').map(Number);
      assert.equal(trace.visits(0).get(line ?? 0), times, `line ${line}`);
    }
  },
};

/** @throws AssertionError if it did not end so. What is not said is taken to be as of a program without faults. */
export function assertEnd(said: ReadonlyMap<string, string>, outcome: Traced): void {
  if (!said.has('verdict')) assert.equal(outcome.result.verdict, 'finished', outcome.stderr);
  if (!said.has('ended')) assert.equal(outcome.trace.problem, undefined);
  for (const [word, what] of said) {
    const check = ASSERTIONS[word];
    if (check === undefined) throw new Error(`cannot read: ${word}`);
    check(outcome, what);
  }
}
