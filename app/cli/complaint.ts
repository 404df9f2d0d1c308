import { type RunnerError } from '../../runner/index.ts';
import { type WordKey, words } from '../words/index.ts';

/** Something that the person at the command line has to change. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly code: string;

  constructor(key: WordKey, values: Readonly<Record<string, string | number>> = {}) {
    super(words(key, values));
    this.code = key;
  }
}

/** A failure of the runner in words: what happened, and what to do. */
export function problemWords({ code, details }: RunnerError): string {
  if (code === 'engine-missing' && details['engine'] !== undefined && details['engine'] !== 'auto') {
    return words('problem.engine-not-found', details);
  }
  if (details['why'] === 'runtime') return words('problem.engine-runtime', details);
  if (details['why'] === 'not-local') return words('problem.engine-not-local', details);
  return words(`problem.${code}`, details);
}
