import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DAMAGED, homeTrouble, isSystemError, putAside, writeOnce } from '../base/index.ts';
import type { Home } from './home.ts';

export interface StudioKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The Ed25519 key with which this user's studio signs what it runs, made the first time. Only its user can
 * read the file (PKCS #8 in PEM, mode 0600).
 *
 * @throws RunnerError `home-unusable` if it cannot be read or written, or is no such key
 */
export function studioKeys(home: Home): StudioKeys {
  const privateKey = signingKey(home, 'studio.pem');
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * The Ed25519 key with which this user signs lesson packs, made the first time. Another than the studio's: a teacher
 * may take it to another computer.
 *
 * @throws RunnerError `home-unusable`
 */
export const packSigningKey = (home: Home): KeyObject => signingKey(home, 'packs.pem');

export interface ShelfKey {
  readonly key: KeyObject;
  /** File in `keys` of the last one that was damaged. What was locked with it does not open any more. */
  readonly damaged: string | undefined;
}

/**
 * The key that packs are encrypted with on this user's disk (256 bits), made the first time. A damaged one is put aside
 * and another made: packs can be taken in again, and a studio without some of its packs is better than no studio.
 *
 * @throws RunnerError `home-unusable`
 */
export function shelfKey(home: Home): ShelfKey {
  return inKeys(home, 'shelf.key', (path) => {
    const kept = read(path);
    // Read once more: another studio may just have put it aside and made a good one.
    if (kept !== undefined && !SECRET.test(kept) && read(path) === kept) putAside(path);
    const hex = read(path) ?? make(path, newSecret());
    if (!SECRET.test(hex)) throw new Error(`${path} is not a key`);
    const damaged = readdirSync(home.keys).filter((name) => name.startsWith(basename(path) + DAMAGED));
    return { key: createSecretKey(Buffer.from(hex, 'hex')), damaged: damaged.sort().at(-1) };
  });
}

function signingKey(home: Home, name: string): KeyObject {
  return inKeys(home, name, (path) => {
    const key = createPrivateKey(read(path) ?? make(path, newSigningKey()));
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 key`);
    return key;
  });
}

function inKeys<T>(home: Home, name: string, work: (path: string) => T): T {
  const path = join(home.keys, name);
  try {
    return work(path);
  } catch (cause) {
    throw homeTrouble(path, cause);
  }
}

/** 256 bits. */
const SECRET = /^[0-9a-f]{64}$/u;
const newSecret = () => randomBytes(32).toString('hex');

const newSigningKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Make a key, unless another studio makes one at the same moment: then it is that one. */
function make(path: string, key: string): string {
  writeOnce(path, key);
  return readFileSync(path, 'utf8');
}
