import * as z from 'zod';
import { RUNNER_ERROR_CODES, RunnerError } from '../../runner/model/index.ts';

/**
 * What can go wrong between a window and the back end, beside what can go wrong in the runner.
 *
 * - `bad-request`: the message makes no sense; `bad-answer`: what came back makes none
 * - `too-many-calls`: more calls at once than a window can have a use for
 * - `connection-lost`: the back end is gone, so nobody knows what became of the call
 * - `no-such-run`: it is over, or it is another window's
 * - `file-changed`: the file is not what the window thinks that it is; another window or program wrote it (`kept`: `no` if
 *   the history has neither text)
 * - `file-unreadable`: what is there is no text (`why`: `not-utf8`, `nul`, `too-large`, `no-file`)
 * - `file-too-large`, `too-many-files`, `work-too-large`: more than a program may have (`most`)
 * - `bad-name`: no file or project can be called that (`problem`)
 * - `work-unwritable`: the pupil's folder could not be written to (`words` of the system)
 * - `store-unusable`: the database of the studio is damaged, newer than this studio, or cannot be opened
 *   (`why`: `newer`, `ended`, `locked` by another program, `moved` aside, `not-kept` a `file` that is no text; or `words`
 *   of the system)
 * - `pin-needed`, `pin-wrong`, `pin-wait` (`seconds`): a teacher guards this
 * - `no-such-exercise`: it, or its pack, is not there (any more); `exercise-locked`: others must be done before;
 *   `exercise-broken`: its tests cannot be carried out, which is its author's fault
 * - `no-such-pack`: it is not there (any more); `pack-bundled`: it came with the studio and cannot be removed
 * - `too-many-checks`: so many (`most`) are graded or wait for it already
 * - `managed`: whoever looks after this computer has settled it (`name`: a setting, or `pin`)
 */
const STUDIO_CODES = [
  'bad-request',
  'bad-answer',
  'too-many-calls',
  'connection-lost',
  'no-such-run',
  'no-such-project',
  'no-such-file',
  'no-such-version',
  'file-exists',
  'project-exists',
  'file-changed',
  'file-unreadable',
  'file-too-large',
  'too-many-files',
  'work-too-large',
  'bad-name',
  'work-unwritable',
  'store-unusable',
  'pin-needed',
  'pin-wrong',
  'pin-wait',
  'no-such-exercise',
  'exercise-locked',
  'exercise-broken',
  'no-such-pack',
  'pack-bundled',
  'too-many-checks',
  'managed',
  'unexpected',
] as const;

const codeSchema = z.enum([...RUNNER_ERROR_CODES, ...STUDIO_CODES]);
export type ProblemCode = z.infer<typeof codeSchema>;

/** Characters of a text that tells of a trouble: more than anybody reads, and engines may answer with a whole page. */
export const MOST_WORDS = 4_000;

/** A problem as it crosses the line: data, from which whoever shows it makes words. */
export const problemSchema = z.strictObject({
  code: codeSchema,
  details: z.record(z.string().max(100), z.union([z.string().max(MOST_WORDS), z.number()])),
});
export type ProblemData = z.infer<typeof problemSchema>;

/** A problem as something to throw. */
export class Problem extends Error implements ProblemData {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemData['details'];

  constructor(code: ProblemCode, details: ProblemData['details'] = {}, options?: ErrorOptions) {
    super([code, ...Object.entries(details).map(([name, value]) => `${name}: ${value}`)].join(', '), options);
    this.code = code;
    this.details = details;
  }
}

/**
 * Whatever was thrown, as data that fits the schema: long texts are cut. What nobody has thought of is `unexpected`, with
 * what it says of itself.
 */
export function asProblem(error: unknown): ProblemData {
  if (error instanceof Problem || error instanceof RunnerError) {
    const { code, details } = error;
    return { code, details: shortened(details) };
  }
  const words = String(error); // without the stack, which says where this user's files lie
  return { code: 'unexpected', details: shortened({ words }) };
}

function shortened(details: ProblemData['details']): ProblemData['details'] {
  const short = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, MOST_WORDS) : value,
  ]);
  return Object.fromEntries(short) as ProblemData['details'];
}
