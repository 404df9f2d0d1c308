import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { access, constants, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAX_FILES_BYTES } from '../../runner/index.ts';
import { isSystemError } from '../base/index.ts';
import { Problem } from '../contract/index.ts';
import { revisionOf } from './content.ts';

/**
 * What lies at a path. `stamp` is another as soon as somebody has written there; `elsewhere` is a link, a folder,
 * a pipe: nothing that we open.
 */
export type Seen =
  | { readonly kind: 'nothing'; readonly stamp: ''; readonly revision: null }
  | { readonly kind: 'elsewhere'; readonly stamp: string; readonly revision: null }
  | ({ readonly kind: 'too-large' } & Lying)
  | ({ readonly kind: 'file'; readonly content: Buffer } & Lying);

interface Lying {
  readonly stamp: string;
  /** Of what is too large to be read, one that no content has. */
  readonly revision: string;
  readonly bytes: number;
  /** Its permissions. */
  readonly mode: number;
}

const NOTHING: Seen = { kind: 'nothing', stamp: '', revision: null };

/** Look at what lies at a path, without following a link. Reads no more than a program may have. */
export async function look(path: string): Promise<Seen> {
  const before = await statOf(path);
  if (before === undefined) return NOTHING;
  if (!before.isFile()) return { kind: 'elsewhere', stamp: stampOf(before), revision: null };
  // It may have become a link or a pipe since; neither is waited for.
  await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const stat = await file.stat({ bigint: true });
  const lying = { stamp: stampOf(stat), bytes: Number(stat.size), mode: Number(stat.mode) & 0o777 };
  if (stat.size > MAX_FILES_BYTES) {
    return { kind: 'too-large', ...lying, revision: revisionOf(Buffer.from(lying.stamp)) };
  }
  const content = await file.readFile();
  return { kind: 'file', content, ...lying, bytes: content.length, revision: revisionOf(content) };
}

/** What changes when a file is written: cheap to have, on a network too. Empty for no file. */
async function stampAt(path: string): Promise<string> {
  const stat = await statOf(path);
  return stat === undefined ? '' : stampOf(stat);
}

/**
 * Put `content` in the place of what was `seen` there: wholly or not at all, whatever happens meanwhile.
 *
 * @returns false if somebody else has written there since it was seen; then nothing is done
 */
export async function replace(path: string, content: Uint8Array, seen: Seen): Promise<boolean> {
  const mode = seen.kind === 'file' ? seen.mode : 0o666;
  if (seen.kind === 'file') await access(path, constants.W_OK); // a rename would not ask
  const draft = join(dirname(path), `${DRAFT}${randomUUID()}`);
  try {
    await writeThrough(draft, content, mode);
    if ((await stampAt(path)) !== seen.stamp) return false;
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** Remove what was `seen`. @returns false if somebody else has written there since; then nothing is done */
export async function discard(path: string, seen: Seen): Promise<boolean> {
  if ((await stampAt(path)) !== seen.stamp) return false;
  await rm(path);
  await syncFolder(dirname(path));
  return true;
}

/** Make a folder and those above it. Node's own `recursive` never ends in a file system that refuses all, as /proc. */
export async function makeFolders(path: string): Promise<void> {
  if ((await statOf(path)) !== undefined) return;
  if (dirname(path) !== path) await makeFolders(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
}

const DRAFT = '.sandlot-draft-';
// Another studio may be about to rename its own; nobody takes a minute for that.
const DRAFT_LIFETIME_MILLIS = 60 * 1000;

/** Remove the drafts that a killed studio has left in a folder. What cannot be swept is in nobody's way. */
export async function sweepDrafts(folder: string): Promise<void> {
  const now = Date.now();
  try {
    for (const name of await readdir(folder)) {
      if (!name.startsWith(DRAFT)) continue;
      const stat = await statOf(join(folder, name));
      if (stat !== undefined && now - Number(stat.mtimeMs) > DRAFT_LIFETIME_MILLIS) {
        await rm(join(folder, name), { force: true });
      }
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Do something with a pupil's files.
 *
 * @throws Problem `work-unwritable` with the system's own words, if the disk, its rights or its room do not allow it
 */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new Problem('work-unwritable', { path, words: cause.message }, { cause });
  }
}

/** What `lstat` says, or undefined if there is nothing. */
export async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

export const stampOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats) =>
  [ino, size, mtimeNs, ctimeNs].join(' ');

async function writeThrough(path: string, content: Uint8Array, mode: number): Promise<void> {
  await using file = await open(path, 'wx', mode);
  await file.writeFile(content);
  await file.sync();
}

/** Make a rename last through a power cut, where a folder can be synced at all: not on Windows, nor on some shares. */
export async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path, constants.O_RDONLY);
    await folder.sync();
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
