import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { LIMITS } from '../limits.ts';
import { PackRefused, Problems, refuse } from '../problems.ts';
import { type PackSource, checkListing, isLitter } from './listing.ts';

/**
 * A pack in a zip. The zip is small enough to be held whole, so that nobody changes it while it is read. It may hold
 * the pack's files or the pack's folder: people zip either.
 *
 * @throws PackRefused if it is no zip that can be trusted, or what lies in it cannot be a pack's files
 */
export async function openZip(name: string, bytes: Buffer): Promise<PackSource> {
  if (bytes.length > LIMITS.zip) {
    throw refuse(name, 'zip-too-large', { megabytes: LIMITS.zip / 1024 / 1024 });
  }
  if (bytes.length < 4 || !FIRST_BYTES.includes(bytes.readUInt32LE(0))) throw refuse(name, 'not-a-zip');
  const zip = await reading(name, () => yauzl.fromBufferPromise(bytes, OPTIONS));
  const problems = new Problems();
  const found = await list(zip, name, problems);
  const inside = folderAround([...found.keys()]);
  const known = new Map([...found].map(([path, entry]) => [path.slice(inside.length), entry]));
  problems.refuseIfAny();
  const entries = [...known]
    .map(([path, entry]) => ({ path, bytes: entry.uncompressedSize }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  checkListing(entries, name, problems);
  problems.refuseIfAny();
  return {
    name,
    entries,
    read: async (path) => {
      const entry = known.get(path);
      if (entry === undefined) throw refuse(path, 'missing-file');
      return await reading(path, () => unpack(zip, entry, path));
    },
  };
}

/** A local file header, or the end of a zip with nothing in it (APPNOTE.TXT 4.3.7, 4.3.16). */
const FIRST_BYTES = [0x04034b50, 0x06054b50];

/** Names as bytes: what they say is ours to judge. No extra field changes them, and nothing is closed under our hands. */
const OPTIONS = {
  lazyEntries: true,
  decodeStrings: false,
  validateEntrySizes: true,
  autoClose: false,
} satisfies yauzl.Options;

async function list(
  zip: yauzl.ZipFile,
  name: string,
  problems: Problems,
): Promise<Map<string, yauzl.Entry>> {
  const found = new Map<string, yauzl.Entry>();
  let bytes = 0;
  if (zip.entryCount > 2 * LIMITS.files) throw refuse(name, 'too-many-files', { most: LIMITS.files });
  await reading(name, async () => {
    for await (const entry of zip.eachEntry()) {
      const path = pathOf(entry);
      if (path === undefined) throw refuse(name, 'path', { problem: 'not Unicode' });
      if (path.endsWith('/') && entry.uncompressedSize === 0) continue; // a folder: its files say where they lie
      if (isLitter(path)) continue;
      bytes += entry.uncompressedSize;
      if (bytes > LIMITS.unpacked) {
        throw refuse(name, 'unpacked-too-large', { megabytes: LIMITS.unpacked / 1024 / 1024 });
      }
      checkEntry(entry, path, problems);
      const before = found.has(path);
      if (before) problems.add(path, null, 'same-path', { other: path });
      found.set(path, entry);
    }
  });
  return found;
}

function pathOf({ fileNameRaw }: yauzl.Entry): string | undefined {
  return isUtf8(fileNameRaw) ? fileNameRaw.toString('utf8') : undefined;
}

function checkEntry(entry: yauzl.Entry, path: string, problems: Problems): void {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type === SYMBOLIC_LINK) problems.add(path, null, 'link');
  else if (type !== 0 && type !== REGULAR_FILE) problems.add(path, null, 'no-file');
  if (entry.isEncrypted()) problems.add(path, null, 'encrypted');
  else if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    problems.add(path, null, 'compression');
  }
}

// Bits of a Unix mode (POSIX sys/stat.h) and compression methods (APPNOTE.TXT 4.4.5).
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;
const SYMBOLIC_LINK = 0o120000;
const STORED = 0;
const DEFLATED = 8;

/** The folder that everything lies in, `name/`, if the zip is of a pack's folder; else nothing. */
function folderAround(paths: readonly string[]): string {
  if (paths.includes('pack.yaml')) return '';
  const [first = ''] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return paths.includes(`${folder}pack.yaml`) && paths.every((path) => path.startsWith(folder)) ? folder : '';
}

/** yauzl ends the stream when more comes than was said, or less; the checksum is ours to check. */
async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const bytes = await gather(stream);
  if (crc32(bytes) !== entry.crc32) throw refuse(path, 'zip-damaged', { words: 'CRC-32' });
  return bytes;
}

async function gather(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Whatever yauzl or zlib finds wrong with a zip is the zip's fault. */
async function reading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PackRefused || !(error instanceof Error)) throw error;
    throw new PackRefused(refuse(file, 'zip-damaged', { words: error.message }).problems, { cause: error });
  }
}

