import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeTrouble, isSystemError } from '../base/index.ts';
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

/**
 * The key that packs are encrypted with on this user's disk (256 bits), made the first time.
 *
 * @throws RunnerError `home-unusable`
 */
export function shelfKey(home: Home): KeyObject {
  return inKeys(home, 'shelf.key', (path) => {
    const hex = read(path) ?? make(path, randomBytes(32).toString('hex'));
    if (!/^[0-9a-f]{64}$/u.test(hex)) throw new Error(`${path} is not a key`);
    return createSecretKey(Buffer.from(hex, 'hex'));
  });
}

function signingKey(home: Home, name: string): KeyObject {
  return inKeys(home, name, (path) => {
    const key = createPrivateKey(read(path) ?? make(path, newSigningKey()));
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 key`);
    return key;
  });
}

function inKeys(home: Home, name: string, work: (path: string) => KeyObject): KeyObject {
  const path = join(home.keys, name);
  try {
    return work(path);
  } catch (cause) {
    throw homeTrouble(path, cause);
  }
}

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
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, key, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}
