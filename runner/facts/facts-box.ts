import { type BoxSize, FACTS_LIMITS, type FileFacts, RunnerError, type SignedSpec } from '../model/index.ts';
import type { Run, Sandbox } from '../sandbox/index.ts';
import type { SpecGate, VerifiedSpec } from '../signing/index.ts';

export interface FactsBoxParts {
  readonly engine: { open(size: BoxSize): Promise<Sandbox> };
  readonly gate: SpecGate;
  /** Identity of the image that the engine's boxes are made of. */
  readonly image: string;
  /** After so long without anything to read the box goes, and the next to be read has to wait for another. */
  readonly idleMillis?: number;
}

/** Somebody who thinks for longer than this does not mind a fifth of a second; the box costs 10 MB all the while. */
const IDLE_MILLIS = 5 * 60_000;
/** A frame counts to 65,535. */
const MOST_READS = 50_000;

/**
 * The one box in which a pupil's sources are read, time and again, each time by a process of its own. It is made when
 * it is first needed, and anew when it is gone.
 */
export class FactsBox implements AsyncDisposable {
  readonly #parts: FactsBoxParts;
  #box: Promise<Sandbox> | undefined;
  #reads = 0;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: FactsBoxParts) {
    this.#parts = parts;
  }

  /**
   * The facts of every file of a spec, by path. One spec at a time.
   *
   * @throws RunnerError if the spec is refused, or if there is no box to be had
   */
  async read(signed: SignedSpec): Promise<ReadonlyMap<string, FileFacts>> {
    const spec = this.#parts.gate.admit(signed);
    if (spec.image !== this.#parts.image) throw new RunnerError('spec-invalid', { field: 'image' });
    if (spec.mode !== 'facts') throw new RunnerError('spec-invalid', { field: 'mode' });
    clearTimeout(this.#idle);
    try {
      // A box that broke, perhaps long ago, is not the source's doing: once more, in another.
      return (await this.#readOnce(spec)) ?? (await this.#readOnce(spec)) ?? noBox();
    } finally {
      this.#idle = setTimeout(() => void this.#drop(), this.#parts.idleMillis ?? IDLE_MILLIS);
      this.#idle.unref();
      if (this.#closed) await this.#drop();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#drop();
  }

  /** Undefined if the box broke. */
  async #readOnce(spec: VerifiedSpec): Promise<ReadonlyMap<string, FileFacts> | undefined> {
    if (this.#reads >= MOST_READS) await this.#drop();
    const sandbox = await this.#opened();
    const facts = new Map<string, FileFacts>();
    let run: Run;
    try {
      run = sandbox.exec(spec, { warm: true });
    } catch (error) {
      if (error instanceof RunnerError && error.code === 'closed') return undefined;
      throw error;
    }
    this.#reads += 1;
    for await (const event of run) if (event.type === 'facts') facts.set(event.path, event.facts);
    const { verdict } = await run.result;
    if (this.#closed) throw new RunnerError('closed');
    if (verdict === 'internal error') return undefined;
    // Its time or its memory ran out, or what came out was not what comes out of Python.
    for (const { path } of spec.files) {
      if (!facts.has(path)) facts.set(path, { kind: 'tooBig', why: 'limits' });
    }
    return facts;
  }

  #opened(): Promise<Sandbox> {
    if (this.#closed) throw new RunnerError('closed');
    if (this.#box !== undefined) return this.#box;
    const opening = this.#parts.engine.open(FACTS_LIMITS);
    const forget = () => {
      if (this.#box === opening) this.#box = undefined;
    };
    opening.then((sandbox) => {
      void sandbox.gone.then(() => {
        forget();
        return sandbox.destroy();
      });
    }, forget);
    this.#box = opening;
    this.#reads = 0;
    return opening;
  }

  async #drop(): Promise<void> {
    clearTimeout(this.#idle);
    const box = this.#box;
    this.#box = undefined;
    const sandbox = await box?.catch(() => undefined);
    await sandbox?.destroy();
  }
}

function noBox(): never {
  throw new RunnerError('box-failed', { words: 'two boxes ended while they read the program' });
}
