import { Problem } from '../contract/index.ts';
import { pathProblem } from '../../runner/index.ts';

/** Leaves room below the 255 bytes of a file system for three bytes a character, and fits on a screen. */
const MAX_NAME_CHARACTERS = 100;
/** Folders that a file may lie in, below its project. */
export const MAX_FOLDERS = 4;

// What no file on Windows can be called, whatever comes after its first dot:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/iu;
const FORBIDDEN = /[<>:"|?*\\]/u;

/**
 * Check what somebody wants to call a project: the name of a folder on any system, so that a teacher can copy it
 * to a stick and open it elsewhere.
 *
 * @throws Problem `bad-name`
 */
export function checkProjectName(name: string): void {
  const problem = name.includes('/') ? 'slash' : filePathProblem(name);
  if (problem !== undefined) throw new Problem('bad-name', { name, problem });
}

/**
 * Check what somebody wants to call a file, with the folders that it lies in.
 *
 * @throws Problem `bad-name`
 */
export function checkFilePath(path: string): void {
  const problem = filePathProblem(path);
  if (problem !== undefined) throw new Problem('bad-name', { name: path, problem });
}

/** Why no file can have that path, or undefined if one can. */
export function filePathProblem(path: string): string | undefined {
  const parts = path.split('/');
  if (parts.length > MAX_FOLDERS + 1) return 'too deep';
  return pathProblem(path) ?? parts.map(partProblem).find((problem) => problem !== undefined);
}

function partProblem(name: string): string | undefined {
  if (name.length > MAX_NAME_CHARACTERS) return 'too long';
  if (FORBIDDEN.test(name)) return 'forbidden character';
  if (RESERVED.test(name)) return 'reserved';
  if (name.startsWith('.')) return 'dot at the start';
  if (/[. ]$/u.test(name)) return 'dot or space at the end';
  return undefined;
}

/**
 * The one of `paths` that cannot lie beside `path` on every system: it is the same but for its case or its
 * accents' coding, or one is a file where the other needs a folder.
 */
export function clash(paths: readonly string[], path: string): string | undefined {
  return paths.find((other) => excludeEachOther(other.split('/'), path.split('/')));
}

/** `name`, or `name 2` and so on if a project cannot have that beside the others. */
export function freeName(others: readonly string[], name: string): string {
  let free = name;
  for (let number = 2; clash(others, free) !== undefined; number += 1) free = `${name} ${number}`;
  return free;
}

function excludeEachOther(ours: readonly string[], others: readonly string[]): boolean {
  const [one = '', ...below] = ours;
  const [other = '', ...belowOther] = others;
  if (folded(one) !== folded(other)) return false;
  if (one !== other || below.length === 0 || belowOther.length === 0) return true;
  return excludeEachOther(below, belowOther);
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();
