import * as yazl from 'yazl';

/** Every file of a zip has the same date, so that the same pack makes the same zip: the first that a zip can have. */
const DATE = new Date(1980, 0, 1);

/** A zip of these files, in order of their paths. */
export async function writeZip(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    zip.addBuffer(content, path, { mtime: DATE, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
