import assert from 'node:assert/strict';
import fs, { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openHome, shelfKey, studioKeys } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-home-'));
after(() => rmSync(folder, { recursive: true }));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('A home', () => {
  it('is made where SANDLOT_HOME says, closed to others', () => {
    const home = openHome({ SANDLOT_HOME: join(folder, 'a', 'b') });
    assert.equal(home.path, join(folder, 'a', 'b'));
    assert.equal(mode(home.keys), '700');
  });

  it('is where the system keeps such things if nothing is said', () => {
    const { path } = openHome({ SANDLOT_HOME: '', XDG_DATA_HOME: folder }, 'linux');
    assert.equal(path, join(folder, 'sandlot'));
  });

  it('where nothing can be made is refused', () => {
    assert.throws(() => openHome({ SANDLOT_HOME: '/proc/sandlot/home' }), { code: 'home-unusable' });
  });

  it('that is a file is refused', () => {
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => openHome({ SANDLOT_HOME: join(folder, 'file') }), { code: 'home-unusable' });
  });
});

describe('The key of a studio', () => {
  it('is made once, for its user only', () => {
    const home = openHome({ SANDLOT_HOME: join(folder, 'keys') });
    const first = studioKeys(home).privateKey;
    assert.equal(mode(join(home.keys, 'studio.pem')), '600');
    assert.ok(studioKeys(home).privateKey.equals(first));
  });

  it('is on the disk before it has its name, so that a power cut leaves a key or none', (test) => {
    const order: string[] = [];
    for (const name of ['fsyncSync', 'linkSync'] as const) {
      const real = fs[name] as (...args: unknown[]) => void;
      test.mock.method(fs, name, (...args: unknown[]) => {
        order.push(name);
        real(...args);
      });
    }
    syncBuiltinESMExports();
    try {
      shelfKey(openHome({ SANDLOT_HOME: join(folder, 'durable') }));
    } finally {
      test.mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.deepEqual(order, ['fsyncSync', 'linkSync']);
  });

  it('that is no key is refused and left as it is', () => {
    const home = openHome({ SANDLOT_HOME: join(folder, 'spoilt') });
    writeFileSync(join(home.keys, 'studio.pem'), 'not a key');
    assert.throws(() => studioKeys(home), { code: 'home-unusable' });
  });
});
