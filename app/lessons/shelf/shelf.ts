import type { KeyObject } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Turns, inHome, isSystemError, writeWhole } from '../../base/index.ts';
import type { PackProblem } from '../../contract/index.ts';
import type { Pack } from '../model.ts';
import { PackRefused, refuse } from '../problems.ts';
import { readPack } from '../read-pack.ts';
import { type SignedBy, signedBy } from '../signature.ts';
import { type PackSource, onDisk, openFolder, openZip } from '../source/index.ts';
import { isNewer } from '../version.ts';
import { zipOf } from '../write-zip.ts';
import { looksOf } from './looks.ts';
import { seal, unseal } from './sealed.ts';

/** A pack that pupils can learn with. */
export interface ShelvedPack {
  readonly pack: Pack;
  /** Where its pictures are read from. */
  readonly source: PackSource;
  readonly signedBy: SignedBy;
  /** `bundled` came with the studio and cannot be removed. */
  readonly origin: 'taken' | 'bundled';
}

/** Everything that is there, and what lies there and cannot be used. */
export interface ShelfContent {
  readonly packs: readonly ShelvedPack[];
  readonly problems: readonly PackProblem[];
}

/** A pack that was taken in. */
export interface Taken {
  readonly id: string;
  readonly version: string;
  /** The version that was there before, if any. */
  readonly before: string | undefined;
  readonly signedBy: SignedBy;
}

export interface ShelfOptions {
  readonly folder: string;
  readonly key: KeyObject;
  /** What the last key's file is called, if it was damaged: then that is why packs do not open. */
  readonly damagedKey?: string | undefined;
  /** A folder of packs, as folders or zips, that are there without being taken in; it need not exist. */
  readonly bundled: string;
}

/**
 * The packs of this user's studio. One that is taken in is checked first and written as one encrypted file, wholly or
 * not at all; pupils' work lies elsewhere and is never touched. What encryption can and cannot do here:
 * docs/packs-and-secrets.md.
 */
export class Shelf {
  /** Where the packs lie that were taken in; another process may take one in or remove one. */
  readonly folder: string;
  readonly #key: KeyObject;
  readonly #damagedKey: string | undefined;
  readonly #bundled: string;
  readonly #turns = new Turns();

  constructor(options: ShelfOptions) {
    this.folder = options.folder;
    this.#key = options.key;
    this.#damagedKey = options.damagedKey;
    this.#bundled = options.bundled;
    inHome(this.folder, () => removeDrafts(this.folder));
  }

