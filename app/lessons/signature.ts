import { type KeyObject, createHash, createPublicKey, sign, verify } from 'node:crypto';
import * as z from 'zod';
import { foldedName } from '../base/index.ts';
import { LIMITS } from './limits.ts';
import { refuse } from './problems.ts';
import type { PackSource } from './source/index.ts';

/** Where the signature of a pack lies in it. */
export const SIGNATURE_FILE = 'signature.json';

/** Who answers for a pack. A name is what the signer says of himself: it is the fingerprint that tells him from others. */
export type SignedBy =
  | { readonly kind: 'signed'; readonly name: string; readonly fingerprint: string }
  | { readonly kind: 'unsigned' }
  /** Files were changed, added or taken away since it was signed; the signature itself, if it is false. */
  | { readonly kind: 'changed'; readonly name: string; readonly files: readonly string[] };

const MOST_NAME_CHARACTERS = 100;

const signatureSchema = z.strictObject({
  signer: z.string().min(1).max(MOST_NAME_CHARACTERS),
  /** The 32 bytes of an Ed25519 public key in base64url, as in a JWK (RFC 8037). */
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
  /** SHA-256 of every other file, by its path. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/u)),
  /** 64 bytes in base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/u),
});
type Signature = z.infer<typeof signatureSchema>;

/**
 * Sign the files of a pack.
 *
 * @returns the text of its `signature.json`
 */
export async function signPack(source: PackSource, signer: string, privateKey: KeyObject): Promise<string> {
  const statement = { signer, key: publicPart(privateKey), files: await hashes(source) };
  const signature = sign(null, bytesOf(statement), privateKey).toString('base64url');
  const whole: Signature = { ...statement, signature };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/**
 * Who signed a pack, and whether it still is what he signed.
 *
 * @throws PackRefused if it cannot be read
 */
export async function signedBy(source: PackSource): Promise<SignedBy> {
  if (!source.entries.some(({ path }) => path === SIGNATURE_FILE)) return { kind: 'unsigned' };
  const signature = await readSignature(source);
  if (signature === undefined) throw refuse(SIGNATURE_FILE, 'signature');
  const { signer: name } = signature;
  if (!isTrue(signature)) return { kind: 'changed', name, files: [SIGNATURE_FILE] };
  const there = new Map(Object.entries(await hashes(source)));
  const signed = new Map(Object.entries(signature.files));
  const files = [...new Set([...there.keys(), ...signed.keys()])].filter(
    (path) => there.get(path) !== signed.get(path),
  );
  if (files.length > 0) return { kind: 'changed', name, files };
  return { kind: 'signed', name, fingerprint: fingerprint(signature.key) };
}

/** The public part of a signing key in 32 digits that people can compare. */
export const fingerprintOf = (privateKey: KeyObject): string => fingerprint(publicPart(privateKey));

const fingerprint = (key: string): string =>
  createHash('sha256')
    .update(Buffer.from(key, 'base64url'))
    .digest('hex')
    .slice(0, 32)
    .replaceAll(/(.{4})(?!$)/gu, '$1 ');

/** @throws TypeError if it is no Ed25519 key */
function publicPart(privateKey: KeyObject): string {
  const { crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new TypeError(`no Ed25519 key: ${crv ?? 'another kind'}`);
  return x;
}

async function readSignature(source: PackSource): Promise<Signature | undefined> {
  const size = source.entries.find(({ path }) => path === SIGNATURE_FILE)?.bytes ?? 0;
  if (size > LIMITS.signature) return undefined;
  const text = (await source.read(SIGNATURE_FILE)).toString('utf8');
  try {
    return signatureSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isTrue({ signature, ...statement }: Signature): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: statement.key }, format: 'jwk' });
  return verify(null, bytesOf(statement), key, Buffer.from(signature, 'base64url'));
}

/** What is signed: one text for one set of files, in whatever order a file or a disk has them. */
function bytesOf({ signer, key, files }: Omit<Signature, 'signature'>): Buffer {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(['sandlot-pack', 1, signer, key, sorted]));
}

async function hashes(source: PackSource): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const { path } of source.entries) {
    if (foldedName(path) === SIGNATURE_FILE) continue;
    found.push([path, createHash('sha256').update(await source.read(path)).digest('hex')]);
  }
  return Object.fromEntries(found);
}
