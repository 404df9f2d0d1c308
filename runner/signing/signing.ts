import { type KeyObject, sign, verify } from 'node:crypto';
import {
  type ExecutionSpec,
  MAX_FILES_BYTES,
  RunnerError,
  type SignedSpec,
  executionSpecSchema,
} from '../model/index.ts';

declare const verified: unique symbol;
/** A spec whose signature, shape, age and novelty have been checked; only a SpecGate makes one. */
export type VerifiedSpec = ExecutionSpec & { readonly [verified]: true };

/** Sign with an Ed25519 private key (RFC 8032). */
export function signSpec(spec: ExecutionSpec, privateKey: KeyObject): SignedSpec {
  const payload = Buffer.from(JSON.stringify(spec));
  return { payload, signature: sign(null, payload, privateKey) };
}

// What a pupil may hand in is for the room that signs; a box takes all of it, in base64, with much to spare.
const MAX_ENCODED_BYTES = 2 * MAX_FILES_BYTES;

// No spec may live longer, whatever it says of itself: so long each nonce has to be remembered.
const MAX_LIFETIME_MILLIS = 10 * 60 * 1000;

/**
 * Lets through what the holder of one key has signed, each spec once and only while it is fresh. The ceilings
 * are in the schema: a spec beyond them has no valid shape.
 */
export class SpecGate {
  readonly #publicKey: KeyObject;
  readonly #now: () => number;
  /** Nonces that were used, with the time after which their specs are refused for their age anyway. */
  readonly #used = new Map<string, number>();

  constructor(publicKey: KeyObject, now: () => number = Date.now) {
    this.#publicKey = publicKey;
    this.#now = now;
  }

  /** @throws RunnerError `spec-unsigned`, `spec-invalid`, `spec-beyond-ceiling`, `spec-expired`, `spec-replayed` */
  admit({ payload, signature }: SignedSpec): VerifiedSpec {
    if (!verify(null, payload, this.#publicKey, signature)) throw new RunnerError('spec-unsigned');
    const spec = parse(payload);
    const now = this.#now();
    if (spec.expiresAt <= now || spec.expiresAt > now + MAX_LIFETIME_MILLIS) {
      throw new RunnerError('spec-expired');
    }
    for (const [nonce, until] of this.#used) {
      if (until > now) break; // in the order in which they were added, which is near enough to that of age
      this.#used.delete(nonce);
    }
    if (this.#used.has(spec.nonce)) throw new RunnerError('spec-replayed');
    this.#used.set(spec.nonce, now + MAX_LIFETIME_MILLIS);
    return spec as VerifiedSpec;
  }
}

function parse(payload: Uint8Array): ExecutionSpec {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload));
  } catch (cause) {
    throw new RunnerError('spec-invalid', { field: 'payload' }, { cause });
  }
  const result = executionSpecSchema.safeParse(data);
  if (result.success) {
    checkFiles(result.data);
    return result.data;
  }
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  const beyond = issue?.code === 'too_big' && issue.path[0] === 'limits';
  throw new RunnerError(beyond ? 'spec-beyond-ceiling' : 'spec-invalid', { field });
}

/** What no schema says of one file alone: they must fit together, and into a box. */
function checkFiles({ entry, files }: ExecutionSpec): void {
  const paths = new Set(files.map(({ path }) => path));
  if (!paths.has(entry)) throw new RunnerError('spec-invalid', { field: 'entry' });
  const clash =
    paths.size < files.length || files.some(({ path }) => foldersOf(path).some((at) => paths.has(at)));
  if (clash) throw new RunnerError('spec-invalid', { field: 'files' });
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > MAX_ENCODED_BYTES) throw new RunnerError('spec-beyond-ceiling', { field: 'files' });
}

/** `a/b/c` lies in `a` and in `a/b`. */
const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'));
