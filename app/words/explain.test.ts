import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LIVE_LIMITS, type ProgramError, type RunResult } from '../../runner/model/index.ts';
import { explain } from './index.ts';

const RESULT: RunResult = {
  verdict: 'runtime error',
  reason: null,
  exitCode: 1,
  signal: null,
  wallMillis: 10,
  cpuMillis: 5,
  peakMemoryBytes: 0,
  outputBytes: 0,
  truncated: false,
  engine: 'podman',
  warm: true,
};

// What is told of which exception is tried in real boxes: app/cli/explain.test.ts.
describe('The explanation of a run', () => {
  it('gives what Python said, too', () => {
    const error: ProgramError = {
      name: 'NameError',
      message: "name 'nme' is not defined",
      atCompile: false,
      place: null,
      traceback: 'Traceback …\n',
    };
    const explanation = explain(RESULT, error, LIVE_LIMITS);
    assert.equal(explanation?.said, "NameError: name 'nme' is not defined");
    assert.equal(explanation.traceback, 'Traceback …');
  });

  it('has what Python suggests where that is the end of its traceback, and nothing else that stands there', () => {
    const said = (traceback: string) => {
      const error = {
        name: 'NameError',
        message: "name 'nme' is not defined",
        atCompile: false,
        place: null,
      };
      return explain(RESULT, { ...error, traceback }, LIVE_LIMITS);
    };
    const suggested = said("Traceback …\nNameError: name 'nme' is not defined. Did you mean: 'name'?\n");
    assert.match(suggested?.said ?? '', /Did you mean: 'name'\?$/);
    assert.match(suggested?.why.join(' ') ?? '', /Did you mean “name”\?/);
    for (const forged of [
      'ForgedError: hello',
      "NameError: name 'nme' is not defined, says I",
      `NameError: name 'nme' is not defined. Did you mean: ${'x'.repeat(300)}`,
    ]) {
      assert.equal(said(`Traceback …\n${forged}\n`)?.said, "NameError: name 'nme' is not defined");
    }
  });

  it('knows an exception by its name where its message says no more', () => {
    const error: ProgramError = {
      name: 'OverflowError',
      message: '',
      atCompile: false,
      place: null,
      traceback: '',
    };
    assert.deepEqual(explain(RESULT, error, LIVE_LIMITS)?.why, ['A number became too big.']);
    for (const name of ['OhNoError', 'other']) {
      assert.deepEqual(explain(RESULT, { ...error, name }, LIVE_LIMITS)?.why, [`Python reported: ${name}.`]);
    }
  });

  it('knows a program whose letters Python cannot read', () => {
    const message =
      "(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 3: unexpected end of data";
    const error = { name: 'SyntaxError', message, atCompile: true, place: null, traceback: '' };
    assert.match(explain(RESULT, error, LIVE_LIMITS)?.why.join('') ?? '', /Save it as UTF-8/);
  });

  it('says where to look when there was too much of something', () => {
    const why = (verdict: RunResult['verdict']) =>
      explain({ ...RESULT, verdict, exitCode: null }, undefined, LIVE_LIMITS)?.why.join(' ') ?? '';
    assert.match(why('output limit exceeded'), /a loop that prints and never ends/);
    assert.match(why('memory limit exceeded'), /grows and grows/);
  });

  it('is none for a program that finished', () => {
    assert.equal(explain({ ...RESULT, verdict: 'finished', exitCode: 0 }, undefined, LIVE_LIMITS), undefined);
  });
});
