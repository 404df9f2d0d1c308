import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ImageManifest } from '../../../sandbox-images/index.ts';
import { findEngines, openEngine } from '../find.ts';

const built = fileURLToPath(new URL('../../../sandbox-images/out/python/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sandlot-image-'));
after(() => rmSync(folder, { recursive: true }));

/** A copy of the built image, to be spoilt. */
function copy(name: string): string {
  const root = join(folder, name);
  cpSync(built, root, { recursive: true });
  return root;
}

function changeManifest(root: string, change: (manifest: ImageManifest) => object): void {
  const path = join(root, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as ImageManifest;
  writeFileSync(path, JSON.stringify({ ...manifest, ...change(manifest) }));
}

for (const name of ['docker', 'podman'] as const) {
  const address = process.env[`SANDLOT_TEST_${name.toUpperCase()}`];
  const skip = address === undefined ? `no ${name} on this machine` : false;
  const variable = name === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST';

  /** Open the engine with an image from this folder. */
  const open = async (imageRoot: string, runtime?: string) => {
    await using findings = await findEngines({
      env: { [variable]: address },
      platform: 'linux',
      home: folder,
    });
    const [found] = findings.found;
    assert.ok(found);
    return await openEngine(found, { owner: 'test', imageRoot, runtime });
  };

  describe(`The image, on ${name}`, { skip }, () => {
    it('that has not been built is missing', async () => {
      await assert.rejects(open(join(folder, 'nothing')), { code: 'image-missing' });
    });

    it('whose archive is damaged is not loaded', async () => {
      const root = copy(`damaged-${name}`);
      const archive = readFileSync(join(root, 'image.tar.zst'));
      const middle = archive.length >> 1;
      archive.writeUInt8(archive.readUInt8(middle) ^ 1, middle);
      writeFileSync(join(root, 'image.tar.zst'), archive);
      changeManifest(root, () => ({ reference: `localhost/sandlot-test-damaged-${name}:1` }));
      await assert.rejects(open(root), { code: 'image-corrupt' });
    });

    it('that is another than the manifest says is not used', async () => {
      const root = copy(`other-${name}`);
      changeManifest(root, () => ({ identity: '0'.repeat(64) }));
      await assert.rejects(open(root), { code: 'image-unexpected' });
    });

    it('is run by a runtime that is asked for, if the engine lists it', async () => {
      const runtime = name === 'docker' ? 'runc' : 'crun';
      const engine = await open(built, runtime);
      await using sandbox = await engine.open({ memoryMb: 64, pids: 16, diskMb: 4 });
      await sandbox.ready;
      await assert.rejects(open(built, 'no-such-runtime'), { code: 'engine-unfit' });
    });
  });
}
