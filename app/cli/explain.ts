import type { Limits, ProgramError, RunResult } from '../../runner/index.ts';
import { hasWords, words } from '../words/index.ts';

/**
 * How a run ended, for whoever wrote the program: what happened, where, and under that what Python said. Empty
 * if there is nothing to tell.
 */
export function explain(result: RunResult, error: ProgramError | undefined, limits: Limits): string {
  if (result.verdict === 'finished') return '';
  const parts = [words(`verdict.${result.verdict}`)];
  if (error !== undefined && ['runtime error', 'compile error'].includes(result.verdict)) {
    parts.push(...explainError(error));
  } else {
    parts.push(reasonWords(result, limits));
  }
  return parts.filter((part) => part !== '').join('\n') + '\n';
}

/** The exception in words, the line, and the traceback under them. */
function explainError({ name, place, traceback }: ProgramError): string[] {
  const key = `exception.${name}`;
  const parts = [hasWords(key) ? words(key) : words('exception.other', { name })];
  if (place !== null) {
    parts.push(words('place.line', { line: place.line, file: place.file }), `    ${place.source.trim()}`);
  }
  return [...parts, '', traceback.trimEnd()];
}

function reasonWords({ reason, exitCode, signal, engine }: RunResult, limits: Limits): string {
  if (reason === null) {
    return exitCode === null || exitCode === 0 ? '' : words('reason.exit code', { code: exitCode });
  }
  const millis = reason === 'cpu time' ? limits.cpuMillis : limits.wallClockMillis;
  return words(`reason.${reason}`, { seconds: millis / 1000, signal: signal ?? '', engine });
}
