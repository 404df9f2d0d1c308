import { type KeyObject, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// AES-256-GCM (NIST SP 800-38D): a nonce of 96 bits for each message, a tag of 128.
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
const BEGIN = Buffer.from('sandlot-sealed-1');

/** Encrypt. `label` is not secret, but only who knows it opens it: what was one pack's cannot be laid in another's place. */
export function seal(content: Buffer, key: KeyObject, label: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(label));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([BEGIN, nonce, cipher.getAuthTag(), sealed]);
}

/** Decrypt. Undefined if it is no such thing, was changed, or belongs to another key or label. */
export function unseal(bytes: Buffer, key: KeyObject, label: string): Buffer | undefined {
  const head = BEGIN.length + NONCE + TAG;
  if (bytes.length < head || !bytes.subarray(0, BEGIN.length).equals(BEGIN)) return undefined;
  const nonce = bytes.subarray(BEGIN.length, BEGIN.length + NONCE);
  const tag = bytes.subarray(BEGIN.length + NONCE, head);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(label)).setAuthTag(tag);
  const content = decipher.update(bytes.subarray(head));
  try {
    return Buffer.concat([content, decipher.final()]);
  } catch (error) {
    if (error instanceof Error) return undefined; // the tag is not right: OpenSSL has no other error here
    throw error;
  }
}
