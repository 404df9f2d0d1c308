import type { TraceReader } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';

/** A count with its thousands apart. */
export const numberWords = (count: number): string => count.toLocaleString('en');

/** Where one is, of how many. */
export function positionWords(trace: TraceReader, position: number): string {
  const count = trace.stepCount;
  if (position < count)
    return words('steps.position', { number: numberWords(position + 1), count: numberWords(count) });
  return words('steps.later.position', { lines: numberWords(trace.linesRun) });
}
