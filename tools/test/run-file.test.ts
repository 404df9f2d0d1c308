import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { FileResult } from './run-file.ts';

const script = `
  import { runFile } from ${JSON.stringify(new URL('run-file.ts', import.meta.url))};
  const signal = AbortSignal.timeout(Number(process.argv[3]));
  console.log(JSON.stringify(await runFile(process.argv[2], ${JSON.stringify(tmpdir())}, signal)));
`;

/** The result for a test file with this text, in a process of its own: node:test does not run inside itself. */
async function resultOf(text: string, patienceMillis = 60_000): Promise<FileResult> {
  const folder = await mkdtemp(join(tmpdir(), 'sandlot-run-file-'));
  try {
    const path = join(folder, 'example.test.ts');
    await writeFile(path, `import { before, describe, it, test } from 'node:test';\n${text}`);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    await writeFile(join(folder, 'script.mjs'), script);
    const args = [join(folder, 'script.mjs'), path, String(patienceMillis)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return JSON.parse(stdout) as FileResult;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As in "2 passed, 0 failed, 0 skipped", and the names of what failed, without the file's. */
async function countsOf(text: string, patienceMillis?: number) {
  const { tally } = await resultOf(text, patienceMillis);
  const failed = tally.failed.map(({ name }) => name.split(' › ').slice(1).join(' › '));
  return { passed: tally.passed, failed, skipped: tally.skipped.map(({ reason }) => reason) };
}

describe('runFile', () => {
  it('counts leaves, not the suites and tests around them', async () => {
    const text = `
      describe('a', () => { describe('b', () => { it('one', () => {}); it('two', () => {}); }); });
      test('parent', async (t) => { await t.test('three', () => {}); });
    `;
    assert.deepEqual(await countsOf(text), { passed: 3, failed: [], skipped: [] });
  });

  it('names a failed test with all that is around it', async () => {
    const text = `describe('a', () => { it('one', () => {}); it('two', () => { throw new Error('boom'); }); });`;
    assert.deepEqual(await countsOf(text), { passed: 1, failed: ['a › two'], skipped: [] });
  });

  it('keeps the error and what the file printed', async () => {
    const { tally, output } = await resultOf(
      `test('x', () => { console.log('seen'); throw new Error('boom'); });`,
    );
    assert.match(tally.failed[0]?.detail ?? '', /Error: boom\n\s+at /);
    assert.match(output, /seen/);
  });

  it('counts a parent that fails by itself', async () => {
    const text = `test('p', async (t) => { await t.test('one', () => {}); throw new Error('own'); });`;
    assert.deepEqual(await countsOf(text), { passed: 1, failed: ['p'], skipped: [] });
  });

  it('counts a failed hook and the tests that it kept from running', async () => {
    const text = `describe('a', () => { before(() => { throw new Error('no'); }); it('one', () => {}); });`;
    assert.deepEqual((await countsOf(text)).failed, ['a › one', 'a']);
  });

  it('gives the reasons of skips, a whole suite counting as one', async () => {
    const text = `
      it('one', { skip: 'no Docker' }, () => {});
      it('two', (t) => { t.skip('too slow'); });
      describe('a', { skip: 'no Podman' }, () => { it('three', () => {}); });
      it.todo('four');
    `;
    const reasons = ['no Docker', 'too slow', 'no Podman', 'todo, no reason given'];
    assert.deepEqual(await countsOf(text), { passed: 0, failed: [], skipped: reasons });
  });

  it('fails a file that throws while loading', async () => {
    assert.deepEqual(await countsOf(`throw new Error('at load');`), { passed: 0, failed: [''], skipped: [] });
  });

  it('fails a file that exits in the middle', async () => {
    const text = `test('one', () => {}); test('two', () => { process.exit(0); }); test('three', () => {});`;
    const { failed } = await countsOf(text);
    assert.equal(failed.length, 1);
  });

  it('fails a file without tests', async () => {
    assert.deepEqual(await countsOf(''), { passed: 0, failed: [''], skipped: [] });
  });

  it('fails a file that does not end, when patience ends', async () => {
    const text = `test('one', () => {}); setInterval(() => {}, 1000);`;
    assert.deepEqual(await countsOf(text, 1500), { passed: 1, failed: [''], skipped: [] });
  });
});
