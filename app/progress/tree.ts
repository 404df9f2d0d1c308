import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filePathProblem, MAX_FOLDERS } from './names.ts';
import { isSystemError } from '../base/index.ts';
import { stampOf, statOf } from './files.ts';

/** A file of a project, as its folder lists it. */
export interface Listed {
  /** Relative to the project's folder, with `/` between its parts. */
  readonly path: string;
  readonly stamp: string;
  readonly changedAt: number;
}

/** What Python leaves behind is nobody's work. */
const NOBODYS: ReadonlySet<string> = new Set(['__pycache__']);

/**
 * The files in a folder and below it, by path. Links are not followed and names that we could not have given are
 * not seen; nor is what lies deeper than a file may.
 *
 * @param most after so many more it stops: whoever asks has too many then
 */
export async function filesBelow(folder: string, most: number): Promise<Listed[]> {
  const found: Listed[] = [];
  const visit = async (below: string, depth: number): Promise<void> => {
    for (const { path, isFolder } of await entries(folder, below)) {
      if (found.length > most) return;
      if (isFolder && depth < MAX_FOLDERS) await visit(path, depth + 1);
      const stat = isFolder ? undefined : await statOf(join(folder, path));
      if (stat?.isFile() !== true) continue;
      found.push({ path, stamp: stampOf(stat), changedAt: Number(stat.mtimeMs) });
    }
  };
  await visit('', 0);
  return found;
}

/** A folder and those below it in which a file may lie, by their paths in it; the folder itself is ''. */
export async function foldersBelow(folder: string): Promise<string[]> {
  const found = [''];
  for (const below of found) {
    if (below.split('/').length >= MAX_FOLDERS) continue;
    found.push(...(await entries(folder, below)).filter(({ isFolder }) => isFolder).map(({ path }) => path));
  }
  return found;
}

/** The folders of a folder: not the links to folders. */
export async function foldersIn(folder: string): Promise<string[]> {
  return (await entries(folder, '')).filter(({ isFolder }) => isFolder).map(({ path }) => path);
}

/** Whether every folder on the way from `root` to that path is one, or not there: no link leads elsewhere. */
export async function isWayReal(root: string, parts: readonly string[]): Promise<boolean> {
  for (let count = 1; count < parts.length; count += 1) {
    const stat = await statOf(join(root, ...parts.slice(0, count)));
    if (stat !== undefined && !stat.isDirectory()) return false;
  }
  return true;
}

async function entries(folder: string, below: string): Promise<{ path: string; isFolder: boolean }[]> {
  const found = await readFolder(join(folder, below), below !== '');
  return found
    .filter(({ name }) => !NOBODYS.has(name))
    .map((entry) => ({
      path: below === '' ? entry.name : `${below}/${entry.name}`,
      isFolder: entry.isDirectory(),
    }))
    .filter(({ path }) => filePathProblem(path) === undefined)
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** A folder that another program has just removed has nothing in it; nor has one `inside` that its user may not read. */
async function readFolder(path: string, inside: boolean) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
    if (inside && isSystemError(error, 'EACCES', 'EPERM')) return [];
    throw error;
  }
}
