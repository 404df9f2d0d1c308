import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VERDICTS } from '../../runner/model/index.ts';
import { hasWords, words } from './index.ts';

describe('The catalogue', () => {
  it('has words for every verdict', () => {
    for (const verdict of VERDICTS) assert.ok(hasWords(`verdict.${verdict}`), verdict);
  });

  it('fills in what is given, as it is', () => {
    assert.equal(words('place.line', { line: 3, file: '<my> game.py' }), 'Look at line 3 of <my> game.py:');
  });

  it('knows what it does not know', () => {
    assert.equal(hasWords('exception.FunnyError'), false);
  });
});
