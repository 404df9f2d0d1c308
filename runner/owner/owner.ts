import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const ID = /^[0-9a-f-]{36}$/;

/**
 * One running studio or command, as the boxes that it makes know it. While it lives it holds a lock on a file
 * of its own; the operating system lets go of it when the process ends, however it ends. The lock is SQLite's,
 * because Node has none of its own and SQLite's works alike on every system.
 */
export class Owner implements Disposable {
  readonly id = randomUUID();
  readonly #path: string;
  readonly #lock: DatabaseSync;

  private constructor(folder: string) {
    this.#path = lockPath(folder, this.id);
    this.#lock = hold(this.#path);
  }

  /** Become an owner whose lock lies in `folder`, which is made if it is not there. */
  static claim(folder: string): Owner {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Owner(folder);
  }

  [Symbol.dispose](): void {
    this.#lock.close();
    rmSync(this.#path, { force: true });
  }
}

/**
 * Whether the owner of that id is certainly dead: its lock lies in this folder and nobody holds it. An owner
 * whose lock is nowhere to be seen may have another home, or another machine; it is left alone.
 */
export function isDead(folder: string, id: string): boolean {
  if (!ID.test(id)) return false;
  const path = lockPath(folder, id);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  try {
    hold(path).close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}

/** The ids of all owners whose locks lie in this folder and who are dead. */
export function deadOwners(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .filter((id) => isDead(folder, id));
}

/** Remove the lock of a dead owner, when nothing of his is left to sweep. */
export function forget(folder: string, id: string): void {
  if (ID.test(id)) rmSync(lockPath(folder, id), { force: true });
}

const SQLITE_BUSY = 5; // https://sqlite.org/rescode.html#busy

const SUFFIX = '.lock';
const lockPath = (folder: string, id: string) => join(folder, `${id}${SUFFIX}`);

function hold(path: string): DatabaseSync {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    // Exclusive from the first write on, until the connection closes; no journal file beside it.
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}
