import type { Comparison } from './assessment.ts';
import { areNear } from './equality.ts';
import { matchesPattern } from './pattern.ts';

/** What a program wrote, as text. Bytes that are no UTF-8 are `�`, and then it is equal to nothing. */
export interface Printed {
  readonly text: string;
  readonly isText: boolean;
}

/** Lines end in `\n`, whatever wrote them. */
export function printed(bytes: Uint8Array): Printed {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { text: unixLines(text), isText: !text.includes('�') || Buffer.from(text).equals(bytes) };
}

/**
 * Whether what was printed is what was expected.
 *
 * @throws BadPattern
 */
export function isExpected(expected: string, { text, isText }: Printed, comparison: Comparison): boolean {
  if (!isText) return false;
  const wanted = unixLines(expected);
  switch (comparison.kind) {
    case 'exact':
      return wanted === text;
    case 'lines':
      return linesOf(wanted).join('\n') === linesOf(text).join('\n');
    case 'tokens':
      return areAll(tokensOf(wanted), tokensOf(text), (a, b) => a === b);
    case 'numbers':
      return areAll(
        tokensOf(wanted),
        tokensOf(text),
        (a, b) => a === b || areNumbers(a, b, comparison.tolerance),
      );
    case 'regex':
      return matchesPattern(expected, text);
  }
}

export const unixLines = (text: string): string => text.replaceAll('\r\n', '\n');

/** Lines without the white space at their ends, and without those at the text's ends that are empty then. */
export function linesOf(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** What stands between white space. */
const tokensOf = (text: string): string[] => text.split(/\s+/).filter((token) => token !== '');

/** Whether two tokens are numbers that differ by no more than that. */
export function areNumbers(a: string, b: string, tolerance: number): boolean {
  const [first, second] = [numberOf(a), numberOf(b)];
  return first !== undefined && second !== undefined && areNear(first, second, tolerance);
}

const WHOLE = /^[+-]?\d+$/;
// Nothing in it can be matched in two ways, so that a long token takes no longer than it is.
const REAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** A longer number than this is text: to read it takes the square of its length. */
const MOST_DIGITS = 5_000;

function numberOf(token: string): number | bigint | undefined {
  if (token.length > MOST_DIGITS) return undefined;
  if (WHOLE.test(token)) return BigInt(token.replace('+', ''));
  return REAL.test(token) ? Number(token) : undefined;
}

const areAll = (
  expected: readonly string[],
  got: readonly string[],
  areSame: (a: string, b: string) => boolean,
): boolean =>
  expected.length === got.length && expected.every((token, index) => areSame(token, got[index] ?? ''));
