import { type KeyObject } from 'node:crypto';
import { type Run, RunnerError, type SignedSpec, signSpec } from '../../runner/index.ts';
import { type Program, specFor } from './program.ts';

export interface RunsOptions {
  readonly runner: { start(signed: SignedSpec): Promise<Run> };
  readonly image: string;
  readonly privateKey: KeyObject;
  /** How many programs run at once. */
  readonly atOnce: number;
  /** How many may wait for their turn; one more is told to come back. */
  readonly mayWait: number;
}

// A box that could not be had, or broke: once more on a new one, and once more after that.
const GRADED_TRIES = 3;
/** Failures to start that another try may not meet. */
const PASSING: ReadonlySet<string> = new Set(['box-failed', 'engine-lost']);

type Collected = Awaited<ReturnType<Run['collect']>>;

/** Every run of the studio, from the click on: one live run a pupil, so many at once, first come first served. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #pupils = new Set<string>();
  readonly #queue: PromiseWithResolvers<undefined>[] = [];
  #running = 0;
  #closed = false;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /**
   * Run a program live for a pupil. The run may have to wait for its turn first.
   *
   * @param signal gives up a run that has not begun: one that waits leaves the queue at once
   * @throws RunnerError `already-running`, `queue-full`, or what the runner throws; the reason of `signal`
   */
  async live(pupil: string, program: Program, signal?: AbortSignal): Promise<Run> {
    if (this.#pupils.has(pupil)) throw new RunnerError('already-running');
    this.#pupils.add(pupil);
    try {
      return await this.#start(program, () => this.#pupils.delete(pupil), signal);
    } catch (error) {
      this.#pupils.delete(pupil);
      throw error;
    }
  }

  /**
   * Run a program that nobody watches, to its end. An internal error is not the program's doing, so it is
   * tried again on a new box.
   */
  async graded(program: Program): Promise<Collected> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const run = await this.#start(program, () => undefined);
        const collected = await run.collect();
        if (collected.result.verdict !== 'internal error' || attempt === GRADED_TRIES) return collected;
      } catch (error) {
        const passing = error instanceof RunnerError && PASSING.has(error.code);
        if (!passing || attempt === GRADED_TRIES) throw error;
      }
    }
  }

  /** Nobody's turn comes any more; whoever waits for it is told. */
  close(): void {
    this.#closed = true;
    for (const { reject } of this.#queue.splice(0)) reject(new RunnerError('closed'));
  }

  async #start(program: Program, whenOver: () => void, signal?: AbortSignal): Promise<Run> {
    const { runner, image, privateKey } = this.#options;
    await this.#turn(signal);
    try {
      signal?.throwIfAborted(); // perhaps just after its turn had come
      const run = await runner.start(signSpec(specFor(program, image), privateKey));
      void run.result.then(() => {
        whenOver();
        this.#next();
      });
      return run;
    } catch (error) {
      this.#next();
      throw error;
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const { atOnce, mayWait } = this.#options;
    if (this.#closed) throw new RunnerError('closed');
    signal?.throwIfAborted();
    if (this.#running < atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#queue.length >= mayWait) throw new RunnerError('queue-full', { running: this.#running });
    const place = Promise.withResolvers<undefined>();
    this.#queue.push(place);
    const giveUp = () => {
      const at = this.#queue.indexOf(place);
      if (at !== -1) this.#queue.splice(at, 1);
      place.reject(signal?.reason);
    };
    signal?.addEventListener('abort', giveUp);
    try {
      await place.promise;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Somebody's turn is over: it becomes that of whoever has waited longest. */
  #next(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#running -= 1;
    else next.resolve(undefined);
  }
}
