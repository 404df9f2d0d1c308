import * as z from 'zod';
import type { Comparison } from './assessment.ts';
import { type Printed, areNumbers, linesOf, unixLines } from './output.ts';

const count = z.int().min(0);

/** What cannot be seen in a line, and where: its place in the line's text, in UTF-16 units from 0. */
const markSchema = z.strictObject({
  at: count,
  kind: z.enum(['space', 'tab', 'carriage return', 'other']),
});

/** A piece of a line, cut out around where it differs. */
const excerptSchema = z.strictObject({
  text: z.string(),
  /** Whether the line begins before the piece, or goes on behind it. */
  cutBefore: z.boolean(),
  cutBehind: z.boolean(),
  /** Where the difference begins in `text`, in UTF-16 units from 0; its length if the line ends there. */
  differsAt: count,
  marks: z.array(markSchema),
});

/**
 * Where an output first differs from what was expected. Lines and columns count from 1, columns in UTF-16 units, in
 * what the program printed.
 */
export const differenceSchema = z.strictObject({
  /**
   * - `missing`: it ends too early; `extra`: it goes on after the end; `nothing`: it printed nothing at all
   * - `not text`: what it printed is no UTF-8
   */
  kind: z.enum(['differs', 'missing', 'extra', 'nothing', 'not text']),
  line: z.int().min(1),
  column: z.int().min(1),
  /** The line that was expected there, and the one that came; null if there was none. */
  expected: z.nullable(excerptSchema),
  got: z.nullable(excerptSchema),
  expectedLines: count,
  gotLines: count,
});
export type Difference = Readonly<z.infer<typeof differenceSchema>>;
type Excerpt = z.infer<typeof excerptSchema>;

/** Where what was printed first differs. Undefined where that cannot be said: a pattern matches as a whole, or not. */
export function firstDifference(
  expected: string,
  { text, isText }: Printed,
  comparison: Comparison,
): Difference | undefined {
  if (comparison.kind === 'regex') return undefined;
  const wanted = split(unixLines(expected), comparison);
  const got = split(text, comparison);
  const say = (kind: Difference['kind'], expectedPlace?: Place, gotPlace?: Place): Difference => ({
    kind,
    line: got.first + (gotPlace?.row ?? got.lines.length) + 1,
    column: (gotPlace?.row === 0 ? got.indent : 0) + (gotPlace?.at ?? 0) + 1,
    expected:
      expectedPlace === undefined ? null : excerpt(wanted.lines[expectedPlace.row] ?? '', expectedPlace.at),
    got: gotPlace === undefined ? null : excerpt(got.lines[gotPlace.row] ?? '', gotPlace.at),
    expectedLines: wanted.lines.length,
    gotLines: got.lines.length,
  });
  const start = { row: 0, at: 0 };
  if (!isText) return say('not text', start, start);
  if (text.trim() === '' && expected.trim() !== '') return say('nothing', start);
  const found = byLines(comparison) ? inLines(wanted.lines, got.lines) : inTokens(wanted, got, comparison);
  if (found === undefined) return undefined;
  if (found.got === undefined) return say('missing', found.expected);
  return say(found.expected === undefined ? 'extra' : 'differs', found.expected, found.got);
}

interface Lines {
  readonly lines: readonly string[];
  /** How many lines, and characters of the next, were left out before. */
  readonly first: number;
  readonly indent: number;
}

const byLines = ({ kind }: Comparison): boolean => kind === 'exact' || kind === 'lines';

function split(text: string, comparison: Comparison): Lines {
  if (comparison.kind === 'exact') return { lines: text.split('\n'), first: 0, indent: 0 };
  const before = text.slice(0, text.length - text.trimStart().length);
  const first = before.split('\n').length - 1;
  return { lines: linesOf(text), first, indent: before.length - (before.lastIndexOf('\n') + 1) };
}

/** A place in a text: which of its lines, and where in it, both from 0. */
interface Place {
  readonly row: number;
  readonly at: number;
}

interface Pair {
  readonly expected: Place | undefined;
  readonly got: Place | undefined;
}

function inLines(wanted: readonly string[], found: readonly string[]): Pair | undefined {
  for (let row = 0; row < Math.max(wanted.length, found.length); row += 1) {
    const [expected, got] = [wanted[row], found[row]];
    if (expected === got) continue;
    const at = expected === undefined || got === undefined ? 0 : commonLength(expected, got);
    const place = { row, at };
    return {
      expected: expected === undefined ? undefined : place,
      got: got === undefined ? undefined : place,
    };
  }
  return undefined;
}

function commonLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  // Not in the middle of a character of two units.
  return /[\ud800-\udbff]/.test(a[at - 1] ?? '') ? at - 1 : at;
}

function inTokens(wanted: Lines, found: Lines, comparison: Comparison): Pair | undefined {
  const [expected, got] = [placedTokens(wanted), placedTokens(found)];
  for (let index = 0; index < Math.max(expected.length, got.length); index += 1) {
    const [a, b] = [expected[index], got[index]];
    if (a === undefined || b === undefined || !isSameToken(a.token, b.token, comparison)) {
      return { expected: a, got: b };
    }
  }
  return undefined;
}

const isSameToken = (a: string, b: string, comparison: Comparison): boolean =>
  a === b || (comparison.kind === 'numbers' && areNumbers(a, b, comparison.tolerance));

const placedTokens = ({ lines }: Lines): (Place & { token: string })[] =>
  lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map((match) => ({ token: match[0], row, at: match.index })),
  );

/** What a child reads at a glance, around the place. */
const BEFORE = 60;
const BEHIND = 60;
const INVISIBLE = /[\p{Z}\p{C}]/gu;

function excerpt(line: string, at: number): Excerpt {
  const start = Math.max(0, at - BEFORE);
  const end = Math.min(line.length, at + BEHIND);
  const text = line.slice(start, end).toWellFormed();
  const marks = [...text.matchAll(INVISIBLE)].map((match) => ({
    at: match.index,
    kind: KINDS.get(match[0]) ?? ('other' as const),
  }));
  return { text, cutBefore: start > 0, cutBehind: end < line.length, differsAt: at - start, marks };
}

const KINDS = new Map<string, 'space' | 'tab' | 'carriage return'>([
  [' ', 'space'],
  ['\t', 'tab'],
  ['\r', 'carriage return'],
]);
