/**
 * One engine of our own. It lives in private mount and process namespaces, so that whatever it mounts or
 * starts ends with the namespaces' first process, even after SIGKILL, and the machine sees none of it.
 */
import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kinds } from './kinds.ts';
import { ping, removeContainers, type EngineKind } from './ping.ts';
import { programFolders } from './programs.ts';
import { childrenOf, isAlive, processName, type ProcessName } from './processes.ts';

export interface OwnEngine {
  readonly kind: EngineKind;
  readonly socket: string;
  /** The `unshare` that holds the namespaces. */
  readonly holder: ProcessName;
}

// First process of the namespaces; `wait` reaps what the engine's helpers leave to it.
const firstProcess = `
  set -eu
  hide=$1; folders=$2; shift 2
  for folder in $folders; do mkdir -p "$folder"; mount -t tmpfs -o mode=755 tmpfs "$folder"; done
  if [ "$hide" = hide ] && mountpoint -q /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi
  "$@" & wait $!
`;

/** A first start writes its stores to a slow disk; a busy two-core machine took 4 s. */
const startTimeoutMillis = 60_000;

/**
 * Starts an engine that keeps everything below `home`.
 * @param stays whether it outlives this process; otherwise the kernel ends it when this process ends, however.
 * @throws Error with the end of its log when it does not answer.
 */
export async function startEngine(kind: EngineKind, home: string, stays: boolean): Promise<OwnEngine> {
  const { command, privateFolders, refusesHybridCgroups } = kinds[kind];
  const socket = join(home, `${kind}.sock`);
  const logPath = join(home, `${kind}.log`);
  await using log = await open(logPath, 'w');
  const argv = [
    ...(stays ? [] : ['setpriv', '--pdeathsig', 'KILL']),
    ...['unshare', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'],
    ...['sh', '-c', firstProcess, 'engine', refusesHybridCgroups ? 'hide' : 'keep', privateFolders.join(' ')],
    ...(await command(home, socket)),
  ];
  const child = spawn(argv[0] ?? '', argv.slice(1), {
    cwd: home,
    detached: true, // Ctrl-C in the terminal is ours to handle, not the engine's
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...process.env,
      CONTAINER_HOST: undefined, // with it the command would speak to that, and serve nothing itself
      PATH: programFolders().join(delimiter),
      CONTAINERS_CONF: join(home, 'containers.conf'),
      TMPDIR: home,
    },
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => undefined); // looked at below, and only when there is no process id
  const holder = child.pid === undefined ? await failed : processName(child.pid);
  child.unref();
  if (holder === undefined) throw new Error(`${kind} ended at once: ${await lastLines(logPath)}`);
  const engine = { kind, socket, holder };
  const deadline = Date.now() + startTimeoutMillis;
  while ((await ping(socket)) !== kind) {
    if (!isAlive(holder)) throw new Error(`${kind} ended at once: ${await lastLines(logPath)}`);
    if (Date.now() > deadline) {
      await stopEngine(engine);
      throw new Error(`${kind} gave no answer in 60 s: ${await lastLines(logPath)}`);
    }
    await sleep(50);
  }
  return engine;
}

/** Ends the engine with all its containers and mounts; resolves, when all is gone, to how many containers there were. */
export async function stopEngine(engine: OwnEngine): Promise<number> {
  if (!isAlive(engine.holder)) return 0;
  // Asking nicely first only spares the machine empty cgroup folders: the kill below needs no help.
  const containers = await removeContainers(engine.socket).catch((error: unknown) => {
    process.stderr.write(`${engine.kind}: containers were not removed: ${String(error)}\n`);
    return 0;
  });
  // `unshare` ends once every process of the namespace is dead; without a child it has none to wait for.
  const [first] = childrenOf(engine.holder.pid);
  process.kill(first ?? engine.holder.pid, 'SIGKILL');
  while (isAlive(engine.holder)) await sleep(20);
  return containers;
}

async function lastLines(path: string): Promise<string> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return `\n${lines.slice(-8).join('\n')}`;
}
