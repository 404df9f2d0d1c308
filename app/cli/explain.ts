import type { Limits, ProgramError, RunResult } from '../../runner/index.ts';
import { hasWords, words } from '../words/index.ts';

/**
 * How a run ended, for whoever wrote the program: what happened, where, and under that what Python said. Empty
 * if there is nothing to tell.
 */
export function explain(result: RunResult, error: ProgramError | undefined, limits: Limits): string {
  if (result.verdict === 'finished') return '';
  const blame = BLAMED.has(result.verdict) ? error : undefined;
  const why = blame === undefined ? reasonWords(result, limits) : errorWords(blame);
  const lines = [words(`verdict.${result.verdict}`), ...why];
  if (blame !== undefined) lines.push('', blame.traceback.trimEnd());
  return `${lines.join('\n')}\n`;
}

// Verdicts that an exception may be the reason of: a MemoryError is one for the memory limit.
const BLAMED: ReadonlySet<string> = new Set(['runtime error', 'compile error', 'memory limit exceeded']);

function errorWords({ name, place }: ProgramError): string[] {
  const key = `exception.${name}`;
  const what = hasWords(key) ? words(key) : words('exception.other', { name });
  if (place === null) return [what];
  return [what, words('place.line', { line: place.line, file: place.file }), `    ${place.source.trim()}`];
}

function reasonWords({ reason, exitCode, signal, engine }: RunResult, limits: Limits): string[] {
  if (reason === null) {
    return exitCode === null || exitCode === 0 ? [] : [words('reason.exit code', { code: exitCode })];
  }
  const key = `reason.${reason}`;
  if (!hasWords(key)) return []; // the verdict says it all
  const millis = reason === 'cpu time' ? limits.cpuMillis : limits.wallClockMillis;
  return [words(key, { duration: duration(millis), signal: signal ?? '', engine })];
}

const duration = (millis: number): string =>
  words(millis === 1000 ? 'duration.one' : 'duration.other', { seconds: millis / 1000 });
