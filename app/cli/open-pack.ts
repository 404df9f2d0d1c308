import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type PackSource, packs } from '../studio.ts';

/**
 * A pack, from a folder or a zip.
 *
 * @throws PackRefused
 */
export async function openPack(path: string): Promise<PackSource> {
  if (!existsSync(path) || statSync(path).isDirectory()) return await packs.openFolder(path);
  return await packs.openZip(basename(path), readFileSync(path));
}
