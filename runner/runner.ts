import { RunnerError, type SignedSpec } from './model/index.ts';
import type { Pool } from './pool/index.ts';
import type { Run } from './sandbox/index.ts';
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
  readonly #leaving = new Set<Promise<void>>();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /**
   * Start the program of a signed spec in a box of its own, which is destroyed when it is over.
   *
   * @throws RunnerError if the spec is refused, or if there is no box to be had
   */
  async start(signed: SignedSpec): Promise<Run> {
    const spec = this.#parts.gate.admit(signed);
    if (spec.image !== this.#parts.image) throw new RunnerError('spec-invalid', { field: 'image' });
    return this.#startIn(spec);
  }

  /** Resolves when the box of every run is gone. Runs that still go on are waited for. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#leaving);
  }

  async #startIn(spec: VerifiedSpec): Promise<Run> {
    const { sandbox, warm } = await this.#parts.pool.take(spec.limits);
    try {
      const run = sandbox.exec(spec, { warm });
      const leaving = run.result.then(() => sandbox.destroy()).finally(() => this.#leaving.delete(leaving));
      this.#leaving.add(leaving);
      return run;
    } catch (error) {
      await sandbox.destroy();
      // A box that broke after it was taken: there is another.
      if (warm && error instanceof RunnerError && error.code === 'closed') return this.#startIn(spec);
      throw error;
    }
  }
}
