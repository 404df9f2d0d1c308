import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findEngines, openEngine } from './find.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Why no Podman of the test's own can be had here. */
function whyNot(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  if (spawnSync('podman', ['--version'], { env: { PATH } }).status !== 0) return 'no podman on this machine';
  return existsSync('/run/podman/podman.sock') ? 'this machine has a podman service of its own' : false;
}

/**
 * A machine with nothing but the command `podman`, whose store is `store`. The command is a script, because the
 * real one needs a little help where control groups are hybrid (as on the test machines), and a place of its own.
 */
function machineWith(folder: string, store: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh
export CONTAINERS_CONF=/dev/null PATH='${PATH}'
exec unshare --mount sh -c '
  umount /sys/fs/cgroup/unified 2>/dev/null
  for place in /dev/shm /run/crun /run/libpod; do mkdir -p $place; mount -t tmpfs tmpfs $place; done
  exec podman --root "${store}" --runroot "${folder}/run" --tmpdir "${folder}/tmp" --cgroup-manager cgroupfs --runtime crun "$@"
' podman "$@"
`;
  writeFileSync(join(bin, 'podman'), script);
  chmodSync(join(bin, 'podman'), 0o755);
  return {
    env: { PATH: bin, DOCKER_HOST: `unix://${folder}/nobody.sock` },
    platform: 'linux',
    home: folder,
  } as const;
}

describe('Where only the command podman is there', { skip: whyNot() }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandlot-podman-'));
  after(() => {
    spawnSync('umount', [join(folder, 'small')]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('its service is started for us, makes boxes, and is stopped', async () => {
    const place = join(folder, 'a');
    mkdirSync(place);
    let address = '';
    {
      await using findings = await findEngines(machineWith(place, join(place, 'store')));
      const podman = findings.found.find(({ endpoint }) => endpoint.source === 'command');
      assert.ok(podman, findings.missed.map(({ error }) => error.message).join('\n'));
      address = podman.endpoint.address.slice('unix://'.length);
      const engine = await openEngine(podman, { owner: 'test' });
      await using sandbox = await engine.open({ memoryMb: 64, pids: 16, diskMb: 4 });
      await sandbox.ready;
    }
    assert.equal(existsSync(address), false);
  });

  it('and its disk is full, that is said', async () => {
    const place = join(folder, 'b');
    const small = join(folder, 'small');
    mkdirSync(place);
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', small]);
    await using findings = await findEngines(machineWith(place, small));
    const podman = findings.found.find(({ endpoint }) => endpoint.source === 'command');
    assert.ok(podman);
    await assert.rejects(openEngine(podman, { owner: 'test' }), { code: 'disk-full' });
  });
});
