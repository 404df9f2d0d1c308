import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SettingsRoom, hashPin, policyPath } from './index.ts';
import { isPin } from './pin.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/policy.md'), 'utf8');

const block = (language: string) => new RegExp('```' + language + '\n(.*?)```', 's').exec(page)?.[1] ?? '';

describe('The page for IT', () => {
  it('names the places where we look', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      assert.ok(page.includes(`\`${policyPath(platform)}\``), platform);
    }
  });

  it('has an example that is good', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandlot-policy-'));
    try {
      const policyFile = join(folder, 'policy.json');
      writeFileSync(policyFile, block('json'));
      const room = await SettingsRoom.open({ file: join(folder, 'settings.json'), policyFile });
      const { policyProblem, managed, guarded } = room.state();
      assert.deepEqual(
        { policyProblem, managed: managed.length, guarded },
        { policyProblem: null, managed: 3, guarded: true },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has a command that makes the hash of a PIN', async () => {
    const [, script = ''] = /^node -e "(.*)"$/m.exec(block('sh')) ?? [];
    const hash = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }).trim();
    assert.ok(await isPin('24681357', hash));
    assert.ok(!(await isPin('24681358', hash)));
  });
});

describe('The place of the policy', () => {
  it('is not moved by the environment', () => {
    const before = process.env['ProgramData'];
    process.env['ProgramData'] = String.raw`D:\mine`;
    try {
      assert.equal(policyPath('win32'), String.raw`C:\ProgramData\Sandlot\policy.json`);
    } finally {
      if (before === undefined) delete process.env['ProgramData'];
      else process.env['ProgramData'] = before;
    }
  });
});

describe('A hash', () => {
  it('is of one PIN', async () => {
    const hash = await hashPin('0000');
    assert.deepEqual(
      [await isPin('0000', hash), await isPin('000', hash), await isPin('', hash)],
      [true, false, false],
    );
  });
});
