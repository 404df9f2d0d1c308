/** What the program wrote, with the step that wrote it: a long text, and where in it the steps are. */
export class Output {
  text = '';
  readonly #steps: number[] = [];
  readonly #starts: number[] = [];

  /** A step before the last one that wrote is taken for that one: what is shown only grows. */
  add(step: number, text: string): void {
    if (text === '') return;
    this.#steps.push(Math.max(step, this.#steps.at(-1) ?? 0));
    this.#starts.push(this.text.length);
    this.text += text;
  }

  /** All that was written up to this step, what it wrote itself included. */
  upTo(step: number): string {
    const next = firstAbove(this.#steps, step);
    return next === this.#steps.length ? this.text : this.text.slice(0, this.#starts[next]);
  }

  /** The step that wrote this UTF-16 unit; undefined if there is no such. */
  stepOf(position: number): number | undefined {
    if (position < 0 || position >= this.text.length) return undefined;
    return this.#steps[firstAbove(this.#starts, position) - 1];
  }
}

/** Place of the first of ascending numbers that is above a limit. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
