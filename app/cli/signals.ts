import type { Run } from '../../runner/index.ts';

/**
 * Signals, from before there is a run until after it: whenever they come, the box is tidied away before we end.
 * The first SIGINT (Ctrl-C where it is a signal and no key) asks the program to stop; the second, and any other
 * signal, and a reader of our output who has gone, does not ask.
 */
export class Signals implements Disposable {
  #run: Run | undefined;
  #asked = false;
  readonly #onInterrupt = () => {
    if (this.#asked) this.#run?.stop();
    else this.#run?.interrupt();
    this.#asked = true;
  };
  readonly #onEnd = () => {
    this.#asked = true;
    this.#run?.stop();
  };

  constructor() {
    process.on('SIGINT', this.#onInterrupt).on('SIGTERM', this.#onEnd).on('SIGHUP', this.#onEnd);
    process.stdout.on('error', this.#onEnd);
  }

  /** Whether we were asked to stop. */
  get asked(): boolean {
    return this.#asked;
  }

  /** From now on there is a run. If we were asked before, it is over at once. */
  obeyWith(run: Run): void {
    this.#run = run;
    if (this.#asked) run.stop();
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.#onInterrupt).off('SIGTERM', this.#onEnd).off('SIGHUP', this.#onEnd);
    process.stdout.off('error', this.#onEnd);
  }
}
