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

/** What a pupil is told of an exception. */
function told(name: string, message: string): string {
  const error: ProgramError = { name, message, atCompile: false, place: null, traceback: '' };
  return explain(RESULT, error, LIVE_LIMITS)?.why.join(' ') ?? '';
}

describe('The explanation of an exception', () => {
  for (const [name, message, words] of [
    ['IndentationError', "expected an indented block after 'if' statement on line 1", /four spaces more/],
    ['IndentationError', 'unexpected indent', /more spaces than the line before/],
    ['SyntaxError', "expected ':'", /colon missing/],
    [
      'SyntaxError',
      "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
      /write two of them: “==”/,
    ],
    [
      'SyntaxError',
      "cannot assign to literal here. Maybe you meant '==' instead of '='?",
      /To the left of “=” there has to be a name/,
    ],
    ['SyntaxError', 'unterminated string literal (detected at line 1)', /quotation mark/],
    ['SyntaxError', "'(' was never closed", /bracket is opened/],
    ['ValueError', "invalid literal for int() with base 10: 'ten'", /Digits work/],
    ['ModuleNotFoundError', "No module named 'turtle'", /no drawing window/],
    [
      'AttributeError',
      "module 'random' has no attribute 'randint' (consider renaming '/work/random.py' since it has the same name as the standard library module named 'random' and prevents importing that standard library module)",
      /module called random, and your file random\.py has the same name.*another name/,
    ],
    [
      'ImportError',
      "cannot import name 'sqrt' from 'math' (consider renaming '/work/math/__init__.py' since it has the same name as the standard library module named 'math' and prevents importing that standard library module)",
      /module called math, and your file math\/__init__\.py/,
    ],
    ['AttributeError', "module 'helpers' has no attribute 'go'", /looked for something after a dot/],
    ['NameError', "name 'nme' is not defined", /does not know this name/],
  ] as const) {
    it(`is as narrow as Python's message allows: ${name}: ${message}`, () => {
      assert.match(told(name, message), words);
    });
  }

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
