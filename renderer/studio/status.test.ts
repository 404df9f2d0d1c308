import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EngineState } from '../../app/contract/index.ts';
import { explain } from '../../app/words/index.ts';
import { type RunResult, VERDICTS } from '../../runner/model/index.ts';
import type { Phase } from './program-run.ts';
import { type Mood, statusOf } from './status.ts';
import { outcomeOf } from './testing/back-end.ts';

const READY: EngineState = { state: 'ready', name: 'podman', version: '5' };
const ENGINES: readonly EngineState[] = [
  { state: 'starting' },
  { state: 'proving' },
  READY,
  { state: 'failed', problem: { code: 'engine-missing', details: { engine: 'auto' } } },
];

/** A program that ended like this. */
function ended(result: Partial<RunResult>): Phase {
  const outcome = outcomeOf(result);
  return { phase: 'ended', outcome, explanation: explain(outcome.result, undefined, outcome.limits) };
}

const UNENDED: readonly Phase[] = [
  ...(['idle', 'starting', 'running', 'waiting', 'stopping'] as const).map((phase) => ({ phase })),
  { phase: 'failed', problem: { code: 'queue-full', details: { running: 4 } } },
];
const PHASES = [...UNENDED, ...VERDICTS.map((verdict) => ended({ verdict }))];

/** A sentence for people, and no key of the catalogue or hole in a sentence. */
function assertSentence(words: string): void {
  assert.match(words, /^\p{Lu}.*[.!?…]\)?$/su);
  assert.doesNotMatch(words, /\{\{|undefined|window\./u);
}

describe('The status', () => {
  it('asks for a prediction where there is one to make', () => {
    const idle = statusOf('open', READY, { phase: 'idle' }, 'a.py', 'predict');
    assert.match(idle.words, /^Say what/);
    assert.equal(statusOf('open', READY, { phase: 'running' }, 'a.py', 'predict').mood, 'busy');
  });

  it('is a sentence in every phase, with every engine', () => {
    for (const phase of PHASES)
      for (const engine of ENGINES) assertSentence(statusOf('open', engine, phase, 'a.py').words);
  });

  it('is first of all that the studio has gone', () => {
    const lost = statusOf('lost', READY, { phase: 'idle' }, 'a.py');
    assertSentence(lost.words);
    assert.equal(lost.mood, 'bad');
    for (const phase of PHASES)
      for (const engine of ENGINES) assert.deepEqual(statusOf('lost', engine, phase, 'a.py'), lost);
  });

  it('is of the engine only while nothing was run', () => {
    const idle = ENGINES.map((engine) => statusOf('open', engine, { phase: 'idle' }, 'a.py'));
    assert.deepEqual(
      idle.map(({ mood }) => mood),
      ['busy', 'busy', 'calm', 'bad'],
    );
    assert.equal(new Set(idle.map(({ words }) => words)).size, ENGINES.length);
    const running = ENGINES.map((engine) => statusOf('open', engine, { phase: 'running' }, 'a.py').words);
    assert.equal(new Set(running).size, 1);
  });

  it('says why a program that was started is not running yet', () => {
    const start = (engine: EngineState) => statusOf('open', engine, { phase: 'starting' }, 'a.py').words;
    const proving = start({ state: 'proving' });
    assert.notEqual(proving, start(READY));
    assert.equal(proving, statusOf('open', { state: 'proving' }, { phase: 'idle' }, 'a.py').words);
  });

  const endings: [Partial<RunResult>, Mood, RegExp][] = [
    [{ wallMillis: 40 }, 'good', /^Finished a\.py in less than a tenth of a second\.$/],
    [{ wallMillis: 1_540 }, 'good', /^Finished a\.py in 1\.5 seconds\.$/],
    [{ verdict: 'stopped', reason: 'killed', exitCode: null }, 'calm', /^You stopped/],
    [
      { verdict: 'time limit exceeded', reason: 'cpu time', exitCode: null },
      'bad',
      /30 seconds without ending/,
    ],
    [
      { verdict: 'time limit exceeded', reason: 'instruction limit', exitCode: null },
      'bad',
      /20 million lines without ending/,
    ],
    [{ verdict: 'memory limit exceeded', exitCode: null }, 'bad', /memory/],
    [{ verdict: 'runtime error', exitCode: 1 }, 'bad', /something went wrong/],
  ];
  for (const [result, mood, words] of endings) {
    it(`says how a program ended: ${result.verdict ?? 'finished'}`, () => {
      const status = statusOf('open', READY, ended(result), 'a.py');
      assert.equal(status.mood, mood);
      assert.match(status.words, words);
    });
  }
});
