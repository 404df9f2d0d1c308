import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { KeptTrace } from './kept-trace.ts';

// A trace has a few hundred kilobytes, and 32 MiB at most. Two windows with a run each and some that are looked back at.
const KEPT = 8;
const ENDING = '.jsonl';

/** The folder of the traces of the last few runs: a file each, named by time. */
export class Traces {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Begin the trace of a run. The oldest make room for it. */
  begin(): KeptTrace {
    const name = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}${ENDING}`;
    void this.#sweep(name);
    return new KeptTrace(join(this.#folder, name));
  }

  /** What cannot be removed now, because somebody reads it, is removed another time. */
  async #sweep(newest: string): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const old = names
      .filter((name) => name.endsWith(ENDING) && name !== newest)
      .sort()
      .slice(0, -KEPT + 1);
    await Promise.allSettled(old.map((name) => rm(join(this.#folder, name))));
  }
}
