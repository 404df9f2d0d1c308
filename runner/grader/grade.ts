import * as z from 'zod';
import { TEST_VERDICTS, programErrorSchema } from '../model/index.ts';
import { differenceSchema } from './difference.ts';

export type TestVerdict = (typeof TEST_VERDICTS)[number];

const MOST_PRINTED = 4_000;
const MOST_RETURNED = 1_000;
const MOST_WORDS = 500;

const excerptSchema = z.strictObject({
  /** From its beginning. */
  text: z.string().max(MOST_PRINTED),
  isWhole: z.boolean(),
});

/** What a call came back with, as Python writes it, or why it has no value that can be compared. */
const returnedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), text: z.string().max(MOST_RETURNED + 1) }),
  z.strictObject({ kind: z.literal('not plain'), type: z.string() }),
  z.strictObject({ kind: z.literal('too large') }),
  /** The program ended before. */
  z.strictObject({ kind: z.literal('nothing') }),
]);

const ruleSchema = z.strictObject({
  /** Of what should be used, what is not. */
  missing: z.array(z.string()),
  /** Of what should be avoided, what is there, or cannot be said not to be; and where first. */
  found: z.array(z.strictObject({ feature: z.string(), file: z.string(), line: z.int().min(1) })),
  /** Whether the program is too large for anything to be said of it. */
  tooBig: z.boolean(),
});

const testGradeSchema = z.strictObject({
  id: z.string(),
  verdict: z.enum(TEST_VERDICTS),
  points: z.number().min(0),
  outOf: z.number().min(0),
  stdout: excerptSchema,
  stderr: excerptSchema,
  /** What the pupil's process says that went wrong. */
  error: z.nullable(programErrorSchema),
  exitCode: z.nullable(z.int()),
  /** Where the output first differs, if it does and that can be said. */
  difference: z.nullable(differenceSchema),
  /** Of a call. */
  returned: z.nullable(returnedSchema),
  /** What a checker said is wrong. */
  words: z.nullable(z.string().max(MOST_WORDS)),
  /** Of a rule. */
  rule: z.nullable(ruleSchema),
  /** Processor time, and time on the wall: of no influence on the mark, and never twice the same. */
  cpuMillis: z.number(),
  wallMillis: z.number(),
});
export type TestGrade = Readonly<z.infer<typeof testGradeSchema>>;

/**
 * What a submission has come to, with everything in it: of a test that is hidden from the pupil, she may be shown
 * whether it is accepted and nothing else, its verdict neither, since that tells too.
 */
export const gradeSchema = z.strictObject({
  tests: z.array(testGradeSchema),
  /** Points of all tests that were accepted; null if some could not be judged, through no fault of the pupil's. */
  score: z.nullable(z.number().min(0)),
  outOf: z.number().min(0),
});
export type Grade = Readonly<z.infer<typeof gradeSchema>>;

type Parts = Pick<TestGrade, 'id' | 'verdict' | 'outOf'> & Partial<TestGrade>;

/** A test's grade, with nothing where nothing is said. */
export const testGrade = (parts: Parts): TestGrade => ({
  stdout: excerptOf(''),
  stderr: excerptOf(''),
  error: null,
  exitCode: null,
  difference: null,
  returned: null,
  words: null,
  rule: null,
  cpuMillis: 0,
  wallMillis: 0,
  ...parts,
  points: parts.verdict === 'accepted' ? parts.outOf : 0,
});

/** Sums are rounded to a millionth: shares of points are fractions, and add up in every order to the same. */
const sum = (numbers: readonly number[]): number =>
  Math.round(numbers.reduce((all, one) => all + one, 0) * 1_000_000) / 1_000_000;

export function gradeOf(tests: readonly TestGrade[]): Grade {
  const isJudged = tests.every(({ verdict }) => verdict !== 'internal error');
  return {
    tests: [...tests],
    score: isJudged ? sum(tests.map(({ points }) => points)) : null,
    outOf: sum(tests.map(({ outOf }) => outOf)),
  };
}

export const excerptOf = (text: string): TestGrade['stdout'] => ({
  text: text.slice(0, MOST_PRINTED).toWellFormed(),
  isWhole: text.length <= MOST_PRINTED,
});

export const shortened = (text: string, most = MOST_RETURNED): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`;

export const wordsOf = (text: string): string => text.slice(0, MOST_WORDS).toWellFormed();
