import { join } from 'node:path';
import { openHome, shelfKey } from './home/index.ts';
import { Shelf } from './lessons/index.ts';

/** Packs that come with the studio. */
const BUNDLED = join(import.meta.dirname, '..', 'lessons');

/**
 * The lesson packs of this user.
 *
 * @throws RunnerError `home-unusable`
 */
export function openShelf(home = openHome()): Shelf {
  return new Shelf({ folder: home.shelf, key: shelfKey(home), bundled: BUNDLED });
}
