import { renameSync } from 'node:fs';

/** What a file is called once it is known to be damaged: whoever knows what was in it may still save something. */
export const asideOf = (path: string, now = new Date()): string =>
  `${path}${DAMAGED}${now.toISOString().replaceAll(/[:.]/g, '-')}`;

/** What comes after its name; then when that was. */
export const DAMAGED = '.damaged-';

/** Move a damaged file out of the way, so that there can be a new one. */
export function putAside(path: string): void {
  renameSync(path, asideOf(path));
}
