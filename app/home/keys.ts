import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
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
  const path = join(home.keys, 'studio.pem');
  try {
    const privateKey = createPrivateKey(read(path) ?? make(path));
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 key`);
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch (cause) {
    throw homeTrouble(path, cause);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Make a key, unless another studio makes one at the same moment: then it is that one. */
function make(path: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}
