/** Lets any number in at once, or one alone: whoever wants to be alone waits until the others are out. */
export class Turnstile {
  #inside = 0;
  #alone: Promise<void> = Promise.resolve();
  #empty: (() => void) | undefined;

  /** Do something beside others. */
  async among<T>(work: () => Promise<T>): Promise<T> {
    for (let before: unknown; before !== this.#alone;) {
      before = this.#alone;
      await this.#alone;
    }
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#empty?.();
    }
  }

  /** Do something while nobody else does anything. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    const done = Promise.withResolvers<undefined>();
    this.#alone = done.promise;
    try {
      await before;
      if (this.#inside > 0) await new Promise<void>((resolve) => (this.#empty = resolve));
      return await work();
    } finally {
      this.#empty = undefined;
      done.resolve(undefined);
    }
  }
}
