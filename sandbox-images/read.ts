/** Reading a built image from the folder that holds it: `manifest.json`, `image.tar.zst`, `seccomp.json`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { ImageError } from './errors.ts';
import type { ImageManifest } from './manifest.ts';
import { imageRoot } from './root.ts';

const rebuild = 'Run `npm run images` to build it again.';

/** The manifest of the image in `root`. Throws an {@link ImageError} `image-not-built` or `image-corrupt`. */
export async function readManifest(root = imageRoot): Promise<ImageManifest> {
  const text = await readPart(root, 'manifest.json');
  try {
    return JSON.parse(text.toString('utf8')) as ImageManifest;
  } catch (error) {
    if (error instanceof SyntaxError) throw corrupt(root, 'manifest.json');
    throw error;
  }
}

/**
 * The image as a plain tar in docker-archive format, which both engines load.
 * The archive is checked against the manifest before its first byte is given out; a mismatch is an
 * {@link ImageError} `image-corrupt` on the stream.
 */
export function openArchive(root = imageRoot): Readable {
  return Readable.from(archiveChunks(root), { objectMode: false });
}

async function* archiveChunks(root: string): AsyncGenerator<Buffer> {
  const manifest = await readManifest(root);
  const archive = await readPart(root, 'image.tar.zst');
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (sha256 !== manifest.archiveSha256) throw corrupt(root, 'image.tar.zst');
  // Node's decoder drops what follows the end of a frame within one chunk, so every frame has a decoder of its own.
  let start = 0;
  for (const bytes of manifest.frames) {
    const frame = archive.subarray(start, (start += bytes));
    yield* Readable.from([frame]).pipe(createZstdDecompress()) as AsyncIterable<Buffer>;
  }
}

/** The seccomp profile as Docker's JSON, to be passed inline to Docker. */
export async function readSeccompProfile(root = imageRoot): Promise<string> {
  return (await readPart(root, 'seccomp.json')).toString('utf8');
}

/** The same profile as a file: Podman wants its path. */
export function seccompProfilePath(root = imageRoot): string {
  return join(root, 'seccomp.json');
}

async function readPart(root: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(root, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new ImageError('image-not-built', `There is no ${name} in ${root}.`, rebuild, [name]);
    }
    throw error;
  }
}

function corrupt(root: string, name: string): ImageError {
  return new ImageError('image-corrupt', `${name} in ${root} is damaged.`, rebuild, [name]);
}
