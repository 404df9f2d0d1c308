import { randomBytes, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type BoxKind,
  type ExecutionSpec,
  type FileFacts,
  RunnerError,
  type RunnerErrorCode,
  type SignedSpec,
} from '../model/index.ts';
import type { Run, Sandbox } from '../sandbox/index.ts';
import { type SpecGate, signSpec } from '../signing/index.ts';

/** What it takes to grade. */
export interface GraderParts {
  /** Boxes, of which each is used for one submission or one checker, and then destroyed. */
  readonly pool: { take(kind: BoxKind): Promise<{ readonly sandbox: Sandbox }> };
  /** Where sources are read and never run; one spec at a time. */
  readonly facts: { read(signed: SignedSpec): Promise<ReadonlyMap<string, FileFacts>> };
  readonly gate: SpecGate;
  readonly privateKey: KeyObject;
  /** Identity of the image that the boxes are made of. */
  readonly image: string;
}

export type Collected = Awaited<ReturnType<Run['collect']>>;

/** What differs from one spec of a grader to the next. */
export type Job = Pick<ExecutionSpec, 'limits' | 'mode' | 'call' | 'entry' | 'files'>;

// A spec is made when its box is there.
const SPEC_LIFETIME_MILLIS = 60_000;

export function sign(job: Job, { image, privateKey }: GraderParts): SignedSpec {
  const spec: ExecutionSpec = {
    version: 1,
    submissionId: randomUUID(),
    language: 'python',
    image,
    network: 'disabled',
    stdio: { kind: 'pipes' },
    // What it writes to its standard error is its own, and an error is told as data.
    tracebacks: 'reported',
    trace: null,
    expiresAt: Date.now() + SPEC_LIFETIME_MILLIS,
    nonce: randomBytes(16).toString('hex'),
    ...job,
  };
  return signSpec(spec, privateKey);
}

/** An internal error is tried again so often, after a pause that grows: an engine may be starting anew. */
const TRIES = 4;
const PAUSE_MILLIS = 250;
const PASSING: ReadonlySet<RunnerErrorCode> = new Set(['box-failed', 'engine-lost', 'closed']);

/**
 * Try something again for as long as it ends in an internal error. Undefined if it always does.
 *
 * @throws RunnerError that another try will not change
 */
export async function insist<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    if (tries > 1) await pause(PAUSE_MILLIS * tries);
    try {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (!(error instanceof RunnerError && PASSING.has(error.code))) throw error;
    }
  }
  return undefined;
}

/** More boxes than this are not being destroyed at once. */
const MOST_LEAVING = 4;

/** Boxes that are done with. To take one apart takes as long as some tests, so the next submission need not wait. */
export class Leaving implements AsyncDisposable {
  readonly #boxes = new Set<Promise<void>>();

  /** Resolves when there is room for another. */
  async add(sandbox: Sandbox): Promise<void> {
    const leaving = sandbox.destroy().finally(() => this.#boxes.delete(leaving));
    leaving.catch(() => undefined); // whoever cannot destroy a box leaves it to the next sweep
    this.#boxes.add(leaving);
    if (this.#boxes.size >= MOST_LEAVING) await Promise.race(this.#boxes).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#boxes);
  }
}

/**
 * The boxes of one submission, or of its checkers: one after the other, and only if one breaks more than one. Every
 * program has a fresh process and an empty scratch folder.
 */
export class Boxes implements AsyncDisposable {
  readonly #parts: GraderParts;
  readonly #leaving: Leaving;
  #sandbox: Sandbox | undefined;

  constructor(parts: GraderParts, leaving: Leaving) {
    this.#parts = parts;
    this.#leaving = leaving;
  }

  /** Run a program on an input, to its end. Undefined if it could not be judged, in box after box. */
  run(job: Job, input: string): Promise<Collected | undefined> {
    return insist(() => this.#runOnce(job, input));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = undefined;
    if (sandbox !== undefined) await this.#leaving.add(sandbox);
  }

  async #runOnce(job: Job, input: string): Promise<Collected | undefined> {
    const { pool, gate } = this.#parts;
    try {
      this.#sandbox ??= (await pool.take(gradedBox(job.limits))).sandbox;
      const run = this.#sandbox.exec(gate.admit(sign(job, this.#parts)), { warm: true });
      if (input !== '') void run.write(Buffer.from(input));
      run.endInput();
      const collected = await run.collect();
      if (collected.result.verdict === 'internal error' || collected.result.verdict === 'stopped') {
        await this[Symbol.asyncDispose]();
        return undefined;
      }
      return collected;
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
    }
  }
}

/** The box that a graded program gets: with one and the same seed, so that a set has the same order every time. */
export const gradedBox = ({ memoryMb, pids, diskMb }: BoxKind): BoxKind => ({
  memoryMb,
  pids,
  diskMb,
  hashSeed: 0,
});
