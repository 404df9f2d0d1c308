import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pack } from './model.ts';
import { readPack } from './read-pack.ts';
import { type PackSource, openFolder, openZip } from './source/index.ts';

/** A pack, and where its files are read from. */
export interface OpenPack {
  readonly pack: Pack;
  readonly source: PackSource;
}

/**
 * The packs that come with the studio: zips and folders. They were checked before the studio was released.
 *
 * @throws PackRefused
 */
export async function bundledPacks(root: string): Promise<OpenPack[]> {
  const packs: OpenPack[] = [];
  for (const child of await readdir(root, { withFileTypes: true })) {
    const path = join(root, child.name);
    const source = child.isDirectory()
      ? await openFolder(path)
      : child.name.endsWith('.zip') && (await openZip(child.name, await readFile(path)));
    if (source !== false) packs.push({ source, pack: await readPack(source) });
  }
  return packs;
}
