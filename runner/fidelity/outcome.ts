import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, type ExecutionSpec, LIVE_LIMITS, type SourceFile } from '../index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import type { Bench } from '../testing/index.ts';
import type { Program } from './program.ts';

/**
 * What can be seen of a program from outside. Bytes as latin-1, so that each is one character; addresses of
 * objects left out, since no two starts have the same.
 */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Minus the number of the signal that killed it. */
  readonly exitCode: number | null;
}

/** The interpreter of the image with a folder of ours at `/given`: see `runInImage`. */
export type RunInImage = (
  address: string,
  invocation: { args: readonly string[]; given: string; scratch: readonly string[] },
) => Promise<{ readonly stdout: Buffer; readonly stderr: Buffer; readonly exitCode: number }>;

/** Each program by a `python3 FILE` of its own, in one container that has nothing else of ours in it. */
export async function runCold(
  address: string,
  programs: readonly Program[],
  runInImage: RunInImage,
): Promise<Map<Program, Outcome>> {
  const given = mkdtempSync(join(tmpdir(), 'sandlot-fidelity-'));
  try {
    chmodSync(given, 0o755);
    copyFileSync(join(import.meta.dirname, 'cold.py'), join(given, 'cold.py'));
    writeFileSync(join(given, 'programs.json'), JSON.stringify(programs.map(toJson)));
    const args = ['/given/cold.py'];
    const ended = await runInImage(address, { args, given, scratch: ['/work', '/tmp'] });
    const lines = ended.stdout.toString().split('\n').slice(0, -1);
    if (ended.exitCode !== 0 || lines.length !== programs.length)
      throw new Error(`cold.py: ${ended.stderr.toString()}`);
    return new Map(
      programs.map((program, index) => {
        const { stdout, stderr, exitCode } = JSON.parse(lines[index] ?? '') as ColdAnswer;
        const bytes = (text: string) => readable(Buffer.from(text, 'base64'));
        return [program, { stdout: bytes(stdout), stderr: bytes(stderr), exitCode }];
      }),
    );
  } finally {
    rmSync(given, { recursive: true });
  }
}

const ADDRESS = /0x[0-9a-f]{6,}/g;

const readable = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(ADDRESS, '0x…');

interface ColdAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

function toJson({ entry, files, stdin }: Program): object {
  return {
    entry,
    files: Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString('base64')])),
    stdin: stdin.bytes.toString('base64'),
    open: stdin.open,
  };
}

/** One warm box for program after program; a new one where a program has ended the box. */
export class WarmBox implements AsyncDisposable {
  readonly #bench: Bench;
  #sandbox: Sandbox | undefined;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  async run(program: Program, trace: ExecutionSpec['trace'] = null): Promise<Outcome> {
    const sandbox = (this.#sandbox ??= await this.#open(this.#bench.engine));
    const spec = { ...this.#bench.spec('', { trace }), ...filesOf(program) };
    const run = sandbox.exec(this.#bench.admitSpec(spec), { warm: true });
    if (program.stdin.bytes.length > 0) void run.write(program.stdin.bytes);
    if (!program.stdin.open) run.endInput();
    const { stdout, stderr, result } = await run.collect();
    const signal = Object.entries(constants.signals).find(([name]) => name === result.signal)?.[1];
    return {
      stdout: readable(stdout),
      stderr: readable(stderr),
      exitCode: result.exitCode ?? (signal === undefined ? null : -signal),
    };
  }

  async #open(engine: Engine): Promise<Sandbox> {
    const sandbox = await engine.open(LIVE_LIMITS);
    void sandbox.gone.then(() => {
      if (this.#sandbox === sandbox) this.#sandbox = undefined;
      return sandbox.destroy();
    });
    return sandbox;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox?.destroy();
  }
}

function filesOf({ entry, files }: Program): { entry: string; files: SourceFile[] } {
  return {
    entry,
    files: [...files].map(([path, bytes]) => ({
      path,
      content: bytes.toString('base64'),
      encoding: 'base64',
    })),
  };
}
