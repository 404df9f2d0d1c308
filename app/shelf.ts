import type { KeyObject } from 'node:crypto';
import { type Home, openHome, packSigningKey as signingKeyOf, shelfKey } from './home/index.ts';
import { DropFolder, Shelf, lessonRoot } from './lessons/index.ts';

/**
 * The lesson packs of this user.
 *
 * @throws RunnerError `home-unusable`
 */
export function openShelf(home = openHome()): Shelf {
  const { key, damaged } = shelfKey(home);
  return new Shelf({ folder: home.shelf, key, damagedKey: damaged, bundled: lessonRoot });
}

/**
 * The key with which this user signs packs.
 *
 * @throws RunnerError `home-unusable`
 */
export const packSigningKey = (): KeyObject => signingKeyOf(openHome());

/** Where people put packs that should be taken in: the home's own folder, and the one that the policy names. */
export function dropFolders(home: Pick<Home, 'packs'>, shelf: Shelf, ofPolicy: string | null): DropFolder[] {
  const folders = [new DropFolder({ folder: home.packs, shelf, removes: true })];
  if (ofPolicy !== null) folders.push(new DropFolder({ folder: ofPolicy, shelf, removes: false }));
  return folders;
}
