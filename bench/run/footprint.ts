/** What exists on this machine because of a box: memory of processes, counted as Linux does it. */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * Proportional set size of every process but this one, in bytes, by process id: its own pages, and its share of
 * those that it has in common with others (Linux, /proc/PID/smaps_rollup).
 */
export function residentByProcess(): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
      if (kilobytes !== undefined) sizes.set(pid, Number(kilobytes) * 1024);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error; // it has just ended
    }
  }
  return sizes;
}

/** Sum over the processes that are there now and were not before. */
export function newcomers(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [pid, size] of after) if (!before.has(pid)) sum += size;
  return sum;
}

/** Ids of the processes that run programs: the kernel's own workers come and go as they like. */
export const programs = (): Set<number> => new Set(residentByProcess().keys());

export const descriptorCount = (): number => readdirSync('/proc/self/fd').length;
