import * as z from 'zod';

/** How a run ended. `accepted` and `wrong answer` are given by a grader only. */
export const VERDICTS = [
  'finished',
  'accepted',
  'wrong answer',
  'runtime error',
  'compile error',
  'time limit exceeded',
  'memory limit exceeded',
  'output limit exceeded',
  'stopped',
  'internal error',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What one test of a submission can come to: all but those of a run that nobody judges. */
export const TEST_VERDICTS = VERDICTS.filter((verdict) => verdict !== 'finished' && verdict !== 'stopped');

/**
 * What a verdict rests on, where the verdict alone leaves it open. Data for whoever words it:
 *
 * - `cpu time`, `wall clock`: which clock ran out; `instruction limit`: it ran as many lines as it may
 * - `interrupted`: the pupil pressed Ctrl-C and the program ended by it; `killed`: it was stopped outright
 * - `signal`: the program died of a signal of its own making
 * - `engine lost`: the container engine went away; `box lost`: the box ended without a word;
 *   `box silent`: it stopped talking; `protocol`: it said what no box of ours says
 */
const REASONS = [
  'cpu time',
  'wall clock',
  'instruction limit',
  'interrupted',
  'killed',
  'signal',
  'engine lost',
  'box lost',
  'box silent',
  'protocol',
] as const;
export type Reason = (typeof REASONS)[number];

/** What is known when a run is over. Times in milliseconds, sizes in bytes. */
export const runResultSchema = z.strictObject({
  verdict: z.enum(VERDICTS),
  reason: z.nullable(z.enum(REASONS)),
  /** As a shell would see it; null if the program did not come to an end by itself. */
  exitCode: z.nullable(z.int()),
  /** Name of the signal that ended it, `SIGSEGV`, or null. */
  signal: z.nullable(z.string()),
  wallMillis: z.number(),
  cpuMillis: z.number(),
  peakMemoryBytes: z.number(),
  /** Bytes of output that were passed on; never more than the limit. */
  outputBytes: z.number(),
  /** Whether the program wrote more than was passed on. */
  truncated: z.boolean(),
  /** Name of the engine that ran it, such as `docker`. */
  engine: z.string(),
  /** Whether the box was waiting before it was asked for. */
  warm: z.boolean(),
});
export type RunResult = Readonly<z.infer<typeof runResultSchema>>;