  /** Of two with one id, the newer one is there; of two of one version, the one that was taken in. */
  async content(): Promise<ShelfContent> {
    const problems: PackProblem[] = [];
    const packs = new Map<string, ShelvedPack>();
    for (const open of [...this.#takenPacks(), ...this.#bundledPacks()]) {
      const found = await orProblems(open, problems);
      const before = found && packs.get(found.pack.id);
      if (found === undefined) continue;
      if (before === undefined || isNewer(found.pack.version, before.pack.version))
        packs.set(found.pack.id, found);
    }
    return { packs: [...packs.values()].sort((a, b) => (a.pack.id < b.pack.id ? -1 : 1)), problems };
  }

  /** Another text if a pack was taken in, replaced or removed, by whomever. Reads none of them. */
  looks(): string {
    try {
      return namesIn(this.folder)
        .filter((name) => name.endsWith(ENDING))
        .map((name) => {
          const stats = statSync(join(this.folder, name), { throwIfNoEntry: false });
          return `${name} ${stats === undefined ? '' : looksOf(stats)}`;
        })
        .join('\n');
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return error.code ?? ''; // whoever reads them is told why not
    }
  }

  /**
   * Take a pack in, in the place of the one with its id.
   *
   * @param otherSigner what to do if the one that is there was signed by somebody else
   * @throws PackRefused with all that is wrong with it; nothing has changed then
   * @throws RunnerError `home-unusable` if the disk does not allow it
   */
  take(source: PackSource, otherSigner: 'refuse' | 'accept' = 'refuse'): Promise<Taken> {
    return this.#turns.take(async () => {
      const { id, version } = await readPack(source);
      const by = await signedBy(source);
      const before = (await this.content()).packs.find(({ pack }) => pack.id === id);
      if (before !== undefined && isNewer(before.pack.version, version)) {
        throw refuse(source.name, 'older', { id, version, there: before.pack.version });
      }
      if (before !== undefined && otherSigner === 'refuse' && !isSameSigner(before.signedBy, by)) {
        throw refuse(source.name, by.kind === 'changed' ? 'signature-stale' : 'other-signer', { id });
      }
      const zip = await zipOf(source);
      const path = this.#path(id);
      inHome(path, () => writeWhole(path, seal(zip, this.#key, id)));
      return { id, version, before: before?.pack.version, signedBy: by };
    });
  }

  /**
   * Remove a pack that was taken in, whether or not it can still be read. What pupils have made of it stays; a bundled
   * pack that it was in the place of comes to light again.
   *
   * @returns `bundled` if it came with the studio, and `unknown` if it is not there; nothing has changed then
   * @throws RunnerError `home-unusable` if the disk does not allow it
   */
  remove(id: string): Promise<'removed' | 'bundled' | 'unknown'> {
    return this.#turns.take(async () => {
      if (namesIn(this.folder).includes(`${id}${ENDING}`)) {
        inHome(this.#path(id), () => rmSync(this.#path(id), { force: true }));
        return 'removed';
      }
      const { packs } = await this.content();
      return packs.some(({ pack }) => pack.id === id) ? 'bundled' : 'unknown';
    });
  }

  #path(id: string): string {
    return join(this.folder, `${id}${ENDING}`);
  }

  #takenPacks(): (() => Promise<ShelvedPack>)[] {
    return namesIn(this.folder)
      .filter((name) => name.endsWith(ENDING))
      .map((name) => async () => {
        const id = name.slice(0, -ENDING.length);
        const bytes = await onDisk(name, () => readFile(join(this.folder, name)));
        const zip = unseal(bytes, this.#key, id);
        if (zip === undefined) throw this.#notOpened(name);
        return await opened(await openZip(id, zip), 'taken');
      });
  }

  #notOpened(name: string): PackRefused {
    if (this.#damagedKey === undefined) return refuse(name, 'not-ours');
    return refuse(name, 'key-damaged', { key: this.#damagedKey });
  }

  #bundledPacks(): (() => Promise<ShelvedPack>)[] {
    return namesIn(this.#bundled).flatMap((name) => {
      const path = join(this.#bundled, name);
      if (isThere(join(path, 'pack.yaml')))
        return async () => await opened(await openFolder(path), 'bundled');
      if (!name.endsWith('.zip')) return [];
      return async () =>
        await opened(await openZip(name, await onDisk(name, () => readFile(path))), 'bundled');
    });
  }
}

const ENDING = '.pack';

async function opened(source: PackSource, origin: ShelvedPack['origin']): Promise<ShelvedPack> {
  return { pack: await readPack(source), source, signedBy: await signedBy(source), origin };
}

async function orProblems<T>(open: () => Promise<T>, problems: PackProblem[]): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Whoever signed the one that is there must have signed the next; where nobody did, anybody may. */
function isSameSigner(before: SignedBy, now: SignedBy): boolean {
  if (before.kind !== 'signed') return true;
  return now.kind === 'signed' && now.fingerprint === before.fingerprint;
}

/** What a studio left that was ended while it wrote. Another may be writing just now: its drafts are young. */
function removeDrafts(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (!name.includes(`${ENDING}.`)) continue;
    const stats = statSync(path, { throwIfNoEntry: false }); // it may just have become a pack
    if (stats !== undefined && Date.now() - stats.mtimeMs > DRAFT_MILLIS) rmSync(path, { force: true });
  }
}

const DRAFT_MILLIS = 3_600_000;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

const isThere = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;
