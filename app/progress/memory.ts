import { Listeners } from '../base/index.ts';
import { Problem } from '../contract/index.ts';
import { type Entry, Store } from './store/index.ts';

type Asking<T> = (store: Store) => Promise<T>;

/**
 * The history as the work sees it. What a pupil saves must reach the disk even when the history cannot be
 * written, so a history that fails is a state that is told, and not the failure of a save.
 */
export class Memory implements AsyncDisposable {
  readonly onProblem = new Listeners<Problem | null>();
  readonly #store: Store;
  #problem: Problem | null = null;

  private constructor(store: Store) {
    this.#store = store;
  }

  /** A history that cannot be opened, because another holds it or has changed it, is tried again with each question. */
  static async open(database: string): Promise<Memory> {
    const memory = new Memory(new Store(database));
    await memory.attempt((store) => store.ask('lastProject')); // any question opens it
    return memory;
  }

  /** Why nothing could be kept when it was last tried; null while all is well. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Where a damaged database was moved to, if there was one. */
  get movedAside(): string | null {
    return this.#store.movedAside;
  }

  /** Keep contents if that can be done; if not, `problem` says so. @returns whether they are kept */
  async keep(entries: readonly Entry[]): Promise<boolean> {
    const kept = this.attempt(async (store) => {
      await store.ask('keep', entries);
      return true;
    });
    return (await kept) ?? false;
  }

  /** Ask for something that can be done without. @returns undefined if it could not be had */
  async attempt<T>(asking: Asking<T>): Promise<T | undefined> {
    try {
      return await this.insist(asking);
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  /** @throws Problem `store-unusable`, or what is wrong with the question */
  async insist<T>(asking: Asking<T>): Promise<T> {
    try {
      const answer = await asking(this.#store);
      this.#become(null);
      return answer;
    } catch (error) {
      if (error instanceof Problem && error.code === 'store-unusable') this.#become(error);
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
  }

  #become(problem: Problem | null): void {
    if (problem === this.#problem) return;
    const isNews = (problem === null) !== (this.#problem === null);
    this.#problem = problem;
    if (isNews) this.onProblem.tell(problem);
  }
}
