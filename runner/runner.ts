import { RunnerError, type SignedSpec } from './model/index.ts';
import type { Pool } from './pool/index.ts';
import type { Run, Sandbox } from './sandbox/index.ts';
import type { SpecGate, VerifiedSpec } from './signing/index.ts';

export interface RunnerParts {
  readonly gate: SpecGate;
  readonly pool: Pool;
  /** Identity of the image that the pool's boxes are made of. */
  readonly image: string;
}

/** A pool of boxes behind a gate: the whole way from a signed spec to a program that runs. */
export class Runner implements AsyncDisposable {
  readonly #parts: RunnerParts;
  /** Boxes that have a program in them, or that are being destroyed. */
  readonly #boxes = new Set<Sandbox>();
  /** Runs that have not got their box yet. */
  readonly #starting = new Set<Promise<Run>>();
  #closed = false;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /**
   * Start the program of a signed spec in a box of its own, which is destroyed when it is over.
   *
   * @throws RunnerError if the spec is refused, or if there is no box to be had
   */
  async start(signed: SignedSpec): Promise<Run> {
    if (this.#closed) throw new RunnerError('closed');
    const spec = this.#parts.gate.admit(signed);
    if (spec.image !== this.#parts.image) throw new RunnerError('spec-invalid', { field: 'image' });
    const starting = this.#startIn(spec);
    this.#starting.add(starting);
    try {
      return await starting;
    } finally {
      this.#starting.delete(starting);
    }
  }

  /** End every run, those that are just starting too. Resolves when nothing of them is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#boxes].map((sandbox) => sandbox.destroy()));
  }

  async #startIn(spec: VerifiedSpec): Promise<Run> {
    const { sandbox, warm } = await this.#parts.pool.take(spec.limits);
    try {
      if (this.#closed) throw new RunnerError('closed');
      const run = sandbox.exec(spec, { warm });
      this.#boxes.add(sandbox);
      void run.result.then(() => this.#destroy(sandbox));
      return run;
    } catch (error) {
      await sandbox.destroy();
      // A box that broke after it was taken: there is another.
      const broke = warm && error instanceof RunnerError && error.code === 'closed';
      if (broke && !this.#closed) return this.#startIn(spec);
      throw error;
    }
  }

  async #destroy(sandbox: Sandbox): Promise<void> {
    await sandbox.destroy();
    this.#boxes.delete(sandbox);
  }
}
