import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Metafile } from 'esbuild';
import { licencesOf } from './licences.ts';

/** What is said of a bundle that is made of these packages, by name and licence. */
function said(packages: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sandlot-licences-'));
  try {
    const inputs: Metafile['inputs'] = { 'app/ours.ts': { bytes: 1, imports: [] } };
    for (const [name, license] of Object.entries(packages)) {
      const folder = join(root, 'node_modules', name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
      writeFileSync(join(folder, 'LICENSE.md'), `You may have ${name}.\n`);
      inputs[`node_modules/${name}/lib/index.js`] = { bytes: 1, imports: [] };
    }
    return licencesOf(root, [{ inputs, outputs: {} }]);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('Licences', () => {
  it('are named, with their text, once for each package', () => {
    const text = said({ zod: 'MIT', '@lezer/lr': 'ISC', 'zod/node_modules/inner': '0BSD' });
    for (const name of ['zod', '@lezer/lr', 'zod/node_modules/inner']) {
      assert.equal(text.split(`${name} 1.2.3 (`).length, 2, name);
      assert.ok(text.includes(`You may have ${name}.`), name);
    }
    assert.ok(!text.includes('ours'));
  });

  it('that ask for more than to be named are refused', () => {
    for (const license of ['GPL-3.0', 'AGPL-3.0-only', 'LGPL-2.1', 'MIT OR GPL-2.0', 'UNLICENSED', '']) {
      assert.throws(() => said({ zod: 'MIT', other: license }), /other 1.2.3 has the licence/, license);
    }
  });
});
