import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { connect } from './connect.ts';
import { type Surroundings, findEndpoints } from './discovery.ts';

const home = mkdtempSync(join(tmpdir(), 'sandlot-home-'));
after(() => rmSync(home, { recursive: true }));

const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
  env: {},
  platform: 'linux',
  home,
  ...changes,
});

const addresses = async (surroundings: Surroundings) =>
  (await findEndpoints(surroundings)).map(({ address }) => address);

describe('Engines are looked for', () => {
  it('first where the variables point', async () => {
    const env = { DOCKER_HOST: 'unix:///d.sock', CONTAINER_HOST: 'unix:///p.sock' };
    assert.deepEqual((await addresses(around({ env }))).slice(0, 2), ['unix:///d.sock', 'unix:///p.sock']);
  });

  it('in the context that was chosen for the docker command', async () => {
    const folder = join(home, '.docker');
    const hash = createHash('sha256').update('lab').digest('hex');
    mkdirSync(join(folder, 'contexts', 'meta', hash), { recursive: true });
    writeFileSync(join(folder, 'config.json'), '{"currentContext": "lab"}');
    writeFileSync(
      join(folder, 'contexts', 'meta', hash, 'meta.json'),
      '{"Name": "lab", "Endpoints": {"docker": {"Host": "unix:///lab.sock"}}}',
    );
    assert.equal((await addresses(around()))[0], 'unix:///lab.sock');
    assert.equal(
      (await addresses(around({ env: { DOCKER_CONTEXT: 'default' } })))[0],
      'unix:///var/run/docker.sock',
    );
    writeFileSync(join(folder, 'config.json'), 'not JSON');
    assert.equal((await addresses(around()))[0], 'unix:///var/run/docker.sock');
  });

  it('in the usual places of the system', async () => {
    const linux = await addresses(around({ env: { XDG_RUNTIME_DIR: '/run/user/7' } }));
    for (const socket of [
      '/var/run/docker.sock',
      '/run/podman/podman.sock',
      '/run/user/7/podman/podman.sock',
    ]) {
      assert.ok(linux.includes(`unix://${socket}`), socket);
    }
    const windows = await addresses(around({ platform: 'win32' }));
    assert.ok(windows.includes('npipe:////./pipe/docker_engine'));
  });

  it('at each place once', async () => {
    const all = await addresses(around({ env: { DOCKER_HOST: 'unix:///var/run/docker.sock' } }));
    assert.equal(new Set(all).size, all.length);
  });
});

describe('An address', () => {
  const refused = ['tcp://192.0.2.7:2375', 'ssh://teacher@lab', 'https://docker.example', 'rubbish'];
  for (const address of refused) {
    it(`that is not on this machine is refused: ${address}`, async () => {
      const endpoint = { expected: 'docker', address, source: 'test' } as const;
      await assert.rejects(connect(endpoint), { code: 'engine-unfit' });
    });
  }

  it('where nobody answers is missing', async () => {
    const endpoint = { expected: 'docker', address: `unix://${home}/nobody.sock`, source: 'test' } as const;
    await assert.rejects(connect(endpoint), { code: 'engine-missing' });
  });
});
