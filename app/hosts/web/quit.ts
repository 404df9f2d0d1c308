/** npm hands on to us what the terminal has sent us already. Nobody presses Ctrl-C twice as fast as this. */
const SAME_SIGNAL_MILLIS = 300;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * When to stop: on a signal, or when the process that started us is gone. After that a second signal ends the
 * process at once, whatever it is still tidying up; the next studio sweeps what was left.
 */
export class Quit implements Disposable {
  readonly asked: Promise<undefined>;
  readonly #ask: () => void;
  #askedAt: number | undefined;
  readonly #onSignal = () => {
    if (this.#askedAt !== undefined && performance.now() - this.#askedAt > SAME_SIGNAL_MILLIS)
      process.exit(1);
    this.#askedAt ??= performance.now();
    this.#ask();
  };

  constructor() {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.asked = promise;
    this.#ask = () => resolve(undefined);
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
    process.on('disconnect', this.#ask);
    process.channel?.unref(); // a line to whoever started us is no reason to stay
  }

  [Symbol.dispose](): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    process.off('disconnect', this.#ask);
  }
}
