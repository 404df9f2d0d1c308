/** What a user would pick instead of a box: the machine's own Python, and the engine's own command line. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readManifest, seccompProfilePath } from '../../sandbox-images/index.ts';
import type { EngineName } from '../../runner/index.ts';

/** Path of the real interpreter: a version manager's shim would make us look good. */
export function hostPython(): string {
  const asked = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  const real = ['/usr/bin/python3', asked.stdout.trim()].find(
    (path) => spawnSync(path, ['-c', '']).status === 0,
  );
  if (real === undefined) throw new Error('this machine has no python3 to compare with');
  return real;
}

/** Start a command and give the time to the first byte that it prints, in milliseconds. Waits until it is over. */
export async function firstByte(command: string, args: readonly string[]): Promise<number> {
  const begin = performance.now();
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  if (child.stdout === null) throw new Error('no output to wait for');
  await once(child.stdout, 'data');
  const millis = performance.now() - begin;
  child.stdout.resume();
  await exited;
  return millis;
}

/** `docker run` or `podman run` of the same image with the same limits, for a program that prints a line. */
export async function engineCommand(name: EngineName, address: string): Promise<[string, string[]]> {
  const { reference } = await readManifest();
  const to = name === 'docker' ? ['--host', address] : ['--remote', '--url', address];
  const tmpfs = (path: string, size: string) => ['--tmpfs', `${path}:rw,noexec,nosuid,nodev,size=${size}`];
  return [
    name,
    [
      ...to,
      ...['run', '--rm', '--network', 'none', '--read-only', '--cap-drop', 'ALL'],
      ...['--security-opt', 'no-new-privileges', '--security-opt', `seccomp=${seccompProfilePath()}`],
      ...['--memory', '256m', '--memory-swap', '256m', '--pids-limit', '64', '--cpus', '1'],
      ...[...tmpfs('/work', '32m'), ...tmpfs('/tmp', '8m')],
      ...['--entrypoint', '/usr/bin/python3.13', reference, '-c', 'print("hello")'],
    ],
  ];
}
