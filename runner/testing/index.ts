/**
 * A small language for tests that run programs in real boxes: `engines` to run a suite on each engine that the
 * test set-up has started, and `Box` to run programs in. For tests only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { after, before, describe } from 'node:test';
import {
  type Engine,
  type EngineName,
  type ExecutionSpec,
  LIVE_LIMITS,
  type Limits,
  Owner,
  Pool,
  type Run,
  Runner,
  type SignedSpec,
  type SourceFile,
  SpecGate,
  type Stdio,
  type VerifiedSpec,
  findEngines,
  openEngine,
  signSpec,
} from '../index.ts';

const ADDRESSES: Readonly<Record<EngineName, string | undefined>> = {
  docker: process.env['SANDLOT_TEST_DOCKER'],
  podman: process.env['SANDLOT_TEST_PODMAN'],
};

/** What a test says of a program; the rest is as for a pupil at the keyboard, with pipes. */
export interface ProgramOptions {
  readonly limits?: Partial<Limits>;
  readonly stdio?: Stdio;
  readonly tracebacks?: ExecutionSpec['tracebacks'];
  readonly trace?: ExecutionSpec['trace'];
  readonly call?: ExecutionSpec['call'];
  /** Files beside the program: text by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly entry?: string;
  /** Typed in at once, followed by the end of input. Without it the input stays open and empty. */
  readonly stdin?: string;
}

/** What came of a program, with its output as text. */
export interface Outcome extends Omit<Awaited<ReturnType<Run['collect']>>, 'stdout' | 'stderr'> {
  readonly stdout: string;
  readonly stderr: string;
}

/** One real engine with a runner before it, for the tests of one file. */
export class Bench implements AsyncDisposable {
  readonly engine: Engine;
  readonly pool: Pool;
  readonly owner: Owner;
  readonly #runner: Runner;
  readonly #keys = generateKeyPairSync('ed25519');
  readonly #gate = new SpecGate(this.#keys.publicKey);
  readonly #resources: AsyncDisposableStack;

  private constructor(engine: Engine, owner: Owner, waiting: number, resources: AsyncDisposableStack) {
    this.engine = engine;
    this.owner = owner;
    this.#resources = resources;
    this.pool = resources.use(new Pool(engine, { size: LIVE_LIMITS, count: waiting }));
    this.#runner = resources.use(new Runner({ gate: this.#gate, pool: this.pool, image: engine.image }));
  }

  /** @param folder for the owner's lock @param waiting how many boxes wait @param address of the engine */
  static async open(
    name: EngineName,
    folder: string,
    waiting = 1,
    address = ADDRESSES[name] ?? '',
  ): Promise<Bench> {
    const resources = new AsyncDisposableStack();
    const variable = name === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST';
    const findings = resources.use(
      await findEngines({ env: { [variable]: address }, platform: process.platform, home: folder }),
    );
    const found = findings.found.find(({ endpoint }) => endpoint.address === address);
    if (found === undefined) throw new Error(`no ${name} at ${address}`);
    const owner = resources.use(Owner.claim(folder));
    return new Bench(await openEngine(found, { owner: owner.id }), owner, waiting, resources);
  }

  /** A spec for a program, unsigned. */
  spec(code: string, options: ProgramOptions = {}): ExecutionSpec {
    const {
      limits = {},
      stdio = { kind: 'pipes' },
      tracebacks = 'printed',
      trace = null,
      call = null,
      files = {},
      entry = 'main.py',
    } = options;
    const text = (path: string, content: string): SourceFile => ({ path, content, encoding: 'utf8' });
    return {
      version: 1,
      submissionId: 'test',
      language: 'python',
      image: this.engine.image,
      limits: { ...LIVE_LIMITS, ...limits },
      network: 'disabled',
      mode: 'run',
      call,
      stdio,
      tracebacks,
      trace,
      entry,
      files: [text(entry, code), ...Object.entries(files).map(([path, content]) => text(path, content))],
      expiresAt: Date.now() + 60_000,
      nonce: randomBytes(16).toString('hex'),
    };
  }

  /** A spec for a program that has passed the gate, for tests that hold the box themselves. */
  admit(code: string, options: ProgramOptions = {}): VerifiedSpec {
    return this.admitSpec(this.spec(code, options));
  }

  /** The same for a spec that the test has made. */
  admitSpec(spec: ExecutionSpec): VerifiedSpec {
    return this.#gate.admit(this.sign(spec));
  }

  sign(spec: ExecutionSpec): SignedSpec {
    return signSpec(spec, this.#keys.privateKey);
  }

  /** Start a program and leave it to the test. */
  start(code: string, options: ProgramOptions = {}): Promise<Run> {
    return this.#runner.start(this.sign(this.spec(code, options)));
  }

  /** Start whatever was signed. */
  startSigned(signed: SignedSpec): Promise<Run> {
    return this.#runner.start(signed);
  }

  /** Run a program to its end. */
  async run(code: string, options: ProgramOptions = {}): Promise<Outcome> {
    const run = await this.start(code, options);
    if (options.stdin !== undefined) {
      void run.write(Buffer.from(options.stdin));
      run.endInput();
    }
    const { stdout, stderr, ...rest } = await run.collect();
    return { stdout: stdout.toString(), stderr: stderr.toString(), ...rest };
  }

  /** Destroy every box. */
  async close(): Promise<void> {
    await this.#runner[Symbol.asyncDispose]();
    await this.pool[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/**
 * Declare the same tests for Docker and for Podman. An engine that the test set-up could not start is skipped;
 * where CI=true the set-up has already counted that as a failure.
 */
export function onEachEngine(title: string, tests: (bench: () => Bench) => void, waiting = 1): void {
  for (const name of ['docker', 'podman'] as const) {
    const skip = ADDRESSES[name] === undefined ? `no ${name} on this machine` : false;
    describe(`${title}, on ${name}`, { skip }, () => {
      let bench: Bench | undefined;
      let folder = '';
      before(async () => {
        folder = mkdtempSync(join(tmpdir(), 'sandlot-test-'));
        bench = await Bench.open(name, folder, waiting);
      });
      after(async () => {
        await bench?.[Symbol.asyncDispose]();
        rmSync(folder, { recursive: true, force: true });
      });
      tests(() => {
        if (bench === undefined) throw new Error('used before the suite began');
        return bench;
      });
    });
  }
}
