import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isSystemError } from './system-error.ts';

/**
 * Write a file that only its user may read: wholly or not at all, whatever happens meanwhile. The pupil's own
 * files are written by `app/progress/files.ts`, which also minds who else writes there.
 *
 * @throws the error of the system; the file is as it was then
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  withDraft(path, content, (draft) => renameSync(draft, path));
}

/**
 * As `writeWhole`, but whatever lies there already stays, though another may have laid it there just now.
 *
 * @throws the error of the system
 */
export function writeOnce(path: string, content: string | Uint8Array): void {
  withDraft(path, content, (draft) => {
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!isSystemError(error, 'EEXIST')) throw error;
    }
  });
}

function withDraft(path: string, content: string | Uint8Array, take: (draft: string) => void): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeThrough(draft, content);
    take(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeThrough(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
