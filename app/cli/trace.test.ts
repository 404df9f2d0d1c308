import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Workplace } from './testing/terminal.ts';

const work = new Workplace();
after(() => work[Symbol.dispose]());

const EXAMPLES = join(import.meta.dirname, '../../runner/trace/examples');
function example(name: string): string {
  copyFileSync(join(EXAMPLES, `${name}.jsonl`), join(work.folder, `${name}.jsonl`));
  return `${name}.jsonl`;
}

describe('sandlot trace', () => {
  it('shows the state at a step', async () => {
    const { stdout, stderr, code } = await work.command(['trace', example('loop'), '--at', '11']);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.deepEqual(stdout.split('\n'), [
      'Step 11 of 15: line 2 of loop.py is about to run.',
      'double, line 2 of loop.py:',
      '  n = 1',
      '<module>, line 5 of loop.py:',
      '  double = <function double(n)>',
      '  seen = [0]',
      '  i = 1',
      '',
    ]);
  });

  it('shows what was printed, returned and gives', async () => {
    const last = await work.command(['trace', example('loop'), '--at', '15']);
    assert.match(last.stdout, /returns None/);
    assert.match(last.stdout, /Printed so far:\n {2}\[0, 2\]\n$/);
    const generator = await work.command(['trace', example('later'), '--at', '7']);
    assert.match(generator.stdout, /count, resting at line 4 of forever\.py:\n {2}n = 0\n/);
  });

  it('tells how large a trace is', async () => {
    const { stdout, code } = await work.command(['trace', example('loop'), '--summary']);
    assert.match(stdout, /^16 steps, 11 lines run, \d+ bytes \([\d.]+ a step\), read in [\d.]+ ms\.\n$/);
    assert.equal(code, 0);
  });

  it('shows what can be shown of a trace that is cut or spoilt', async () => {
    const text = readFileSync(join(EXAMPLES, 'loop.jsonl'), 'utf8');
    const lines = text.split('\n');
    writeFileSync(join(work.folder, 'cut.jsonl'), text.slice(0, 300));
    const cut = await work.command(['trace', 'cut.jsonl', '--at', '2']);
    assert.match(cut.stdout, /^Step 2 of/);
    assert.match(cut.stderr, /has no end/);
    assert.equal(cut.code, 0);
    writeFileSync(join(work.folder, 'spoilt.jsonl'), lines.toSpliced(8, 1, '["l",-1]').join('\n'));
    const spoilt = await work.command(['trace', 'spoilt.jsonl', '--at', '2']);
    assert.match(spoilt.stdout, /^Step 2 of/);
    assert.match(spoilt.stderr, /Line 9 of the trace/);
    assert.equal(spoilt.code, 2);
    writeFileSync(join(work.folder, 'new.jsonl'), '{"trace":2}\n');
    const later = await work.command(['trace', 'new.jsonl', '--summary']);
    assert.match(later.stderr, /version 2/);
  });

  it('says what is wrong with what it was asked', async () => {
    const asked = async (...args: string[]) => {
      const { stderr, code } = await work.command(['trace', ...args]);
      assert.equal(code, 2);
      return stderr;
    };
    const trace = example('words');
    assert.match(await asked(trace), /--out T/);
    assert.match(await asked(trace, '--at', '99'), /no step 99\. There are 5/);
    assert.match(await asked(trace, '--at', '-1x'), /number from 0|For help/);
    assert.match(await asked(trace, trace, '--summary'), /one too many/);
    assert.match(await asked('nowhere.jsonl', '--summary'), /nowhere\.jsonl could not be read/);
  });
});
