/** Putting the image together: the base layer from the cache if it is there, the upper layer anew, one archive. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageIdentity, imageReference, type ImageManifest } from '../manifest.ts';
import { config, language, version } from '../python/recipe.ts';
import { compileFilter } from '../seccomp/bpf.ts';
import { dockerProfile } from '../seccomp/docker.ts';
import { diffIdOf, finalFrame, layerFrame, sha256 } from './archive.ts';
import { buildBaseLayer } from './base.ts';
import { buildBoxLayer } from './box.ts';
import { licenceExpression, licenceReport } from './licences.ts';
import { fetchPackages, type Lock } from './lock.ts';
import { paths } from './paths.ts';

/** What the cache keeps of a base layer. */
interface Base {
  readonly diffId: string;
  /** The layer as a zstd frame of the archive. */
  readonly frame: Buffer;
  readonly unpacked: string;
  readonly licences: string;
}

/** Builds the image into `paths.image` and answers its manifest. */
export async function buildImage(lock: Lock): Promise<ImageManifest> {
  const base = (await cachedBase(lock)) ?? (await buildBase(lock));
  const filter = compileFilter();
  const upper = await buildBoxLayer(paths.box, filter, base.unpacked, lock.sourceDateEpoch);
  const layers = [base.diffId, diffIdOf(upper)];
  const identity = imageIdentity(layers, config);
  const last = finalFrame({ language, version, identity, layers, config }, upper, lock.sourceDateEpoch);
  const archive = Buffer.concat([base.frame, last]);
  const manifest: ImageManifest = {
    language,
    version,
    reference: imageReference(language, version, identity),
    identity,
    layers,
    config,
    archiveBytes: archive.length,
    archiveSha256: sha256(archive),
    frames: [base.frame.length, last.length],
    packages: lock.packages.map(({ name, version, licences }) => ({
      name,
      version,
      licence: licenceExpression(licences),
    })),
  };
  await mkdir(paths.image, { recursive: true });
  const output = {
    'image.tar.zst': archive,
    'seccomp.json': `${JSON.stringify(dockerProfile(), null, 2)}\n`,
    'seccomp.bpf': filter,
    'LICENCES.txt': base.licences,
    'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`, // last: it vouches for the others
  };
  for (const [name, content] of Object.entries(output)) await replaceFile(join(paths.image, name), content);
  return manifest;
}

/** Builds aside and moves into place, so that a base layer in the cache is always whole. Older ones are dropped. */
async function buildBase(lock: Lock): Promise<Base> {
  await fetchPackages(lock.packages);
  const building = await mkdtemp(join(paths.cache, 'building-'));
  try {
    const unpacked = join(building, 'unpacked');
    await mkdir(unpacked);
    const layer = await buildBaseLayer(lock, unpacked);
    await writeFile(join(building, 'diff-id'), diffIdOf(layer));
    await writeFile(join(building, 'frame.zst'), layerFrame(layer, lock.sourceDateEpoch));
    await writeFile(join(building, 'LICENCES.txt'), await licenceReport(unpacked, lock.packages));
    for (const name of await readdir(paths.cache)) {
      if (name.startsWith('base-')) await rm(join(paths.cache, name), { recursive: true, force: true });
    }
    await rename(building, await baseFolder(lock));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  const base = await cachedBase(lock);
  if (base === undefined) throw new Error('the base layer vanished from the cache while it was being built');
  return base;
}

async function cachedBase(lock: Lock): Promise<Base | undefined> {
  const folder = await baseFolder(lock);
  if (!existsSync(folder)) return undefined;
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return {
    diffId: await text('diff-id'),
    frame: await readFile(join(folder, 'frame.zst')),
    unpacked: join(folder, 'unpacked'),
    licences: await text('LICENCES.txt'),
  };
}

/** Named for everything that the base layer is made from: the lock, the recipe, the builder and Node's zstd. */
async function baseFolder(lock: Lock): Promise<string> {
  const sources = (await readdir(paths.builder)).filter((name) => !name.endsWith('.test.ts')).sort();
  const files = [paths.recipe, ...sources.map((name) => join(paths.builder, name))];
  const parts = [JSON.stringify(lock), process.versions['zstd'] ?? ''];
  for (const file of files) parts.push(await readFile(file, 'utf8'));
  return join(paths.cache, `base-${sha256(Buffer.from(parts.join('\0'))).slice(0, 16)}`);
}

/** A reader sees the old file or the new one, never half of it. */
async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  const aside = `${file}.${process.pid}.new`;
  await writeFile(aside, content);
  await rename(aside, file);
}
