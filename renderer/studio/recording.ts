import type { TraceReader } from '../../runner/trace/index.ts';
import type { Move, Stops } from './moves.ts';
import type { TextSource } from './saver.ts';

/** A trace as far as it has come. A new one of these is made when there is more of it. */
export interface Recording {
  /** Grows; what it says of a step stays as it is. */
  readonly trace: TraceReader;
  /** The pupil's files as they were run, by path: what she types since is not what ran. */
  readonly sources: ReadonlyMap<string, TextSource>;
  /** Where a move leads; it comes with the reader. */
  destination(recording: Recording, position: number, move: Move, stops: Stops): number | undefined;
  readonly stepCount: number;
  /** Whether all of it is here. */
  readonly complete: boolean;
}

/** The last position of a recording: its last step, or how things were later if it tells; −1 if it is empty. */
export function lastPosition({ trace, stepCount }: Recording): number {
  return stepCount - 1 + (trace.later === undefined ? 0 : 1);
}
