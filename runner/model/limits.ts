import * as z from 'zod';

/**
 * What one run may use. Every field is enforced: time and output by the host, the rest by the kernel.
 *
 * - `cpuMillis`: processor time of all the processes in the box together, in milliseconds
 * - `wallClockMillis`: time on the wall from the start of the program, in milliseconds
 * - `memoryMb`: memory of the whole box, files in its scratch folders included, in MiB; there is no swap
 * - `pids`: processes and threads alive at once, the supervisor's own included
 * - `diskMb`: size of the scratch folder, in MiB; a single file cannot be larger either
 * - `maxOutputBytes`: bytes of standard output and standard error together
 */
export interface Limits {
  readonly cpuMillis: number;
  readonly wallClockMillis: number;
  readonly memoryMb: number;
  readonly pids: number;
  readonly diskMb: number;
  readonly maxOutputBytes: number;
}

/** The three limits that belong to a box and not to one exec: what the pool keys its boxes by. */
export type BoxSize = Pick<Limits, 'memoryMb' | 'pids' | 'diskMb'>;

/**
 * A box as it is asked for. Python hashes texts differently each time that it starts; with a seed it does so always
 * in one way, and the order of a set is always the same. It starts with the box, so that is the box's.
 */
export interface BoxKind extends BoxSize {
  readonly hashSeed?: number | undefined;
}

interface Bounds {
  readonly floor: number;
  readonly ceiling: number;
}

/**
 * The least that makes sense and the most that a runner will ever grant. The floors of memory and pids are
 * what Python and the supervisor need to start at all.
 */
export const LIMIT_BOUNDS: Readonly<Record<keyof Limits, Bounds>> = {
  cpuMillis: { floor: 10, ceiling: 600_000 },
  wallClockMillis: { floor: 10, ceiling: 1_800_000 },
  memoryMb: { floor: 32, ceiling: 1_024 },
  pids: { floor: 8, ceiling: 256 },
  diskMb: { floor: 1, ceiling: 256 },
  maxOutputBytes: { floor: 1, ceiling: 16 * 1024 * 1024 },
};

/** A pupil at the keyboard: no wall clock of its own, only the ceiling, because she may be thinking. */
export const LIVE_LIMITS: Limits = {
  cpuMillis: 30_000,
  wallClockMillis: LIMIT_BOUNDS.wallClockMillis.ceiling,
  memoryMb: 256,
  pids: 64,
  diskMb: 32,
  maxOutputBytes: 1024 * 1024,
};

/** A test of a grader: nobody is typing, so the wall clock runs too. */
export const GRADED_LIMITS: Limits = {
  ...LIVE_LIMITS,
  cpuMillis: 10_000,
  wallClockMillis: 10_000,
  maxOutputBytes: 64 * 1024,
};

/**
 * Reading a pupil's source for its facts: nothing of it runs. A child who types does not wait for it, and what takes
 * longer than this is no program of hers.
 */
export const FACTS_LIMITS: Limits = {
  cpuMillis: 2_000,
  wallClockMillis: 5_000,
  memoryMb: 64,
  pids: 8,
  diskMb: 1,
  maxOutputBytes: 1,
};

const bounded = ({ floor, ceiling }: Bounds) => z.int().min(floor).max(ceiling);

export const limitsSchema = z.strictObject({
  cpuMillis: bounded(LIMIT_BOUNDS.cpuMillis),
  wallClockMillis: bounded(LIMIT_BOUNDS.wallClockMillis),
  memoryMb: bounded(LIMIT_BOUNDS.memoryMb),
  pids: bounded(LIMIT_BOUNDS.pids),
  diskMb: bounded(LIMIT_BOUNDS.diskMb),
  maxOutputBytes: bounded(LIMIT_BOUNDS.maxOutputBytes),
}) satisfies z.ZodType<Limits>;
