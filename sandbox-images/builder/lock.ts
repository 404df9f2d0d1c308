/**
 * The lock: exactly which Debian packages the image is made of. Debian's mirrors move on, so an image built next
 * month is the same image only if its packages are named by hash.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageError } from '../errors.ts';
import { suite, unwanted, wanted } from '../python/recipe.ts';
import { openApt, type Apt, type IndexEntry } from './apt.ts';
import { licencesOf } from './licences.ts';
import { paths } from './paths.ts';
import { tool } from './tool.ts';

export interface Lock {
  /** Seconds since 1970, given to every file in the image: the day on which the lock was made. */
  readonly sourceDateEpoch: number;
  readonly packages: readonly LockedPackage[];
}

export interface LockedPackage extends IndexEntry {
  readonly licences: readonly string[];
}

export async function readLock(): Promise<Lock> {
  return JSON.parse(await readFile(paths.lock, 'utf8')) as Lock;
}

/** Writes a fresh lock with what the mirror has today. */
export async function relock(): Promise<Lock> {
  return await withApt(async (apt) => {
    const names = (await apt.closure(wanted)).filter((name) => !unwanted.has(name));
    const entries = (await apt.show(names)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    await fetchMissing(apt, entries);
    const folder = await mkdtemp(join(tmpdir(), 'sandlot-relock-'));
    try {
      await unpack(entries, folder);
      const packages = await Promise.all(
        entries.map(async (entry) => ({ ...entry, licences: await licencesOf(folder, entry.name) })),
      );
      const day = 24 * 60 * 60;
      const lock = { sourceDateEpoch: Math.floor(Date.now() / 1000 / day) * day, packages };
      await writeFile(paths.lock, `${JSON.stringify(lock, null, 2)}\n`);
      return lock;
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

/** Sees to it that every locked package is in `paths.debs`, asking the mirror only for what is not. */
export async function fetchPackages(packages: readonly IndexEntry[]): Promise<void> {
  await mkdir(paths.debs, { recursive: true });
  if ((await missing(packages)).length > 0) await withApt((apt) => fetchMissing(apt, packages));
}

/** Unpacks the packages, files only: no script of theirs is run. */
export async function unpack(packages: readonly IndexEntry[], folder: string): Promise<void> {
  for (const { sha256 } of packages) await tool('dpkg-deb', ['--extract', debPath(sha256), folder]);
}

/** Fetches what `paths.debs` lacks. Throws an {@link ImageError} `package-gone` or `package-corrupt`. */
export async function fetchMissing(apt: Apt, packages: readonly IndexEntry[]): Promise<void> {
  const needed = await missing(packages);
  const specs = needed.map(({ name, version }) => `${name}=${version}`);
  const offered = new Set((await apt.show(specs)).map(({ sha256 }) => sha256));
  const gone = needed.filter(({ sha256 }) => !offered.has(sha256));
  if (gone.length > 0) {
    const list = gone.map(({ name, version }) => `${name} ${version}`);
    throw new ImageError(
      'package-gone',
      `The mirror no longer has ${list.join(', ')}.`,
      'Run `npm run images -- --relock` to take the versions that it has, and commit the new lock.',
      list,
    );
  }
  const folder = await mkdtemp(join(paths.debs, 'fetch-'));
  try {
    await apt.download(specs, folder);
    for (const file of await readdir(folder)) await keepIfLocked(join(folder, file), needed);
  } finally {
    await rm(folder, { recursive: true });
  }
  const [bad] = await missing(needed);
  if (bad === undefined) return;
  throw new ImageError(
    'package-corrupt',
    `What the mirror sent as ${bad.name} ${bad.version} is not what the lock names.`,
    'Try again, or from another mirror.',
    [bad.name],
  );
}

async function keepIfLocked(file: string, packages: readonly IndexEntry[]): Promise<void> {
  const sha256 = await hashOf(file);
  if (packages.some((locked) => locked.sha256 === sha256)) await rename(file, debPath(sha256));
}

/** Those of the packages that are not in `paths.debs`, or are damaged there. */
async function missing<T extends IndexEntry>(packages: readonly T[]): Promise<T[]> {
  await mkdir(paths.debs, { recursive: true });
  const absent: T[] = [];
  for (const locked of packages) {
    const file = debPath(locked.sha256);
    if (!existsSync(file) || (await hashOf(file)) !== locked.sha256) absent.push(locked);
  }
  return absent;
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

function debPath(sha256: string): string {
  return join(paths.debs, `${sha256}.deb`);
}

async function withApt<T>(use: (apt: Apt) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sandlot-apt-'));
  try {
    return await use(await openApt(folder, suite));
  } finally {
    await rm(folder, { recursive: true });
  }
}
