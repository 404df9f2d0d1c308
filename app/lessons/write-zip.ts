import * as yazl from 'yazl';
import { LIMITS } from './limits.ts';
import { refuse } from './problems.ts';
import type { PackSource } from './source/index.ts';

/** Every file of a zip has the same date, so that the same pack makes the same zip: the first that a zip can have. */
const DATE = new Date(1980, 0, 1);

/** @returns the zip of these files, in order of their paths */
async function writeZip(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    zip.addBuffer(content, path, { mtime: DATE, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * The zip of a pack, with `more` added or in the place of what is there.
 *
 * @throws PackRefused if it is too large to be read again
 */
export async function zipOf(source: PackSource, more: ReadonlyMap<string, Buffer> = new Map()): Promise<Buffer> {
  const files = new Map<string, Buffer>();
  for (const { path } of source.entries) files.set(path, await source.read(path));
  const zip = await writeZip(new Map([...files, ...more]));
  if (zip.length > LIMITS.zip) throw refuse(source.name, 'zip-too-large', { megabytes: LIMITS.zip / 1024 / 1024 });
  return zip;
}
