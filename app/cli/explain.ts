import type { Limits, ProgramError, RunResult } from '../../runner/index.ts';
import { explain, words } from '../words/terminal.ts';

/** How a run ended, as text: what happened, where, and under that what Python said. Empty if there is nothing to tell. */
export function explainInText(result: RunResult, error: ProgramError | undefined, limits: Limits): string {
  const explanation = explain(result, error, limits);
  if (explanation === undefined) return '';
  const { verdict, why, place, traceback } = explanation;
  const lines = [verdict, ...why];
  if (place !== null) {
    lines.push(words('place.line', { line: place.line, file: place.file }), `    ${place.source.trim()}`);
  }
  if (traceback !== undefined) lines.push('', traceback);
  return `${lines.join('\n')}\n`;
}
