import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { type Home, openHome, packSigningKey as signingKeyOf, shelfKey } from './home/index.ts';
import { DropFolder, Shelf } from './lessons/index.ts';

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

/**
 * Take in what people put into the home's folder of packs, and into the one that the policy names, now and as long as
 * these are open.
 */
export function openDropFolders(
  home: Pick<Home, 'packs'>,
  shelf: Shelf,
  ofPolicy: string | null,
): DropFolder[] {
  const folders = [new DropFolder({ folder: home.packs, shelf, removes: true })];
  if (ofPolicy !== null) folders.push(new DropFolder({ folder: ofPolicy, shelf, removes: false }));
  for (const folder of folders) void folder.start();
  return folders;
}
