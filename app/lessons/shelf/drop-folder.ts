import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RunnerError } from '../../../runner/index.ts';
import { Listeners, isSystemError } from '../../base/index.ts';
import type { PackProblem } from '../../contract/index.ts';
import { LIMITS } from '../limits.ts';
import { PackRefused, packProblem } from '../problems.ts';
import { onDisk, openZip } from '../source/index.ts';
import { FolderWatch } from './folder-watch.ts';
import { looksOf } from './looks.ts';
import type { Shelf, Taken } from './shelf.ts';

/** What became of a zip that somebody put there; or of the whole folder, if that cannot be read or can be again. */
export type Dropped = { readonly name: string } & (
  { readonly taken: Taken } | { readonly refused: readonly PackProblem[] } | { readonly readable: true }
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
  /** Why the folder could not be read when it was looked at last. */
  #trouble: string | undefined;
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

  /** Look at what lies there now. Never rejects, as nobody waits for a folder that is watched. */
  scan(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#takeAll()).catch((error: unknown) => console.error(error));
    return this.#turn;
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]();
  }

  async #takeAll(): Promise<void> {
    for (const name of this.#names()) await this.#take(name);
  }

  /** A folder that is not there (a stick, a share) has none; one that cannot be read is told like a zip. */
  #names(): string[] {
    try {
      const names = readdirSync(this.#folder);
      this.#become(undefined);
      return names.filter((name) => /^[^.].*\.zip$/iu.test(name)).sort();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#become(isSystemError(error, 'ENOENT', 'ENOTDIR') ? undefined : error);
      return [];
    }
  }

  /** Why the folder cannot be read, told when that is news. */
  #become(trouble: Error | undefined): void {
    const name = this.#folder;
    const words = trouble?.message;
    if (words === this.#trouble) return;
    this.#trouble = words;
    this.#listeners.tell(
      trouble === undefined ? { name, readable: true } : { name, refused: whyNot(name, trouble) },
    );
  }

  async #take(name: string): Promise<void> {
    const path = join(this.#folder, name);
    const looks = looksAt(path);
    if (looks === undefined || this.#tried.get(name) === looks) return;
    this.#tried.set(name, looks);
    const dropped = await this.#outcome(name, path);
    if ('taken' in dropped && this.#removes) remove(path);
    this.#listeners.tell(dropped);
  }

  /** Whatever is wrong with one zip is told and costs no other. */
  async #outcome(name: string, path: string): Promise<Dropped> {
    try {
      const bytes = await onDisk(name, () => bytesOf(path));
      return { name, taken: await this.#shelf.take(await openZip(name, bytes)) };
    } catch (error) {
      return { name, refused: whyNot(name, error) };
    }
  }
}

/** Another text if it has changed; undefined if no file lies there. What cannot be looked at looks like the reason. */
function looksAt(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? looksOf(stats) : undefined;
  } catch (error) {
    if (isSystemError(error)) return error.code;
    throw error;
  }
}

/** Of a file that is too long, as much as shows it. */
async function bytesOf(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  return size > LIMITS.zip ? Buffer.alloc(LIMITS.zip + 1) : await readFile(path);
}

function whyNot(name: string, error: unknown): readonly PackProblem[] {
  if (error instanceof PackRefused) return error.problems;
  const code = isSystemError(error) || error instanceof RunnerError ? error.code : undefined;
  return [packProblem(name, null, 'unreadable', { words: code ?? String(error) })];
}

/** One that cannot be removed now is what is there already, and is taken again at the next start. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
