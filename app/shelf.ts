import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { openHome, packSigningKey as signingKeyOf, shelfKey } from './home/index.ts';
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

/**
 * The key with which this user signs packs.
 *
 * @throws RunnerError `home-unusable`
 */
export const packSigningKey = (): KeyObject => signingKeyOf(openHome());
