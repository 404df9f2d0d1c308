import { fileNameProblem, foldedName } from '../base/index.ts';
import { Problem } from '../contract/index.ts';
import { pathProblem } from '../../runner/index.ts';

/** Folders that a file may lie in, below its project. */
export const MAX_FOLDERS = 4;

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
  return pathProblem(path) ?? parts.map(fileNameProblem).find((problem) => problem !== undefined);
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
  if (foldedName(one) !== foldedName(other)) return false;
  if (one !== other || below.length === 0 || belowOther.length === 0) return true;
  return excludeEachOther(below, belowOther);
}
