import type { Step, TraceReader } from './reader.ts';

export type Direction = 'forwards' | 'backwards';

/**
 * How far one goes.
 *
 * - `into`: to the very next step
 * - `over`: to the next step that is not inside a call made here
 * - `out`: to the next step of whoever called
 */
export type Stride = 'into' | 'over' | 'out';

/** The step where one arrives from step `n`, or undefined if there is none in the trace. */
export function stride(trace: TraceReader, n: number, how: Stride, direction: Direction): number | undefined {
  const { thread, depth } = trace.step(n);
  if (how === 'into') return nearest(trace, n, direction, () => true);
  const most = how === 'over' ? depth : depth - 1;
  return nearest(trace, n, direction, (step) => step.thread === thread && step.depth <= most);
}

/** The next time that the line of step `n` runs, or the time before; in any call of it. */
export function sameLine(trace: TraceReader, n: number, direction: Direction): number | undefined {
  const { code, line } = trace.step(n);
  return lineRuns(trace, n, [{ file: code.file, line }], direction);
}

/** The nearest step at which one of some lines is about to run: where breakpoints stop. */
export function lineRuns(
  trace: TraceReader,
  n: number,
  places: readonly { readonly file: number; readonly line: number }[],
  direction: Direction,
): number | undefined {
  const isOne = ({ kind, code, line }: Step) =>
    kind === 'line' && places.some((place) => place.line === line && place.file === code.file);
  return nearest(trace, n, direction, isOne);
}

/**
 * The step at which that began which step `n` shows the outcome of: the last one of its thread. Undefined for the
 * first.
 */
export function madeBy(trace: TraceReader, n: number): number | undefined {
  const { thread } = trace.step(n);
  return nearest(trace, n, 'backwards', (step) => step.thread === thread);
}

/** The nearest step to `n`, itself not counted, of which something is true. `n` may be one past the last. */
function nearest(
  trace: TraceReader,
  n: number,
  direction: Direction,
  is: (step: Step) => boolean,
): number | undefined {
  const by = direction === 'forwards' ? 1 : -1;
  for (let at = n + by; at >= 0 && at < trace.stepCount; at += by) if (is(trace.step(at))) return at;
  return undefined;
}
