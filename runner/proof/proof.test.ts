import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RunnerError } from '../model/index.ts';
import { onEachEngine } from '../testing/index.ts';
import { prove, unmet } from './index.ts';

onEachEngine('A proof', (bench) => {
  it('finds every essential limit enforced', async () => {
    const proof = await prove(bench().engine);
    assert.deepEqual(unmet(proof), [], JSON.stringify(proof.checks, null, 1));
  });

  it('of an engine that makes no boxes is none, and says why', async () => {
    const { engine } = bench();
    const failure = new RunnerError('box-failed', { words: 'crun: Operation not permitted' });
    const broken = Object.create(engine, { open: { value: () => Promise.reject(failure) } }) as typeof engine;
    await assert.rejects(prove(broken), failure);
  });
});
