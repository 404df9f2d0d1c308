import { openHome, shelfKey } from './home/index.ts';
import { Shelf, lessonRoot } from './lessons/index.ts';

/**
 * The lesson packs of this user.
 *
 * @throws RunnerError `home-unusable`
 */
export function openShelf(home = openHome()): Shelf {
  return new Shelf({ folder: home.shelf, key: shelfKey(home), bundled: lessonRoot });
}
