/**
 * Container engines for tests and developers. Uses what runs on the machine, else starts our own in a private
 * folder, and stops exactly what it started. Knows nothing of what the engines are used for.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEngine, stopEngine, type OwnEngine } from './engine.ts';
import { makeHome, noteTenants, removeHome, sweepHomes } from './home.ts';
import { kinds } from './kinds.ts';
import { ping, type EngineKind } from './ping.ts';
import { findProgram } from './programs.ts';

export type { EngineKind } from './ping.ts';
export { findProgram } from './programs.ts';
export const engineKinds = ['docker', 'podman'] as const satisfies readonly EngineKind[];

/** What became of one engine: it can be used at a socket, or it is missing for a reason. */
type EngineState =
  | { readonly kind: EngineKind; readonly socket: string; readonly whose: 'machine' | 'ours' }
  | { readonly kind: EngineKind; readonly missing: string };

/** Engines ready to use. Plain data: another process may stop what this one started. */
export interface Engines {
  readonly home: string | undefined;
  readonly own: readonly OwnEngine[];
  readonly states: readonly EngineState[];
}

/**
 * Makes the engines ready that can be had. A failure to start one is a state, not an exception.
 * @param stays whether engines of our own outlive this process; those that do not cannot.
 */
export async function startEngines(wanted: readonly EngineKind[], stays: boolean): Promise<Engines> {
  const states: EngineState[] = [];
  const toStart: EngineKind[] = [];
  for (const kind of wanted) {
    const running = await findRunning(kind);
    const missing = whyNotOurs(kind);
    if (running !== undefined) states.push({ kind, socket: running, whose: 'machine' });
    else if (missing !== undefined) states.push({ kind, missing });
    else toStart.push(kind);
  }
  if (toStart.length === 0) return { home: undefined, own: [], states };
  await sweepHomes();
  const home = await makeHome();
  // An engine without CAP_SYS_RESOURCE may not raise limits, and Podman's default would.
  await writeFile(join(home, 'containers.conf'), '[containers]\ndefault_ulimits = []\n');
  const started = await Promise.allSettled(toStart.map((kind) => startEngine(kind, home, stays)));
  const own = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  await noteTenants(
    home,
    own.map((engine) => engine.holder),
  );
  for (const [index, kind] of toStart.entries()) {
    const result = started[index];
    if (result?.status === 'fulfilled') states.push({ kind, socket: result.value.socket, whose: 'ours' });
    else states.push({ kind, missing: String(result?.reason) });
  }
  if (own.length === 0) await removeHome(home);
  return { home, own, states };
}

/** Stops those that were started, and removes their folder. Resolves to how many containers were still there. */
export async function stopEngines(engines: Engines): Promise<number> {
  const counts = await Promise.all(engines.own.map(stopEngine));
  if (engines.home !== undefined) await removeHome(engines.home);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The environment variables that tell the tests where the engines are. */
export function engineVariables(engines: Engines): Record<string, string> {
  const usable = engines.states.filter((state) => 'socket' in state);
  return Object.fromEntries(usable.map(({ kind, socket }) => [kinds[kind].variable, `unix://${socket}`]));
}

/** The socket of an engine that runs already: the one we were told of, or the machine's. */
export async function findRunning(kind: EngineKind): Promise<string | undefined> {
  const told = process.env[kinds[kind].variable]?.replace(/^unix:\/\//, '');
  for (const socket of [told, kinds[kind].systemSocket]) {
    if (socket !== undefined && (await ping(socket)) === kind) return socket;
  }
  return undefined;
}

function whyNotOurs(kind: EngineKind): string | undefined {
  if (process.platform !== 'linux') return 'not running, and we can start one on Linux only';
  if (process.getuid?.() !== 0) return 'not running, and only root can start one';
  const absent = kinds[kind].programs.filter((program) => findProgram(program) === undefined);
  return absent.length === 0 ? undefined : `not running, and not installed: ${absent.join(', ')}`;
}
