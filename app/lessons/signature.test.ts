import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { openZip, readPack, signPack, signedBy, zipOf } from './index.ts';
import { type Files, SMALL, inMemory, told, without } from './testing/packs.ts';

const { privateKey } = generateKeyPairSync('ed25519');

const signed = async (files: Files, key = privateKey): Promise<Files> => ({
  ...files,
  'signature.json': await signPack(inMemory(files), 'Ada Lovelace', key),
});
const whoSigned = (files: Files) => signedBy(inMemory(files));

describe('A signature', () => {
  it('tells who signed a pack, and that nothing has changed', async () => {
    const files = await signed(SMALL);
    const by = await whoSigned(files);
    assert.equal(by.kind === 'signed' && by.name, 'Ada Lovelace');
    assert.match(by.kind === 'signed' ? by.fingerprint : '', /^(?:[0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    assert.deepEqual(await whoSigned(SMALL), { kind: 'unsigned' });
    assert.equal((await readPack(inMemory(files))).id, 'small', 'it is a pack like any other');
  });

  it('is there in a zip too, which is the same each time', async () => {
    const files = await signed(SMALL);
    const bytes = await zipOf(inMemory(files));
    const turned = Object.fromEntries(Object.entries(files).reverse());
    assert.deepEqual(await zipOf(inMemory(turned)), bytes);
    assert.equal((await signedBy(await openZip('a.zip', bytes))).kind, 'signed');
  });

  it('tells which files were changed, added or taken away', async () => {
    const files = await signed(SMALL);
    const task = 'exercises/how-old/task.md';
    for (const [changed, path] of [
      [{ ...files, [task]: 'Something else' }, task],
      [{ ...files, 'exercises/how-old/files/new.txt': '' }, 'exercises/how-old/files/new.txt'],
      [without(files, task), task],
    ] as const) {
      assert.deepEqual(await whoSigned(changed), { kind: 'changed', name: 'Ada Lovelace', files: [path] });
    }
  });

  it('is not believed when somebody has changed it', async () => {
    const files = await signed(SMALL);
    const text = String(files['signature.json']);
    const other = await signed(SMALL, generateKeyPairSync('ed25519').privateKey);
    const theirs = JSON.parse(String(other['signature.json'])) as { key: string };
    for (const forged of [
      text.replace('Ada Lovelace', 'Ada Byron'),
      text.replace(/"key": "[^"]*"/u, `"key": "${theirs.key}"`),
      text.replace(/"key": "[^"]*"/u, `"key": "${'_'.repeat(43)}"`),
      text.replace(/"signature": "[^"]*"/u, `"signature": "${'A'.repeat(86)}"`),
    ]) {
      assert.notEqual(forged, text);
      const by = await whoSigned({ ...files, 'signature.json': forged });
      assert.deepEqual(by.kind === 'changed' && by.files, ['signature.json']);
    }
    for (const nonsense of ['', '{}', '[]', text.slice(0, -9), text.replace(/"key": "[^"]*"/u, '"key": "AAAA"')]) {
      assert.deepEqual(await told(whoSigned({ ...files, 'signature.json': nonsense })), [
        'signature.json signature',
      ]);
    }
  });
});
