import { PAUSE_MILLIS, type Saving } from './saver.ts';
import { Store } from './store.ts';

/** Whether all files are on the disk: the worst of what any of them says. */
export type Saved = 'failed' | 'changed' | 'saving' | 'saved';

/**
 * What the window says of the pupil's work: saved or not. Somebody who goes on typing is saved every second, and is
 * not told so each time: to draw it would hold up her letters.
 */
export class SavedNews {
  readonly store = new Store<Saved>('saved');
  #typedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  typed(): void {
    this.#typedAt = Date.now();
  }

  /** It is now so with the files. */
  heed(files: readonly Saving[]): void {
    clearTimeout(this.#timer);
    const saved = worst(files);
    const rest = this.#typedAt + PAUSE_MILLIS - Date.now();
    if (saved !== 'saved' || rest <= 0) this.store.set(saved);
    // A clock that is set back makes no rest longer.
    else this.#timer = setTimeout(() => this.store.set(saved), Math.min(rest, PAUSE_MILLIS));
  }
}

function worst(files: readonly Saving[]): Saved {
  const states = new Set(files.map(({ state }) => state));
  if (states.has('failed')) return 'failed';
  if (states.has('changed')) return 'changed';
  if (states.has('unsaved')) return 'saving';
  return 'saved';
}
