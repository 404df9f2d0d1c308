import type { ProblemData } from '../contract/index.ts';
import { hasWords, words } from './catalogue.ts';

/** Who reads: somebody at a command line, who can type what is advised, or somebody in a window. */
export type Reader = 'terminal' | 'window';

/** A problem in words: what happened, and what to do. */
export function problemWords({ code, details }: ProblemData, reader: Reader): string {
  const special = specialCase(code, details);
  const values = {
    ...details,
    ...(code === 'bad-name' && { problem: nameProblemWords(details['problem']) }),
  };
  const inWindow = `window.problem.${special ?? code}`;
  if (reader === 'window' && hasWords(inWindow)) return words(inWindow, values);
  return words(`problem.${special ?? code}`, values);
}

/** What is wrong with a name; the problems are those of `pathProblem` and of the room that keeps the files. */
function nameProblemWords(problem: string | number | undefined): string {
  const key = `nameProblem.${problem ?? ''}`;
  return hasWords(key) ? words(key) : words('nameProblem.other');
}

/** Codes whose words depend on a detail. */
function specialCase(code: ProblemData['code'], details: ProblemData['details']) {
  if (code === 'engine-missing' && details['engine'] !== undefined && details['engine'] !== 'auto') {
    return 'engine-not-found';
  }
  if (details['why'] === 'runtime') return 'engine-runtime';
  if (details['why'] === 'not-local') return 'engine-not-local';
  if (code === 'file-changed' && details['now'] === 'gone') return 'file-gone';
  return undefined;
}
