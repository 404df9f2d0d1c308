import { type Stats, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunnerError } from '../../../runner/index.ts';
import { Listeners, isSystemError } from '../../base/index.ts';
import type { PackProblem } from '../../contract/index.ts';
import { LIMITS } from '../limits.ts';
import { PackRefused, packProblem } from '../problems.ts';
import { openZip } from '../source/index.ts';
import { FolderWatch } from './folder-watch.ts';
import { looksOf } from './looks.ts';
import type { Shelf, Taken } from './shelf.ts';

/** What became of a zip that somebody put there. */
export type Dropped = { readonly name: string } & (
  { readonly taken: Taken } | { readonly refused: readonly PackProblem[] }
);

/**
 * A folder whose zips are taken in: those that lie there at the start, and those that come. What was refused stays
 * and is told, and is tried again when it changes.
 */
export class DropFolder implements Disposable {
  readonly #folder: string;
  readonly #shelf: Shelf;
  readonly #removes: boolean;
  readonly #listeners = new Listeners<Dropped>();
  readonly #tried = new Map<string, string>();
  #watch: FolderWatch | undefined;
  #turn: Promise<void> = Promise.resolve();

  /** @param removes whether what was taken in goes away; in a folder that is shared, it stays */
  constructor(options: { readonly folder: string; readonly shelf: Shelf; readonly removes: boolean }) {
    this.#folder = options.folder;
    this.#shelf = options.shelf;
    this.#removes = options.removes;
  }

  onDrop(listener: (dropped: Dropped) => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** Take in what is there, and from now on what comes. A folder that is not there, or cannot be watched, is only read. */
  async start(): Promise<void> {
    try {
      if (this.#removes) mkdirSync(this.#folder, { recursive: true });
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
    this.#watch = new FolderWatch(this.#folder, () => void this.scan());
    await this.scan();
  }

  /** Look at what lies there now. */
  scan(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      for (const name of this.#names()) await this.#take(name);
    });
    return this.#turn;
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]();
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder)
        .filter((name) => /^[^.].*\.zip$/iu.test(name))
        .sort();
    } catch (error) {
      if (isSystemError(error)) return [];
      throw error;
    }
  }

  async #take(name: string): Promise<void> {
    const path = join(this.#folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true || this.#tried.get(name) === looksOf(stats)) return;
    this.#tried.set(name, looksOf(stats));
    const dropped = await this.#outcome(name, path, stats);
    if ('taken' in dropped && this.#removes) remove(path);
    this.#listeners.tell(dropped);
  }

  async #outcome(name: string, path: string, { size }: Stats): Promise<Dropped> {
    try {
      const bytes = size > LIMITS.zip ? Buffer.alloc(LIMITS.zip + 1) : await readFile(path);
      return { name, taken: await this.#shelf.take(await openZip(name, bytes)) };
    } catch (error) {
      if (error instanceof PackRefused) return { name, refused: error.problems };
      if (!isSystemError(error) && !(error instanceof RunnerError)) throw error;
      return { name, refused: [packProblem(name, null, 'unreadable', { words: error.code ?? '' })] };
    }
  }
}

/** One that cannot be removed now is what is there already, and is taken again at the next start. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
