import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { type Engine, type Proof, proofSchema, prove, unmet } from '../../runner/index.ts';
import { isSystemError, writeWhole } from '../base/index.ts';

// Where the system does not number its boots, the time of the last one is told by a clock that may be corrected.
const BOOT_TOLERANCE_MILLIS = 10 * 60 * 1000;

/**
 * The proof that this engine's boxes hold, from the file where it is kept, or made now. A proof is good for one
 * engine at one address, one way of making its boxes, one image and one boot of the machine. Only one that
 * leaves nothing to wish is kept: the others may have met a busy moment, and are tried again.
 */
export async function proofOf(engine: Engine, folder: string, beforeProving?: () => void): Promise<Proof> {
  const kept = await read(await pathOf(engine, folder));
  if (kept?.image === engine.image && unmet(kept).length === 0) return kept;
  beforeProving?.();
  return renewProof(engine, folder);
}

/** Prove it again, whatever is kept. */
export async function renewProof(engine: Engine, folder: string): Promise<Proof> {
  const proof = await prove(engine);
  const path = await pathOf(engine, folder);
  const fit = unmet(proof).length === 0;
  try {
    if (fit) writeWhole(path, JSON.stringify(proof, undefined, 1));
    else await rm(path, { force: true });
  } catch (error) {
    // It holds all the same, and will have to be proven again the next time.
    if (!isSystemError(error)) throw error;
  }
  return proof;
}

async function pathOf({ info, image, recipe }: Engine, folder: string): Promise<string> {
  const { name, version, address } = info;
  const facts = [name, version, address, image, recipe, await bootId()];
  const key = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
  return join(folder, `${key}.json`);
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
    if (error instanceof SyntaxError || isSystemError(error)) return undefined;
    throw error;
  }
}
