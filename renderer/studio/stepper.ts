import type { TraceReader } from '../../runner/trace/index.ts';
import { type Move, type Stops, destination, lastPosition } from './moves.ts';
import type { Recording, Steps } from './steps.ts';
import { Store } from './store.ts';
import type { Workspace } from './workspace.ts';

/** What a pupil sees of a recording just now. */
export interface Look {
  readonly recording: Recording;
  /** A step, or the number of steps for how things were later; −1 while there is none. */
  readonly position: number;
  /** Whether she has gone there herself. Until then it follows the program. */
  readonly held: boolean;
  /** Where she wanted to go and there was nothing. */
  readonly nowhere: Move | undefined;
}

/** Where in the steps of the last run the pupil looks, and the ways to go from there. */
export class Stepper {
  /** Undefined until the first run. */
  readonly look = new Store<Look | undefined>(undefined);
  readonly stops = new Store<Stops>(new Map());
  readonly #workspace: Workspace;
  #trace: TraceReader | undefined;
  /** The pupil's files as they were run, by path: what she types since is not what ran. */
  #lines: ReadonlyMap<string, readonly string[]> = new Map();

  constructor(steps: Steps, workspace: Workspace) {
    this.#workspace = workspace;
    steps.recording.subscribe(() => this.#heed(steps.recording.value));
  }

  /** Lines of a file as it was run. */
  linesOf(path: string): readonly string[] {
    return this.#lines.get(path) ?? [];
  }

  /** To a position; one that is not there is the nearest that is. */
  goTo(position: number): void {
    const look = this.look.value;
    if (look === undefined) return;
    const there = Math.max(0, Math.min(position, lastPosition(look.recording)));
    this.look.set({ ...look, position: there, held: true, nowhere: undefined });
  }

  go(move: Move): void {
    const look = this.look.value;
    if (look === undefined || look.position < 0) return;
    const there = destination(look.recording, look.position, move, this.stops.value);
    if (there === undefined) this.look.set({ ...look, held: true, nowhere: move });
    else this.goTo(there);
  }

  /** In a file one stops at these lines, and no others. */
  stopAt(path: string, lines: readonly number[]): void {
    const stops = new Map(this.stops.value);
    if (lines.length === 0) stops.delete(path);
    else stops.set(path, lines);
    this.stops.set(stops);
  }

  #heed(recording: Recording | undefined): void {
    if (recording === undefined) return;
    const { trace, complete } = recording;
    const last = lastPosition(recording);
    const before = this.#trace === trace ? this.look.value : undefined;
    if (this.#trace !== trace) this.#begin(trace);
    if (before?.held === true) {
      this.look.set({ ...before, recording });
      return;
    }
    const position = complete ? Math.min(beginningOf(recording), last) : last;
    this.look.set({ recording, position, held: false, nowhere: undefined });
  }

  #begin(trace: TraceReader): void {
    this.#trace = trace;
    const { files } = this.#workspace.state.value;
    this.#lines = new Map(files.map(({ path }) => [path, this.#workspace.textOf(path).split('\n')]));
  }
}

/**
 * Where one looks first when all of it is there. What went well is watched from its beginning; otherwise the end is
 * what one wants to understand. Of an error that is where it was raised, not where it had come to at last.
 */
function beginningOf(recording: Recording): number {
  const { trace, stepCount } = recording;
  if (trace.later !== undefined) return lastPosition(recording);
  if (trace.ended?.how === 'done') return 0;
  let at = stepCount - 1;
  const isRaise = (step: number) => step >= 0 && trace.step(step).kind === 'raise';
  while (isRaise(at) && isRaise(at - 1)) at -= 1;
  return at;
}
