import { LIVE_TRACE, type Limits, type ProgramError, type RunResult } from '../../runner/model/index.ts';
import { hasWords, words } from './catalogue.ts';

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
  const { name, message, place, traceback } = blame;
  const said = message === '' ? name : `${name}: ${message}`;
  return { verdict, why: [exceptionWords(name, message)], said, place, traceback: traceback.trimEnd() };
}

/** What an exception means, as narrowly as what Python says of it allows. */
function exceptionWords(name: string, message: string): string {
  for (const { key, pattern } of SPECIAL) {
    const match = pattern.exec(`${name}: ${message}`);
    if (match !== null) return words(`exceptionOf.${key}`, match.groups);
  }
  const key = `exception.${name}`;
  return hasWords(key) ? words(key) : words('exception.other', { name });
}

/** Messages of CPython 3.13 that say more than the exception's name. Named groups fill the words in. */
const SPECIAL = [
  {
    // Python says so only where the file was taken for the module, whatever then went wrong with it.
    key: 'tookYourFile',
    pattern:
      /^(?:AttributeError|ImportError): .*\(consider renaming '(?:\/work\/)?(?<file>[^']+)' since it has the same name as the standard library module named '(?<module>[^']+)'/u,
  },
  { key: 'needsIndent', pattern: /^IndentationError: expected an indented block/u },
  { key: 'unexpectedIndent', pattern: /^IndentationError: unexpected indent/u },
  { key: 'colon', pattern: /^SyntaxError: expected ':'/u },
  { key: 'noTarget', pattern: /^SyntaxError: cannot assign to .* Maybe you meant '=='/u },
  { key: 'twoEquals', pattern: /^SyntaxError: .*Maybe you meant '=='/u },
  { key: 'quote', pattern: /^SyntaxError: unterminated .*string literal/u },
  { key: 'bracket', pattern: /^SyntaxError: .* was never closed/u },
  {
    key: 'notANumber',
    pattern: /^ValueError: (?:invalid literal for int|could not convert string to float)/u,
  },
  { key: 'noScreen', pattern: /^(?:ImportError|ModuleNotFoundError): .*(?:turtle|tkinter|pygame)/u },
] as const;

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
