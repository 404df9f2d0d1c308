/** Who wants to hear of something. */
export class Listeners<T> {
  readonly #listeners = new Set<(news: T) => void>();

  /** @returns what ends it */
  add(listener: (news: T) => void): Disposable {
    const entry = (news: T) => listener(news); // the same function may be added twice
    this.#listeners.add(entry);
    return { [Symbol.dispose]: () => void this.#listeners.delete(entry) };
  }

  tell(news: T): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}
