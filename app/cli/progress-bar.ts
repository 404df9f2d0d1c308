const WIDTH = 30;

/** How far something is, in one line on our standard error. Where that is no terminal, nothing is shown. */
export class ProgressBar implements Disposable {
  readonly #total: number;
  #done = 0;
  #shown = false;

  constructor(total: number) {
    this.#total = total;
    this.#show();
  }

  advance(): void {
    this.#done += 1;
    this.#show();
  }

  /** Let somebody write whole lines, on the same terminal perhaps; the bar goes on below them. */
  above(write: () => void): void {
    this[Symbol.dispose]();
    write();
    this.#show();
  }

  /** Leave the line empty. */
  [Symbol.dispose](): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }

  #show(): void {
    if (!process.stderr.isTTY) return;
    const filled = Math.round((WIDTH * this.#done) / Math.max(1, this.#total));
    process.stderr.write(
      `\r[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${this.#done}/${this.#total}`,
    );
    this.#shown = true;
  }
}
