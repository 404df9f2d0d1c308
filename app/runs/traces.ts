import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LIVE_LIMITS } from '../../runner/index.ts';
import { KeptTrace } from './kept-trace.ts';

// A trace has a few hundred kilobytes, and 32 MiB at most. Two windows with a run each and some that are looked back at.
const KEPT = 8;
const ENDING = '.jsonl';

/**
 * The folder of the traces of the last few runs: a file each, named by time. Several studios may share it. Of its own
 * traces one knows which are in use; those of others it leaves for as long as a run can last. So a trace of theirs may
 * lie there for half an hour longer than needed, and one that somebody has begun to read only after that may be gone.
 */
export class Traces {
  readonly #folder: string;
  /** By the names of their files. */
  readonly #own = new Map<string, KeptTrace>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Begin the trace of a run. The oldest that nobody uses make room for it. */
  begin(): KeptTrace {
    const name = `${String(Date.now()).padStart(TIME_DIGITS, '0')}-${randomUUID()}${ENDING}`;
    const trace = new KeptTrace(join(this.#folder, name));
    this.#own.set(name, trace);
    void this.#sweep(name);
    return trace;
  }

  /** What cannot be removed now, because somebody reads it, is removed another time. */
  async #sweep(newest: string): Promise<void> {
    const over = [...this.#own].flatMap(([name, { inUse }]) => (inUse ? [] : [name]));
    const names = await readdir(this.#folder).catch((): string[] => []);
    const old = names
      .filter((name) => name.endsWith(ENDING) && name !== newest)
      .sort()
      .slice(0, -KEPT + 1)
      .filter((name) => this.#mayGo(name));
    await Promise.allSettled(old.map((name) => rm(join(this.#folder, name))));
    for (const name of over) if (!names.includes(name)) this.#own.delete(name);
  }

  #mayGo(name: string): boolean {
    const own = this.#own.get(name);
    if (own !== undefined) return !own.inUse;
    return Date.now() - Number(name.slice(0, TIME_DIGITS)) > LIVE_LIMITS.wallClockMillis;
  }
}

/** Of milliseconds since 1970, so that names sort by time. */
const TIME_DIGITS = 15;
