import { Turns } from '../base/index.ts';
import { Problem } from '../contract/index.ts';

/** Checks that are graded or wait for it: more than the windows of one user have a use for. */
const MOST_CHECKS = 4;

/**
 * Where checks wait for their turn: one of them is graded at a time, whichever window asks, so that a window that asks
 * again and again gets no more of the computer than one that asks once.
 */
export class CheckLine {
  readonly #turns = new Turns();
  readonly #checks = new Set<symbol>();

  /**
   * @param signal gives up a check whose turn has not come, and its place; one that is being graded goes on
   * @throws Problem `too-many-checks`; the reason of `signal`
   */
  async take<T>(check: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#checks.size >= MOST_CHECKS) throw new Problem('too-many-checks', { most: MOST_CHECKS });
    const place = Symbol();
    this.#checks.add(place);
    const leave = () => this.#checks.delete(place);
    signal.addEventListener('abort', leave);
    try {
      return await this.#turns.take(() => {
        signal.throwIfAborted();
        return check();
      });
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }
}
