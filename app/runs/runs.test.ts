import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LIVE_LIMITS, type Run, RunnerError, type RunResult, type SignedSpec } from '../../runner/index.ts';
import type { Program } from './program.ts';
import { Runs } from './runs.ts';

const program: Program = {
  entry: 'a.py',
  files: [{ path: 'a.py', content: '', encoding: 'utf8' }],
  stdio: { kind: 'pipes' },
  tracebacks: 'printed',
  limits: LIVE_LIMITS,
  trace: null,
};

/** A runner whose runs end when the test says so. */
class Stand {
  readonly started: string[] = [];
  readonly #ends: ((verdict: RunResult['verdict']) => void)[] = [];

  start = (signed: SignedSpec): Promise<Run> => {
    this.started.push(Buffer.from(signed.payload).toString());
    const { promise, resolve } = Promise.withResolvers<RunResult>();
    this.#ends.push((verdict) => resolve({ verdict } as RunResult));
    const collect = async () => ({ result: await promise });
    return Promise.resolve({ result: promise, collect } as unknown as Run);
  };

  async end(at: number, verdict: RunResult['verdict'] = 'finished'): Promise<void> {
    this.#ends[at]?.(verdict);
    await turn();
  }
}

function open(atOnce: number, mayWait: number) {
  const stand = new Stand();
  const { privateKey } = generateKeyPairSync('ed25519');
  return { stand, runs: new Runs({ runner: stand, image: 'a'.repeat(64), privateKey, atOnce, mayWait }) };
}

describe('Runs', () => {
  it('let a pupil run one program at a time', async () => {
    const { stand, runs } = open(9, 9);
    await runs.live('ada', program);
    await assert.rejects(runs.live('ada', program), { code: 'already-running' });
    await runs.live('bob', program);
    await stand.end(0);
    await runs.live('ada', program);
  });

  it('start in the order in which they were asked for, so many at once', async () => {
    const { stand, runs } = open(2, 9);
    const all = ['a', 'b', 'c', 'd'].map((pupil) => runs.live(pupil, program));
    await turn();
    assert.equal(stand.started.length, 2);
    await stand.end(1);
    await all[2];
    assert.equal(stand.started.length, 3);
    await stand.end(0);
    await all[3];
  });

  it('say that it is full when too many wait', async () => {
    const { runs } = open(1, 1);
    await runs.live('a', program);
    void runs.live('b', program);
    await turn();
    await assert.rejects(runs.live('c', program), { code: 'queue-full' });
    await assert.rejects(runs.live('c', program), { code: 'queue-full' }, 'and may be asked again');
  });

  it('try a graded program again after an internal error, and a live one not', async () => {
    const { stand, runs } = open(1, 1);
    const graded = runs.graded(program);
    await turn();
    await stand.end(0, 'internal error');
    await stand.end(1, 'internal error');
    await stand.end(2, 'finished');
    assert.equal((await graded).result.verdict, 'finished');
    assert.equal(stand.started.length, 3);
    assert.equal(new Set(stand.started).size, 3, 'each start has a spec of its own');
    const live = await runs.live('a', program);
    await stand.end(3, 'internal error');
    assert.equal((await live.result).verdict, 'internal error');
    assert.equal(stand.started.length, 4);
  });

  it('that are given up while they wait leave the queue at once, and their place to others', async () => {
    const { stand, runs } = open(1, 1);
    const giveUp = new AbortController();
    await runs.live('a', program);
    const waiting = runs.live('b', program, giveUp.signal);
    await turn();
    giveUp.abort(new Error('given up'));
    await assert.rejects(waiting, /given up/);
    await assert.rejects(runs.live('b', program, giveUp.signal), /given up/, 'nor do they begin to wait');
    const next = runs.live('b', program);
    await turn();
    await stand.end(0);
    await next;
    assert.equal(stand.started.length, 2);
  });

  it('that are given up just as their turn comes pass it on', async () => {
    const { stand, runs } = open(1, 2);
    const giveUp = new AbortController();
    const first = await runs.live('a', program);
    const waiting = assert.rejects(runs.live('b', program, giveUp.signal), /given up/);
    const next = runs.live('c', program);
    await turn();
    void first.result.then(() => giveUp.abort(new Error('given up')));
    await stand.end(0);
    await waiting;
    await next;
    assert.equal(stand.started.length, 2);
  });

  it('that are closed start nobody who waits', async () => {
    const { stand, runs } = open(1, 2);
    await runs.live('a', program);
    const waiting = runs.live('b', program);
    await turn();
    runs.close();
    await assert.rejects(waiting, { code: 'closed' });
    await stand.end(0);
    assert.equal(stand.started.length, 1);
    await assert.rejects(runs.live('c', program), { code: 'closed' });
  });

  it('try a graded program again when there was no box to be had', async () => {
    const { stand, runs } = open(1, 1);
    const start = stand.start;
    stand.start = () => {
      stand.start = start;
      return Promise.reject(new RunnerError('box-failed'));
    };
    const graded = runs.graded(program);
    await turn();
    await stand.end(0);
    assert.equal((await graded).result.verdict, 'finished');
  });

  it('go on after a start that failed', async () => {
    const { stand, runs } = open(1, 1);
    const start = stand.start;
    stand.start = () => Promise.reject(new Error('no box'));
    await assert.rejects(runs.live('a', program), /no box/);
    stand.start = start;
    await runs.live('a', program);
  });
});
