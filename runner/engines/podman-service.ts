import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RunnerError } from '../model/index.ts';

const START_MILLIS = 10_000;
const LOOK_EVERY_MILLIS = 20;

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
    const child = spawn('podman', ['system', 'service', '--time', '0', `unix://${socket}`], {
      // With a remote address in its environment it would speak to that, and serve nothing itself.
      env: { ...env, CONTAINER_HOST: undefined },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let words = '';
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
    if (this.#process.exitCode === null && this.#process.signalCode === null && this.#process.kill()) {
      await once(this.#process, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
