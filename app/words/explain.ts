import { LIVE_TRACE, type Limits, type ProgramError, type RunResult } from '../../runner/model/index.ts';
import { hasWords, words } from './catalogue.ts';
import { meaningOf } from './meaning.ts';

/** How a run ended, for whoever wrote the program. */
export interface Explanation {
  /** What happened, in a sentence. */
  readonly verdict: string;
  /** Why, as far as that is known. */
  readonly why: readonly string[];
  /** Python's own sentence: `NameError: name 'nme' is not defined`. */
  readonly said: string | undefined;
  /** Where in the pupil's own files to look. */
  readonly place: ProgramError['place'];
  /** What Python said, for those who want to know. */
  readonly traceback: string | undefined;
}

/** Undefined if it just finished, and there is nothing to tell. */
export function explain(
  result: RunResult,
  error: ProgramError | undefined,
  limits: Limits,
): Explanation | undefined {
  if (result.verdict === 'finished') return undefined;
  const verdict = words(`verdict.${result.verdict}`);
  const blame = BLAMED.has(result.verdict) ? error : undefined;
  if (blame === undefined) {
    return { verdict, why: reasonWords(result, limits), said: undefined, place: null, traceback: undefined };
  }
  const { place, traceback } = blame;
  return {
    verdict,
    why: [meaningOfError(blame)],
    said: saidBy(blame),
    place,
    traceback: traceback.trimEnd(),
  };
}

/** What went wrong, in a child's words. */
export const meaningOfError = (error: ProgramError): string =>
  meaningOf(error.name, saidBy(error), error.place?.source);

/** Python's sentence. Its traceback ends with it, and may suggest something behind it: `Did you mean: 'name'?` */
function saidBy({ name, message, traceback }: ProgramError): string {
  const said = message === '' ? name : `${name}: ${message}`;
  const last = traceback.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith(said) && SUGGESTION.test(last.slice(said.length)) ? last : said;
}

/** Nothing else is believed of a traceback, which a program can forge. */
const SUGGESTION = /^\. Did you (?:mean|forget)\b.{1,200}$/u;

// Verdicts that an exception may be the reason of: a MemoryError is one for the memory limit.
const BLAMED: ReadonlySet<string> = new Set(['runtime error', 'compile error', 'memory limit exceeded']);

function reasonWords(result: RunResult, limits: Limits): string[] {
  const { verdict, reason, exitCode, signal, engine } = result;
  const advice = `advice.${verdict}`;
  if (hasWords(advice)) return [words(advice)];
  if (reason === null) {
    return exitCode === null || exitCode === 0 ? [] : [words('reason.exit code', { code: exitCode })];
  }
  const key = `reason.${reason}`;
  if (!hasWords(key)) return []; // the verdict says it all
  const millis = reason === 'cpu time' ? limits.cpuMillis : limits.wallClockMillis;
  const lines = LIVE_TRACE.lines / 1e6;
  return [words(key, { duration: duration(millis), lines, signal: signal ?? '', engine })];
}

/** A length of time in words. */
export const duration = (millis: number): string =>
  words(millis === 1000 ? 'duration.one' : 'duration.other', { seconds: millis / 1000 });
