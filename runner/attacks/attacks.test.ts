import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { LIVE_LIMITS, type Run, type RunEvent, type RunResult } from '../index.ts';
import { type Bench, type ProgramOptions, onEachEngine } from '../testing/index.ts';
import { ATTACK_LIMITS, type Attack } from './attack.ts';
import { CANARY, SLY } from './helpers.ts';
import { errors } from './catalogue/errors.ts';
import { files } from './catalogue/files.ts';
import { kernel } from './catalogue/kernel.ts';
import { memory } from './catalogue/memory.ts';
import { output } from './catalogue/output.ts';
import { processes } from './catalogue/processes.ts';
import { supervisor } from './catalogue/supervisor.ts';

const catalogue = { processes, memory, output, files, kernel, supervisor, errors };

onEachEngine(
  'A hostile program',
  (bench) => {
    for (const [room, attacks] of Object.entries(catalogue)) {
      describe(room, () => {
        for (const attack of attacks) it(attack.name, () => carryOut(attack, bench()));
      });
    }

    it('leaves the last box as it found it, and no container', async () => {
      const { engine, owner } = bench();
      await canary(await bench().start(CANARY));
      await bench().close();
      const owners = new Set<string>();
      await engine.sweep(async (id) => !owners.add(id));
      assert.ok(!owners.has(owner.id), 'a container was left behind');
    });
  },
  2,
);

const canarySchema = z.object({ answer: z.number(), box: z.string(), found: z.unknown() });

/**
 * Run it between two canaries in one box. The first is also the one that runs in the next box after the attack
 * before; after the last attack there is one more.
 */
async function carryOut(attack: Attack, bench: Bench): Promise<void> {
  const { sandbox } = await bench.pool.take(LIVE_LIMITS);
  let box: string;
  let init: string | undefined;
  try {
    const start = (code: string, options: ProgramOptions = {}) =>
      sandbox.exec(bench.admit(code, options), { warm: true });
    box = await canary(start(CANARY));
    init = initAmong(processesIn(box));

    const { limits, stdio, stdin } = attack;
    const run = start(attack.program, {
      limits: { ...ATTACK_LIMITS, ...limits },
      files: { 'sly.py': SLY },
      ...(stdio !== undefined && { stdio }),
    });
    if (stdin !== undefined) void run.write(Buffer.from(stdin));
    judge(attack, await run.collect());

    const broken = await Promise.race([sandbox.gone.then(() => true), pause(0, false)]);
    if (attack.mayCostTheBox !== true) assert.ok(!broken, 'the box is gone');
    if (!broken) assert.equal(await canary(start(CANARY)), box);
  } finally {
    await sandbox.destroy();
  }
  // The engine has let go of it; the kernel may take a moment to take its processes apart.
  const until = performance.now() + 10_000;
  let left = survivors(box, init);
  while (left.length > 0 && performance.now() < until) {
    await pause(20);
    left = survivors(box, init);
  }
  assert.deepEqual(left, [], 'a process of the box lives on');
}

function judge(
  attack: Attack,
  seen: { stdout: Buffer; stderr: Buffer; events: RunEvent[]; result: RunResult },
): void {
  const { result, events } = seen;
  const stdout = seen.stdout.toString();
  const stderr = seen.stderr.toString();
  const told = JSON.stringify({ ...result, stdout: stdout.slice(0, 1_000), stderr: stderr.slice(-1_000) });
  assert.ok([attack.verdict].flat().includes(result.verdict), told);
  if (attack.reason !== undefined) assert.equal(result.reason, attack.reason, told);
  if (typeof attack.prints === 'string') assert.equal(stdout, attack.prints, told);
  if (attack.prints instanceof RegExp) assert.match(stdout, attack.prints, told);
  if (attack.complains !== undefined) assert.match(stderr, attack.complains, told);
  const heard = events.flatMap((event) => (event.type === 'error' ? [event.error.name] : []));
  if (attack.error !== undefined) assert.deepEqual(heard, attack.error === null ? [] : [attack.error], told);
}

/** Run the canary; give the name of its box's process namespace. */
async function canary(run: Run): Promise<string> {
  const { stdout, stderr, result } = await run.collect();
  assert.equal(result.verdict, 'finished', `canary: ${JSON.stringify(result)} ${stderr.toString()}`);
  const { answer, box, found } = canarySchema.parse(JSON.parse(stdout.toString()));
  assert.equal(answer, 5050);
  assert.deepEqual(found, {});
  return box;
}

/** Who is left of a namespace. One with another PID 1 is another: the kernel uses a name again when all are gone. */
function survivors(namespace: string, init: string | undefined): string[] {
  const left = processesIn(namespace); // looked at once: the next box may begin at any moment
  const now = initAmong(left);
  return now === undefined || now === init ? left : [];
}

/** PID 1 of a process namespace, by its number on this machine. */
function initAmong(pids: readonly string[]): string | undefined {
  return pids.find((pid) => {
    try {
      return /^NSpid:.*\t1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false; // it has just ended
      throw error;
    }
  });
}

/** Processes of this machine that live in a process namespace: `pid:[4026531836]`. */
function processesIn(namespace: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/ns/pid`) === namespace;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false; // it has just ended
      throw error;
    }
  });
}
