import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram, type Engines } from './index.ts';
import { sweepHomes } from './home.ts';
import { kinds } from './kinds.ts';
import { ping } from './ping.ts';

const { programs, systemSocket } = kinds.podman;
const skip =
  process.getuid?.() !== 0 || !programs.every((program) => findProgram(program) !== undefined)
    ? 'only root can start engines, and Podman must be installed'
    : (await ping(systemSocket)) !== undefined && 'this machine runs its own Podman';

/** A process that starts Podman, says where, and then waits to be killed, stops it, or crashes. */
async function owner(then: 'wait' | 'stop' | 'throw'): Promise<{ child: ChildProcess; engines: Engines }> {
  const script = `
    import { startEngines, stopEngines } from ${JSON.stringify(new URL('index.ts', import.meta.url))};
    const engines = await startEngines(['podman'], false);
    process.stdout.write(JSON.stringify(engines) + '\\n');
    if (process.argv[1] === 'stop') await stopEngines(engines);
    if (process.argv[1] === 'throw') throw new Error('a crash of the tests');
    if (process.argv[1] === 'wait') setInterval(() => {}, 1000);
  `;
  // Without the variable it would use the engine that this test run started.
  const { SANDLOT_TEST_PODMAN: _, ...env } = process.env;
  const args = ['--input-type=module', '--eval', script, then];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, engines: JSON.parse(line.toString()) as Engines };
}

function only(engines: Engines) {
  const [engine] = engines.own;
  assert.ok(engine, `Podman did not start: ${JSON.stringify(engines.states)}`);
  return engine;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

describe('engines of our own', { skip }, () => {
  after(sweepHomes);

  it('answer, and are gone with their folder when they are stopped', async () => {
    const { child, engines } = await owner('stop');
    await ended(child);
    assert.equal(await ping(only(engines).socket), undefined);
    assert.equal(existsSync(dirname(only(engines).socket)), false);
  });

  it('die with the process that started them, even by SIGKILL, and the next start sweeps their folder', async () => {
    const first = await owner('wait');
    const { socket } = only(first.engines);
    assert.equal(await ping(socket), 'podman');
    first.child.kill('SIGKILL');
    await ended(first.child);
    for (let tries = 0; (await ping(socket)) !== undefined && tries < 100; tries++) await sleep(50);
    assert.equal(await ping(socket), undefined);

    const second = await owner('stop');
    await ended(second.child);
    assert.equal(existsSync(dirname(socket)), false);
  });

  it('die when the tests crash', async () => {
    const { child, engines } = await owner('throw');
    await ended(child);
    for (let tries = 0; (await ping(only(engines).socket)) !== undefined && tries < 100; tries++)
      await sleep(50);
    assert.equal(await ping(only(engines).socket), undefined);
  });

  it('live side by side, and one being stopped leaves the other alone', async () => {
    const [one, other] = await Promise.all([owner('wait'), owner('stop')]);
    await ended(other.child);
    assert.equal(await ping(only(one.engines).socket), 'podman');
    one.child.kill('SIGKILL');
    await ended(one.child);
  });

  it('leave no mount on the machine', async () => {
    const { child, engines } = await owner('wait');
    const mounts = await readFile('/proc/self/mounts', 'utf8');
    assert.equal(mounts.includes(dirname(only(engines).socket)), false);
    child.kill('SIGKILL');
    await ended(child);
  });
});
