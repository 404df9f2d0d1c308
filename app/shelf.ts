import type { KeyObject } from 'node:crypto';
import { openHome, packSigningKey as signingKeyOf, shelfKey } from './home/index.ts';
import { Shelf, lessonRoot } from './lessons/index.ts';

/**
 * The lesson packs of this user.
 *
 * @throws RunnerError `home-unusable`
 */
export function openShelf(home = openHome()): Shelf {
  return new Shelf({ folder: home.shelf, key: shelfKey(home), bundled: lessonRoot });
}

/**
 * The key with which this user signs packs.
 *
 * @throws RunnerError `home-unusable`
 */
export const packSigningKey = (): KeyObject => signingKeyOf(openHome());
