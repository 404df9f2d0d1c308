import { type FSWatcher, watch } from 'node:fs';
import { isSystemError } from '../../base/index.ts';

/** A path that no system can have is an error of Node's. */
const isNoPath = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE';

/** Whoever copies a file writes it piece by piece. */
const QUIET_MILLIS = 300;

/**
 * Tells that something in a folder has changed, once it is quiet again. Of a folder that is not there, or that the
 * system cannot watch (some are on a network), nothing is told: whoever needs to know looks now and then, too.
 */
export class FolderWatch implements Disposable {
  readonly #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, onChange: () => void) {
    try {
      this.#watcher = watch(folder, () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(onChange, QUIET_MILLIS);
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch (error) {
      if (!isSystemError(error) && !isNoPath(error)) throw error;
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
  }
}
