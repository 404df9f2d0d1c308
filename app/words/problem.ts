import type { ProblemData } from '../contract/index.ts';
import { hasWords, words } from './catalogue.ts';

/** Who reads: somebody at a command line, who can type what is advised, or somebody in a window. */
export type Reader = 'terminal' | 'window';

/** A problem in words: what happened, and what to do. */
export function problemWords({ code, details }: ProblemData, reader: Reader): string {
  const special = specialCase(code, details);
  if (code === 'file-too-large' || code === 'work-too-large') {
    const { bytes, most } = details;
    return words(`problem.${code}`, { ...details, bytes: sizeWords(bytes), most: sizeWords(most) });
  }
  if (code === 'bad-name') {
    return words('problem.bad-name', { ...details, problem: nameProblemWords(String(details['problem'])) });
  }
  const inWindow = `window.problem.${special ?? code}`;
  if (reader === 'window' && hasWords(inWindow)) return words(inWindow, details);
  return words(`problem.${special ?? code}`, details);
}

/** A number of bytes, up so that what is too large by one looks it. */
const sizeWords = (bytes: string | number | undefined) =>
  words('size', { kilobytes: Math.ceil(Number(bytes) / 1024) });

/** The same for whoever has asked the doctor already, and is not to be sent there again. */
export const doctorWords = (problem: ProblemData, reader: Reader): string =>
  problem.code === 'box-failed' ? words('doctor.noBox', problem.details) : problemWords(problem, reader);

/** Why nothing can have a name. */
export function nameProblemWords(problem: string): string {
  const key = `nameProblem.${problem}`;
  return hasWords(key) ? words(key) : problem;
}

/** Codes whose words depend on a detail. */
function specialCase(code: ProblemData['code'], details: ProblemData['details']) {
  if (code === 'engine-missing' && details['engine'] !== undefined && details['engine'] !== 'auto') {
    return 'engine-not-found';
  }
  if (details['why'] === 'runtime') return 'engine-runtime';
  if (details['why'] === 'not-local') return 'engine-not-local';
  if (code === 'file-changed' && details['now'] === 'gone') return 'file-gone';
  if (code === 'store-unusable' && details['why'] === 'newer') return 'store-newer';
  if (code === 'store-unusable' && details['why'] === 'not-kept') return 'store-not-kept';
  if (code === 'store-unusable' && details['why'] === 'ended') return 'store-ended';
  if (code === 'store-unusable' && details['why'] === 'locked') return 'store-locked';
  if (code === 'store-unusable' && details['why'] === 'moved') return 'store-moved';
  return undefined;
}
