import { totalmem } from 'node:os';
import { type BoxKind, RunnerError } from '../model/index.ts';
import type { Sandbox } from '../sandbox/index.ts';

/** What the pool asks of an engine. */
interface Opener {
  open(kind: BoxKind): Promise<Sandbox>;
}

export interface PoolPlan {
  /** The kind of box that waits; any other is made when it is asked for. */
  readonly size: BoxKind;
  /** How many wait. None: every box is made when it is asked for. */
  readonly count: number;
  /** Whether boxes are made as fast as they are taken: nobody watches a program who would like to see it start. */
  readonly hurry?: boolean;
}

export interface Taken {
  readonly sandbox: Sandbox;
  /** Whether it was there before it was asked for. */
  readonly warm: boolean;
}

// The program that has just been given its box has the processor to itself for its first moments.
const REFILL_DELAY_MILLIS = 150;
// An engine that cannot make a box now is asked again after this long.
const RETRY_DELAY_MILLIS = 5_000;

const GIB = 1024 ** 3;

/** How many boxes should wait on this machine: one for every 2 GiB of memory, at least one, at most four. */
export const waitingBoxes = (memoryBytes: number = totalmem()): number =>
  Math.max(1, Math.min(4, Math.floor(memoryBytes / (2 * GIB))));

/** Boxes that wait for a program, each used once. */
export class Pool implements AsyncDisposable {
  readonly #engine: Opener;
  readonly #plan: PoolPlan;
  readonly #waiting: Sandbox[] = [];
  readonly #opening = new Set<Promise<void>>();
  readonly #takers: PromiseWithResolvers<Sandbox>[] = [];
  #refill: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(engine: Opener, plan: PoolPlan) {
    this.#engine = engine;
    this.#plan = plan;
  }

  /** How many boxes wait now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Begin to fill, in the background: one box after the other, for a window that opens needs the processor too. */
  fill(): void {
    if (this.#closed) return;
    if (this.#plan.hurry === true) while (this.#short() > 0) this.#open();
    else if (this.#opening.size === 0 && this.#short() > 0) this.#open();
  }

  /** Fill at once. Resolves when as many boxes wait as should, or when one could not be made. */
  async filled(): Promise<void> {
    while (!this.#closed && this.#short() > 0) this.#open();
    await Promise.allSettled(this.#opening);
  }

  /**
   * A box of that kind for whoever asks, who then destroys it. If none waits, one is made for him, and he has
   * whichever is ready first: that one, or one that was being made already.
   *
   * @throws RunnerError whatever the engine throws, or `closed`
   */
  async take(kind: BoxKind): Promise<Taken> {
    if (this.#closed) throw new RunnerError('closed');
    if (!isSame(kind, this.#plan.size)) return { sandbox: await this.#engine.open(kind), warm: false };
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      this.#refillSoon(REFILL_DELAY_MILLIS);
      return { sandbox: waiting, warm: true };
    }
    const taker = Promise.withResolvers<Sandbox>();
    this.#takers.push(taker);
    this.#open();
    return { sandbox: await taker.promise, warm: false };
  }

  /** Destroy every box that waits, and those that are being made. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refill);
    for (const taker of this.#takers.splice(0)) taker.reject(new RunnerError('closed'));
    await Promise.allSettled(this.#opening);
    await Promise.all(this.#waiting.splice(0).map((sandbox) => sandbox.destroy()));
  }

  /** How many boxes have yet to be begun. */
  #short(): number {
    return this.#plan.count + this.#takers.length - this.#waiting.length - this.#opening.size;
  }

  #open(): void {
    const opened = this.#engine.open(this.#plan.size);
    const opening: Promise<void> = opened.then(
      async (sandbox) => {
        await this.#deliver(sandbox);
        this.#opening.delete(opening);
        this.#refillSoon(REFILL_DELAY_MILLIS);
      },
      (error: unknown) => {
        this.#opening.delete(opening);
        this.#fail(error);
      },
    );
    this.#opening.add(opening);
  }

  async #deliver(sandbox: Sandbox): Promise<void> {
    const taker = this.#closed ? undefined : this.#takers.shift();
    if (taker !== undefined) {
      taker.resolve(sandbox);
    } else if (this.#closed || this.#waiting.length >= this.#plan.count) {
      await sandbox.destroy();
    } else {
      this.#waiting.push(sandbox);
      void sandbox.gone.then(() => this.#forget(sandbox));
    }
  }

  #fail(error: unknown): void {
    // Whoever waits may still have one of those that are being made.
    if (this.#takers.length > this.#opening.size) this.#takers.shift()?.reject(error);
    this.#refillSoon(RETRY_DELAY_MILLIS);
  }

  /** A box that broke while it waited is of no use to anybody. */
  #forget(sandbox: Sandbox): void {
    const at = this.#waiting.indexOf(sandbox);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    void sandbox.destroy();
    this.#refillSoon(RETRY_DELAY_MILLIS);
  }

  #refillSoon(delayMillis: number): void {
    if (this.#refill !== undefined || this.#closed || this.#short() <= 0) return;
    const delay = this.#plan.hurry === true && delayMillis === REFILL_DELAY_MILLIS ? 0 : delayMillis;
    this.#refill = setTimeout(() => {
      this.#refill = undefined;
      this.fill();
    }, delay);
    this.#refill.unref();
  }
}

const isSame = (a: BoxKind, b: BoxKind) =>
  a.memoryMb === b.memoryMb && a.pids === b.pids && a.diskMb === b.diskMb && a.hashSeed === b.hashSeed;
