import { type ScryptOptions, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

// RFC 7914. About 0.1 s and 32 MB a try: little for a teacher, much for whoever tries all. It cannot make up for
// four digits, so the hash is to be read by as few as possible.
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** `scrypt$`, a salt and a hash in base64url. The costs are those above: others would have another name. */
const PIN_HASH = String.raw`scrypt\$[\w-]{22}\$[\w-]{43}`;
export const pinHashSchema = z.string().regex(new RegExp(`^${PIN_HASH}$`));

/** The hash that a text has under `pin`, though the rest of it may make no sense; null if it has none. */
export const pinHashIn = (text: string): string | null =>
  new RegExp(`"pin"\\s*:\\s*"(${PIN_HASH})"`).exec(text)?.[1] ?? null;

/** What may be kept instead of a PIN, and tells whether another is the same. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt);
  return ['scrypt', salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether that is the PIN of a hash. It takes as long for any. */
export async function isPin(pin: string, hashed: string): Promise<boolean> {
  const [, salt = '', hash = ''] = hashed.split('$');
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64url')), Buffer.from(hash, 'base64url'));
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(pin, salt, HASH_BYTES, COST, (error, hash) => (error === null ? resolve(hash) : reject(error)));
  return promise;
}
