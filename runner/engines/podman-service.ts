import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RunnerError } from '../model/index.ts';

const START_MILLIS = 10_000;
const LOOK_EVERY_MILLIS = 20;

// Ends the service when our end of its input is closed, which is when we end, however we end.
const SERVE = `
exec 3<&0
podman system service --time 0 "$1" </dev/null &
service=$!
{ cat <&3 >/dev/null; kill $service 2>/dev/null; } &
wait $service
`;

/** Podman's API where only its command is installed: `podman system service`, started by us, ended by us. */
export class PodmanService implements AsyncDisposable {
  readonly address: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(process: ChildProcess, folder: string, socket: string) {
    this.#process = process;
    this.#folder = folder;
    this.address = `unix://${socket}`;
  }

  /**
   * @param env its environment, `PATH` included
   * @throws RunnerError `engine-missing` if it does not come up
   */
  static async start(env: Readonly<Record<string, string | undefined>>): Promise<PodmanService> {
    // In a folder for temporary files, because a socket's path must be short.
    const folder = mkdtempSync(join(tmpdir(), 'sandlot-'));
    const socket = join(folder, 'podman.sock');
    const child = spawn('sh', ['-c', SERVE, 'sh', `unix://${socket}`], {
      // With a remote address in its environment it would speak to that, and serve nothing itself.
      env: { ...env, PATH: `${env['PATH'] ?? ''}:/usr/bin:/bin`, CONTAINER_HOST: undefined },
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true, // Ctrl-C at our terminal is for us
    });
    let words = '';
    child.stdin.on('error', () => undefined); // it has ended before us
    child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
    child.on('error', (error) => (words = error.message));
    const service = new PodmanService(child, folder, socket);
    const until = performance.now() + START_MILLIS;
    while (!existsSync(socket)) {
      if (child.exitCode !== null || performance.now() > until) {
        await service[Symbol.asyncDispose]();
        throw new RunnerError('engine-missing', { address: 'podman system service', words: words.trim() });
      }
      await pause(LOOK_EVERY_MILLIS);
    }
    return service;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode, stdin } = this.#process;
    const over = exitCode !== null || signalCode !== null;
    const ended = over ? undefined : once(this.#process, 'exit');
    stdin?.end();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
