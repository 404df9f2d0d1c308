import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whyNoBox } from './no-box.ts';

const failed = (seen: string) => ({ state: 'not enforced', seen }) as const;

describe('The doctor', () => {
  it('says that an engine starts no box when every try failed for the same reason', () => {
    assert.equal(whyNoBox([failed('no space left'), failed('no space left')]), 'no space left');
  });

  it('says what each check has seen when they differ, or one has held', () => {
    assert.equal(whyNoBox([failed('wrote on'), failed('took all')]), undefined);
    assert.equal(whyNoBox([failed('x'), { state: 'proven', seen: 'x' }]), undefined);
    assert.equal(whyNoBox([]), undefined);
  });
});
