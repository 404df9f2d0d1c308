import { type Direction, lineRuns, sameLine, stride } from '../../runner/trace/index.ts';
import type { Move, Stops } from './moves.ts';
import { lastPosition } from './recording.ts';
import type { Recording } from './recording.ts';

/** Where one arrives from a position, or undefined if there is nothing of the kind. */
export function destination(
  recording: Recording,
  position: number,
  move: Move,
  stops: Stops,
): number | undefined {
  const last = lastPosition(recording);
  if (last < 0) return undefined;
  if (move === 'first') return 0;
  if (move === 'last') return last;
  const { trace, stepCount } = recording;
  const [kind, direction] = WAYS[move];
  const there = (): number | undefined => {
    if (kind === 'stop') return lineRuns(trace, position, placesOf(recording, stops), direction);
    // Later than the last step nothing is known of calls and lines.
    if (position >= stepCount)
      return direction === 'backwards' && kind !== 'line' ? stepCount - 1 : undefined;
    return kind === 'line' ? sameLine(trace, position, direction) : stride(trace, position, kind, direction);
  };
  const found = there();
  if (found !== undefined && found < stepCount) return found;
  const mayEnd = direction === 'forwards' && kind !== 'line' && kind !== 'stop';
  return mayEnd && position < last ? last : undefined;
}

const WAYS: Readonly<
  Record<Exclude<Move, 'first' | 'last'>, readonly ['into' | 'over' | 'out' | 'line' | 'stop', Direction]>
> = {
  forward: ['into', 'forwards'],
  back: ['into', 'backwards'],
  over: ['over', 'forwards'],
  overBack: ['over', 'backwards'],
  out: ['out', 'forwards'],
  outBack: ['out', 'backwards'],
  again: ['line', 'forwards'],
  before: ['line', 'backwards'],
  stopNext: ['stop', 'forwards'],
  stopBack: ['stop', 'backwards'],
};

function placesOf({ trace }: Recording, stops: Stops) {
  return trace.files.flatMap((path, file) => (stops.get(path) ?? []).map((line) => ({ file, line })));
}
