import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { asideOf } from '../../base/index.ts';
import { Problem } from '../../contract/index.ts';
import { MIGRATIONS } from './migrations.ts';

/**
 * How long to wait for another studio of this home, which holds the lock for some milliseconds a save. Longer, and
 * a lock that a server has forgotten would keep every save from the disk; shorter, and a busy server would cost versions.
 */
export const BUSY_MILLIS = 1_500;

// https://sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * Open the database, made or brought to this studio's version if need be.
 *
 * A rollback journal and not a write-ahead log, which needs shared memory and so cannot lie on a network home;
 * truncated and not deleted, which is less work for a server. What is committed has reached the disk.
 *
 * @param patienceMillis how long to wait for others, now and later
 * @throws Problem `store-unusable` if a newer studio has made it
 * @throws the error of SQLite
 */
export function openDatabase(path: string, patienceMillis = BUSY_MILLIS): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: patienceMillis });
  try {
    database.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;');
    if (versionOf(database) !== MIGRATIONS.length) migrate(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Do all of it or nothing, alone among the studios of this home. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

/** Whether SQLite says that what lies there is not, or no longer, a database. */
export const isDamage = (error: unknown) =>
  isSqliteError(error) && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(error.errcode & 0xff);

/** Whether another has held the lock for longer than we wait. */
export const isLocked = (error: unknown) => isSqliteError(error) && (error.errcode & 0xff) === SQLITE_BUSY;

export const isSqliteError = (error: unknown): error is Error & { errcode: number } =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';

/**
 * Move a damaged database out of the way, under a name that says what it is; whoever knows SQLite may still save
 * something from it. Its journal goes along: applied to the next database it would spoil that.
 *
 * @returns where it is now
 */
export function moveAside(path: string, now = new Date()): string {
  const aside = asideOf(path, now);
  for (const suffix of ['', '-journal']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

function migrate(database: DatabaseSync, path: string): void {
  transaction(database, () => {
    const version = versionOf(database); // another studio may just have done it
    if (version > MIGRATIONS.length) {
      throw new Problem('store-unusable', { path, why: 'newer', version, known: MIGRATIONS.length });
    }
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
