import { fileNameProblem, foldedName } from '../../base/index.ts';
import { pathProblem } from '../../../runner/index.ts';
import { LIMITS } from '../limits.ts';
import type { Problems } from '../problems.ts';

/** A file of a pack, before it is read. `path` uses `/` and begins at the pack's folder; `bytes` is what it says of itself. */
export interface Entry {
  readonly path: string;
  readonly bytes: number;
}

/** Where a pack is read from: a folder, a zip, or the shelf. */
export interface PackSource {
  /** What people call it: the name of the file or folder. */
  readonly name: string;
  /** Every file of it; all have been checked by `checkListing`. */
  readonly entries: readonly Entry[];
  /**
   * The whole of a file.
   *
   * @throws PackRefused if it cannot be read, or is not as long as it said
   */
  read(path: string): Promise<Buffer>;
}

/** What systems and tools leave beside people's files. It is not part of a pack, wherever it lies. */
export const isLitter = (path: string): boolean =>
  path
    .split('/')
    .some(
      (part) =>
        /^\.(?!\.?$)/u.test(part) || ['__MACOSX', '__pycache__', 'Thumbs.db', 'desktop.ini'].includes(part),
    );

/** Whether these can be the files of a pack, by their paths and sizes alone. */
export function checkListing(entries: readonly Entry[], source: string, problems: Problems): void {
  if (entries.length > LIMITS.files) {
    problems.add(source, null, 'too-many-files', { most: LIMITS.files });
    return;
  }
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes > LIMITS.unpacked) {
    problems.add(source, null, 'unpacked-too-large', { megabytes: LIMITS.unpacked / 1024 / 1024 });
  }
  for (const { path } of entries) checkPath(path, problems);
  checkClashes(entries, problems);
}

function checkPath(path: string, problems: Problems): void {
  const parts = path.split('/');
  const problem =
    pathProblem(path) ?? parts.map(fileNameProblem).find((found) => found !== undefined);
  if (path.length > LIMITS.pathCharacters) {
    problems.add(path, null, 'path-too-long', { most: LIMITS.pathCharacters });
  } else if (parts.length - 1 > LIMITS.folders) {
    problems.add(path, null, 'path-too-deep', { most: LIMITS.folders });
  } else if (problem !== undefined) {
    problems.add(path, null, 'path', { problem });
  }
}

/** Two files of one path, on this system or another, or a file where others need a folder. */
function checkClashes(entries: readonly Entry[], problems: Problems): void {
  const seen = new Map<string, { readonly path: string; readonly isFile: boolean }>();
  for (const { path } of entries) {
    const parts = path.split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const part = parts.slice(0, length).join('/');
      const isFile = length === parts.length;
      const before = seen.get(foldedName(part));
      if (before === undefined) {
        seen.set(foldedName(part), { path: part, isFile });
      } else if (isFile || before.isFile || before.path !== part) {
        problems.add(path, null, 'same-path', { other: before.path });
        break;
      }
    }
  }
}
