import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { forget, isDead } from '../../runner/index.ts';
import { Bench } from '../../runner/testing/index.ts';
import { type OwnEngine, startEngine, stopEngine } from './engine.ts';
import { makeHome, noteTenants, removeHome, sweepHomes } from './home.ts';
import { kinds } from './kinds.ts';
import { childrenOf, isAlive } from './processes.ts';
import { findProgram } from './programs.ts';
import type { EngineKind } from './ping.ts';

const studio = join(import.meta.dirname, '..', '..', 'runner', 'testing', 'doomed-studio.ts');

/** SIGKILL to the engine and whatever it started, as when the machine's memory runs out. */
async function kill(engine: OwnEngine): Promise<void> {
  const [first] = childrenOf(engine.holder.pid);
  process.kill(first ?? engine.holder.pid, 'SIGKILL');
  while (isAlive(engine.holder)) await pause(20);
}

/** Processes of this machine in a process namespace. */
const inside = (namespace: string): string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/ns/pid`) === namespace;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false; // it has just ended
      throw error;
    }
  });

for (const kind of ['docker', 'podman'] as const satisfies readonly EngineKind[]) {
  const absent = kinds[kind].programs.filter((program) => findProgram(program) === undefined);
  const skip =
    process.platform !== 'linux' || process.getuid?.() !== 0
      ? 'only root on Linux can start an engine'
      : absent.length > 0 && `not installed: ${absent.join(', ')}`;

  describe(`With a ${kind} of its own`, { skip, timeout: 120_000 }, () => {
    let home = '';
    let locks = '';
    let engine: OwnEngine;
    const address = () => `unix://${engine.socket}`;
    const open = (waiting = 0) => Bench.open(kind, locks, waiting, address());

    before(async () => {
      await sweepHomes();
      home = await makeHome();
      await writeFile(join(home, 'containers.conf'), '[containers]\ndefault_ulimits = []\n');
      engine = await startEngine(kind, home, false);
      await noteTenants(home, [engine.holder]);
      locks = mkdtempSync(join(home, 'locks-'));
    });

    after(async () => {
      await stopEngine(engine);
      await removeHome(home);
    });

    it('a studio that is killed leaves boxes that stop by themselves, and can be swept', async () => {
      const child = spawn(process.execPath, [studio, kind, address(), locks], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said] = (await once(child.stdout, 'data')) as [Buffer];
      const [owner = '', box = ''] = said.toString().trim().split(' ');
      assert.ok(inside(box).length >= 2);
      await using bench = await open();
      const living = await bench.start('input()');

      const sweep = () => bench.engine.sweep(async (id) => isDead(locks, id));
      assert.deepEqual(await sweep(), []);
      assert.ok(inside(box).length >= 2, 'the boxes of the living were taken');

      child.kill('SIGKILL');
      await once(child, 'exit');
      for (let waited = 0; inside(box).length > 0 && waited < 5_000; waited += 50) await pause(50);
      assert.deepEqual(inside(box), [], 'the box runs on');
      assert.deepEqual(await sweep(), [owner]);
      assert.deepEqual(await sweep(), []);
      forget(locks, owner);
      assert.equal(isDead(locks, owner), false);

      void living.write(Buffer.from('still there\n'));
      assert.equal((await living.collect()).result.verdict, 'finished');
    });

    it('an engine that dies takes the run with it, and the next run works when it is back', async () => {
      await using bench = await open();
      const run = await bench.start('import time\nprint("on", flush=True)\ntime.sleep(60)');
      for await (const event of run) {
        if (event.type === 'stdout') await kill(engine);
      }
      const { verdict, reason } = await run.result;
      assert.deepEqual({ verdict, reason }, { verdict: 'internal error', reason: 'engine lost' });
      await assert.rejects(bench.start('print(1)'), { code: 'engine-lost' });

      // They name processes of a namespace that is gone, and in the next one others may have those numbers.
      for (const note of ['docker.pid', 'docker.run/containerd/containerd.pid']) {
        rmSync(join(home, note), { force: true });
      }
      engine = await startEngine(kind, home, false);
      await noteTenants(home, [engine.holder]);
      const { stdout, result } = await bench.run('print("again")');
      assert.equal(result.verdict, 'finished');
      assert.equal(stdout, 'again\n');
    });
  });
}
