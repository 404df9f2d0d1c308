import { RunnerError } from '../../runner/index.ts';
import { Listeners } from '../base/index.ts';
import { type EngineState, asProblem } from '../contract/index.ts';

/** What an engine room keeps: something on an engine, which takes a while to open. */
interface Opened extends AsyncDisposable {
  readonly engine: { readonly name: string; readonly version: string };
}

/**
 * Keeps an engine for windows that are open before it is, and stay open if there is none: opens it, says how
 * that goes, and opens it anew when it is asked to.
 */
export class EngineRoom<T extends Opened> implements AsyncDisposable {
  readonly #open: (beforeProving: () => void) => Promise<T>;
  readonly #changes = new Listeners<EngineState>();
  #state: EngineState = { state: 'starting' };
  #opened: Promise<T>;
  #closed = false;

  /** @param open called at once, and again by `restart` */
  constructor(open: (beforeProving: () => void) => Promise<T>) {
    this.#open = open;
    this.#opened = this.#start();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** What was opened, when it is. @throws RunnerError why it could not be */
  ready(): Promise<T> {
    return this.#opened;
  }

  /** Close what is open and open it anew: an engine was mended, or another is wanted. */
  async restart(): Promise<void> {
    if (this.#closed) return;
    this.#opened = this.#anew(this.#opened);
    await this.#opened.catch(() => undefined); // told as a state
  }

  onChange(listener: (state: EngineState) => void): Disposable {
    return this.#changes.add(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const opened = await this.#opened.catch(() => undefined);
    await opened?.[Symbol.asyncDispose]();
  }

  async #anew(before: Promise<T>): Promise<T> {
    this.#tell({ state: 'starting' });
    // What is wrong with the one before is no reason to have none: its boxes are swept by the next studio.
    await before.then((opened) => opened[Symbol.asyncDispose]()).catch(() => undefined);
    if (this.#closed) throw new RunnerError('closed');
    // Once more, as the one before may have been opened meanwhile and said so.
    this.#tell({ state: 'starting' });
    return this.#start();
  }

  #start(): Promise<T> {
    const opening = this.#open(() => this.#tell({ state: 'proving' }));
    opening.then(
      ({ engine: { name, version } }) => this.#tell({ state: 'ready', name, version }),
      (error: unknown) => this.#tell({ state: 'failed', problem: asProblem(error) }),
    );
    return opening;
  }

  #tell(state: EngineState): void {
    this.#state = state;
    this.#changes.tell(state);
  }
}
