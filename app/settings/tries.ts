import { z } from 'zod';

/** How often a PIN was wrong in a row, and until when no other is looked at (milliseconds since 1970). */
export const triesSchema = z.strictObject({ wrong: z.int().min(0), until: z.number().min(0) });
export type Tries = z.infer<typeof triesSchema>;

export const NO_TRIES: Tries = { wrong: 0, until: 0 };

/** Wrong tries that cost nothing: a teacher's fingers slip. */
const FREE = 5;
const FIRST_WAIT_SECONDS = 30;
/** More would lock a teacher out of a lesson for what a pupil did; with this, all PINs of four digits take a year. */
const LONGEST_WAIT_SECONDS = 60 * 60;

/** One wrong try more. From the fifth in a row on each makes the next wait twice as long. */
export function afterWrong({ wrong }: Tries, now: number): Tries {
  return { wrong: wrong + 1, until: now + waitAfter(wrong + 1) * 1_000 };
}

/** For how long no PIN is looked at yet. A clock that was set back makes it no longer than it was meant to be. */
export function secondsToWait({ wrong, until }: Tries, now: number): number {
  return Math.max(0, Math.min(Math.ceil((until - now) / 1_000), waitAfter(wrong)));
}

function waitAfter(wrong: number): number {
  if (wrong < FREE) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (wrong - FREE), LONGEST_WAIT_SECONDS);
}
