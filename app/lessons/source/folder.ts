import { type Dirent } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isSystemError } from '../../base/index.ts';
import { LIMITS } from '../limits.ts';
import { Problems, refuse } from '../problems.ts';
import { type Entry, type PackSource, checkListing, isLitter } from './listing.ts';

/**
 * A pack in a folder, as its author has it.
 *
 * @throws PackRefused if what lies there cannot be a pack's files
 */
export async function openFolder(folder: string): Promise<PackSource> {
  const name = basename(resolve(folder));
  const problems = new Problems();
  const entries = await list(folder, name, problems);
  checkListing(entries, name, problems);
  problems.refuseIfAny();
  const known = new Map(entries.map((entry) => [entry.path, entry]));
  return {
    name,
    entries,
    read: async (path) => {
      const entry = known.get(path);
      if (entry === undefined) throw refuse(path, 'missing-file');
      return await readWhole(join(folder, path), entry);
    },
  };
}

async function list(folder: string, name: string, problems: Problems): Promise<Entry[]> {
  const entries: Entry[] = [];
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const child of await onDisk(at === '' ? name : at, () =>
      readdir(join(folder, at), { withFileTypes: true }),
    )) {
      const path = at === '' ? child.name : `${at}/${child.name}`;
      if (isLitter(path)) continue;
      if (entries.length + waiting.length > LIMITS.files) return entries; // `checkListing` says so, or the depth does
      if (child.isDirectory() && path.split('/').length <= LIMITS.folders + 1) waiting.push(path);
      else entries.push({ path, bytes: await sizeOf(join(folder, path), path, child, problems) });
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function sizeOf(file: string, path: string, child: Dirent, problems: Problems): Promise<number> {
  if (child.isSymbolicLink()) problems.add(path, null, 'link');
  else if (!child.isFile() && !child.isDirectory()) problems.add(path, null, 'no-file');
  return child.isFile() ? await onDisk(path, async () => (await lstat(file)).size) : 0;
}

/** A file that has grown since it was listed is not read on. */
async function readWhole(file: string, { path, bytes }: Entry): Promise<Buffer> {
  return await onDisk(path, async () => {
    await using handle = await open(file);
    const buffer = Buffer.alloc(bytes + 1);
    let length = 0;
    while (length <= bytes) {
      const { bytesRead } = await handle.read(buffer, length, bytes + 1 - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length !== bytes) throw refuse(path, 'unreadable', { words: 'EAGAIN' });
    return buffer.subarray(0, bytes);
  });
}

/**
 * Read something of a pack.
 *
 * @throws PackRefused for `path` if the system does not let it be read
 */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) throw refuse(path, 'not-found');
    if (isSystemError(error)) throw refuse(path, 'unreadable', { words: error.code ?? '' });
    throw error;
  }
}
