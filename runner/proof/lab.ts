import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Engine } from '../engines/index.ts';
import { GRADED_LIMITS, type BoxSize, type Limits, type RunResult } from '../model/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { SpecGate, signSpec } from '../signing/index.ts';

/** Small, so that a limit is soon reached and little is used up on the way. */
export const LAB_SIZE: BoxSize = { memoryMb: 64, pids: 24, diskMb: 4 };

export interface Observation {
  readonly stdout: string;
  readonly result: RunResult;
}

/** A place to run a few short programs of our own that try to break the box. */
export class Lab implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #keys = generateKeyPairSync('ed25519');
  readonly #gate = new SpecGate(this.#keys.publicKey);
  #sandbox: Sandbox | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get engine(): Engine {
    return this.#engine;
  }

  /** Run a program, in the box of the one before if that still serves: what it left behind should be gone. */
  async run(code: string, limits: Partial<Limits> = {}): Promise<Observation> {
    const { publicKey: _, privateKey } = this.#keys;
    const spec = this.#gate.admit(
      signSpec(
        {
          version: 1,
          submissionId: 'proof',
          language: 'python',
          image: this.#engine.image,
          limits: { ...GRADED_LIMITS, ...limits, ...LAB_SIZE },
          network: 'disabled',
          mode: 'run',
          call: null,
          stdio: { kind: 'pipes' },
          tracebacks: 'printed',
          trace: null,
          entry: 'attempt.py',
          files: [{ path: 'attempt.py', content: code, encoding: 'utf8' }],
          expiresAt: Date.now() + 60_000,
          nonce: randomBytes(16).toString('hex'),
        },
        privateKey,
      ),
    );
    this.#sandbox ??= await this.#engine.open(LAB_SIZE);
    const { stdout, result } = await this.#sandbox.exec(spec, { warm: false }).collect();
    if (result.verdict === 'internal error') await this.renew(); // that program has cost the box
    return { stdout: stdout.toString(), result };
  }

  /** The next program gets a new box. */
  async renew(): Promise<void> {
    const used = this.#sandbox;
    this.#sandbox = undefined;
    await used?.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.renew();
  }
}
