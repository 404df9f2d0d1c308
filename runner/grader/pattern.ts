import { RE2JS, RE2JSException } from 're2js';

/** Why a pattern cannot be used: it is none that RE2 knows, in its words, or it would take too long. */
export class BadPattern extends Error {
  override readonly name = 'BadPattern';
}

/**
 * States of the machine that a pattern becomes. For each character of an output each of them may have to be looked
 * at, so this times 64 KiB is what the worst pattern can cost: some seconds.
 */
const MOST_STATES = 1_000;

/**
 * Whether the whole text matches, as it is or without the white space at its ends. Time grows with the text's length
 * and not faster, whatever the pattern: RE2 has no look-around and no references back. `.` matches every character.
 *
 * @throws BadPattern
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  return compiled.matches(text) || compiled.matches(text.trim());
}

/** @throws BadPattern */
export function compilePattern(pattern: string): RE2JS {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new BadPattern(error.message);
  }
  if (compiled.programSize() > MOST_STATES) throw new BadPattern('too large');
  return compiled;
}
