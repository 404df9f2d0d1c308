import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VERDICTS } from '../../runner/model/index.ts';
import type { ProblemData } from '../contract/index.ts';
import { hasWords, doctorWords, problemWords, words } from './index.ts';

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

describe('The words of a problem', () => {
  const say = (code: ProblemData['code'], details: ProblemData['details']) =>
    problemWords({ code, details }, 'window');

  it('say why nothing can have a name', () => {
    assert.equal(
      say('bad-name', { name: '.x', problem: 'dot at the start' }),
      'Nothing can be called “.x”: it begins with a dot.',
    );
  });

  it('tell a file that was changed from one that is gone', () => {
    assert.match(say('file-changed', { file: 'a.py', now: 'changed' }), /^a\.py was changed/);
    assert.match(say('file-changed', { file: 'a.py', now: 'gone' }), /^a\.py was removed/);
  });

  it('send nobody to the doctor who is there', () => {
    const problem: ProblemData = { code: 'box-failed', details: { words: 'crun: no' } };
    assert.match(problemWords(problem, 'window'), /a teacher can look in Settings/);
    assert.match(problemWords(problem, 'terminal'), /doctor/);
    for (const reader of ['window', 'terminal'] as const) {
      assert.equal(doctorWords(problem, reader), 'It could not start any box. It said: crun: no');
      assert.match(doctorWords({ code: 'engine-lost', details: { engine: 'podman' } }, reader), /podman/);
    }
  });

  it('name what they are about', () => {
    assert.match(say('file-exists', { file: 'a.py' }), /a\.py/);
    assert.match(say('project-exists', { name: 'Game' }), /Game/);
    assert.match(say('store-unusable', { path: '/x', why: 'newer', version: 9, known: 1 }), /newer Sandlot/);
  });
});
