import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { type Engine, type Proof, proofSchema, prove } from '../../runner/index.ts';

// Where the system does not number its boots, the time of the last one is told by a clock that may be corrected.
const BOOT_TOLERANCE_MILLIS = 10 * 60 * 1000;

/**
 * The proof that this engine's boxes hold, from the file where it is kept, or made now. A proof is good for one
 * engine at one address, one version of it, one image and one boot of the machine.
 */
export async function proofOf(engine: Engine, folder: string, beforeProving?: () => void): Promise<Proof> {
  const path = join(folder, `${await keyOf(engine)}.json`);
  const kept = await read(path);
  if (kept?.image === engine.image) return kept;
  beforeProving?.();
  return renewProof(engine, folder);
}

/** Prove it again, whatever is kept. */
export async function renewProof(engine: Engine, folder: string): Promise<Proof> {
  const proof = await prove(engine);
  const path = join(folder, `${await keyOf(engine)}.json`);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(proof, undefined, 1), { mode: 0o600 });
  await rename(draft, path);
  return proof;
}

async function keyOf({ info, image }: Engine): Promise<string> {
  const { name, version, address } = info;
  const facts = [name, version, address, image, await bootId()];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}

async function bootId(): Promise<string> {
  if (process.platform === 'linux') return readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return String(Math.round((Date.now() - uptime() * 1000) / BOOT_TOLERANCE_MILLIS));
}

async function read(path: string): Promise<Proof | undefined> {
  try {
    return proofSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
  } catch (error) {
    // Not there, or not what we wrote: then it is proven again.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}
