import type { Limits, ProgramError, RunResult } from '../../runner/model/index.ts';
import { hasWords, words } from './catalogue.ts';

/** How a run ended, for whoever wrote the program. */
export interface Explanation {
  /** What happened, in a sentence. */
  readonly verdict: string;
  /** Why, as far as that is known. */
  readonly why: readonly string[];
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
    return { verdict, why: reasonWords(result, limits), place: null, traceback: undefined };
  }
  const { name, place, traceback } = blame;
  const key = `exception.${name}`;
  const what = hasWords(key) ? words(key) : words('exception.other', { name });
  return { verdict, why: [what], place, traceback: traceback.trimEnd() };
}

// Verdicts that an exception may be the reason of: a MemoryError is one for the memory limit.
const BLAMED: ReadonlySet<string> = new Set(['runtime error', 'compile error', 'memory limit exceeded']);

function reasonWords({ reason, exitCode, signal, engine }: RunResult, limits: Limits): string[] {
  if (reason === null) {
    return exitCode === null || exitCode === 0 ? [] : [words('reason.exit code', { code: exitCode })];
  }
  const key = `reason.${reason}`;
  if (!hasWords(key)) return []; // the verdict says it all
  const millis = reason === 'cpu time' ? limits.cpuMillis : limits.wallClockMillis;
  return [words(key, { duration: duration(millis), signal: signal ?? '', engine })];
}

/** A length of time in words. */
export const duration = (millis: number): string =>
  words(millis === 1000 ? 'duration.one' : 'duration.other', { seconds: millis / 1000 });
