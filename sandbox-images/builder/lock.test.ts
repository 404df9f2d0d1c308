import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ImageError } from '../errors.ts';
import type { Apt, IndexEntry } from './apt.ts';
import { fetchMissing } from './lock.ts';

const locked: IndexEntry = { name: 'libexample1', version: '1.2-3', sha256: '0'.repeat(64), size: 5 };

/** A mirror that offers these packages, and sends this for each. */
function mirror(offered: readonly IndexEntry[], sent = ''): Apt {
  return {
    closure: () => Promise.resolve([]),
    show: () => Promise.resolve([...offered]),
    download: (_specs, folder) => writeFile(join(folder, 'libexample1.deb'), sent),
  };
}

test('a package that has left the mirror is named, with the way out', async () => {
  const newer = { ...locked, version: '1.2-4', sha256: '1'.repeat(64) };
  await assert.rejects(fetchMissing(mirror([newer]), [locked]), (error) => {
    assert.ok(error instanceof ImageError);
    assert.equal(error.code, 'package-gone');
    assert.deepEqual(error.details, ['libexample1 1.2-3']);
    assert.match(error.whatToDo, /npm run images -- --relock/);
    return true;
  });
});

test('a package that is not what the lock says is refused', async () => {
  await assert.rejects(fetchMissing(mirror([locked], 'malware'), [locked]), { code: 'package-corrupt' });
});
