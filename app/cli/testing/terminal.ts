/** The command line as a person sees it: a terminal to look at and to type into. For tests only. */
import { spawn as spawnChild } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn } from 'node-pty';

const MAIN = join(import.meta.dirname, '..', 'main.ts');
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', MAIN];
const PATIENCE_MILLIS = 30_000;

/** A folder for programs and a home of its own, with the engines that the test set-up has started. */
export class Workplace implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'sandlot cli ünï '));
  readonly env: Record<string, string> = {
    ...(process.env as Record<string, string>),
    SANDLOT_HOME: join(this.folder, 'home'),
    DOCKER_HOST: process.env['SANDLOT_TEST_DOCKER'] ?? 'unix:///nowhere/docker.sock',
    CONTAINER_HOST: process.env['SANDLOT_TEST_PODMAN'] ?? 'unix:///nowhere/podman.sock',
  };

  /** `sandlot ARGS…` at a terminal. */
  terminal(...args: string[]): Terminal {
    return new Terminal(
      spawn(process.execPath, [...NODE_OPTIONS, ...args], {
        cwd: this.folder,
        env: this.env,
        cols: 80,
        rows: 24,
      }),
    );
  }

  /** `sandlot ARGS…` with pipes, to its end. */
  command(args: string[], options: { stdin?: string; env?: Record<string, string> } = {}): Promise<Ended> {
    const child = spawnChild(process.execPath, [...NODE_OPTIONS, ...args], {
      cwd: this.folder,
      env: { ...this.env, ...options.env },
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.stdin.on('error', () => undefined); // it ended before it read everything
    child.stdin.end(options.stdin ?? '');
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...output, code }));
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export class Terminal {
  readonly #pty: IPty;
  #seen = '';
  #code: number | undefined;
  #notice: () => void = () => undefined;

  constructor(pty: IPty) {
    this.#pty = pty;
    pty.onData((data) => {
      this.#seen += data;
      this.#notice();
    });
    pty.onExit(({ exitCode }) => {
      this.#code = exitCode;
      this.#notice();
    });
  }

  /** Everything on the screen so far, with plain ends of lines. Our raw terminal returns the carriage twice. */
  get screen(): string {
    return this.#seen.replaceAll(/\r+\n/g, '\n');
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#pty.resize(columns, rows);
  }

  /** Wait until this can be read on the screen. */
  async sees(text: string): Promise<void> {
    await this.#until(() => this.screen.includes(text), text);
  }

  /** Wait until the command has ended; gives its exit code. */
  async ends(): Promise<number> {
    await this.#until(() => this.#code !== undefined, 'its end');
    return this.#code ?? -1;
  }

  #until(there: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#pty.kill('SIGKILL');
        reject(new Error(`waited in vain for ${what}; on the screen:\n${this.screen}`));
      }, PATIENCE_MILLIS);
      this.#notice = () => {
        if (!there()) return;
        clearTimeout(late);
        resolve();
      };
      this.#notice();
    });
  }
}
