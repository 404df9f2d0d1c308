import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachEngine } from '../testing/index.ts';
import { prove, unmet } from './index.ts';

onEachEngine('A proof', (bench) => {
  it('finds every essential limit enforced', async () => {
    const proof = await prove(bench().engine);
    assert.deepEqual(unmet(proof), [], JSON.stringify(proof.checks, null, 1));
  });
});
