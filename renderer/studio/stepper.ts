import type { TraceReader } from '../../runner/trace/index.ts';
import type { Facts, LoopFact } from './facts.ts';
import type { Move, Stops } from './moves.ts';
import { lastPosition } from './recording.ts';
import type { Recording } from './recording.ts';
import type { Steps } from './steps.ts';
import { Store } from './store.ts';

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
  readonly #facts: Facts;
  #trace: TraceReader | undefined;
  #sources: Recording['sources'] = new Map();
  /** Of the files as they were run, by path. */
  readonly #texts = new Map<string, string>();
  readonly #loops = new Map<string, readonly LoopFact[]>();

  constructor(steps: Steps, facts: Facts) {
    this.#facts = facts;
    steps.recording.subscribe(() => this.#heed(steps.recording.value));
    facts.known.subscribe(() => this.#learn());
  }

  /** Lines of a file as it was run. */
  linesOf(path: string): readonly string[] {
    return this.#textOf(path)?.split('\n') ?? [];
  }

  /** Loops of a file as it was run, in the order of their headers; none as long as they are not known. */
  loopsOf(path: string): readonly LoopFact[] {
    return this.#loops.get(path) ?? [];
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
    const there = look.recording.destination(look.recording, look.position, move, this.stops.value);
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

  /** Another program is open: its lines are others. */
  forgetStops(): void {
    this.stops.set(new Map());
  }

  #heed(recording: Recording | undefined): void {
    if (recording === undefined) {
      this.#trace = undefined;
      this.look.set(undefined);
      return;
    }
    const { trace, complete } = recording;
    const last = lastPosition(recording);
    const before = this.#trace === trace ? this.look.value : undefined;
    if (this.#trace !== trace) this.#begin(recording);
    if (before?.held === true) {
      this.look.set({ ...before, recording });
      return;
    }
    const position = complete ? Math.min(beginningOf(recording), last) : last;
    this.look.set({ recording, position, held: false, nowhere: undefined });
  }

  #begin({ trace, sources }: Recording): void {
    this.#trace = trace;
    this.#sources = sources;
    this.#texts.clear();
    this.#loops.clear();
    this.#findLoops();
  }

  #learn(): void {
    const { value } = this.look;
    this.#findLoops();
    if (value !== undefined) this.look.set({ ...value }); // there may be a loop now
  }

  #findLoops(): void {
    for (const [path, { good }] of this.#facts.known.value) {
      if (good !== undefined && good.text === this.#textOf(path)) this.#loops.set(path, good.facts.loops);
    }
  }

  #textOf(path: string): string | undefined {
    const text = this.#texts.get(path) ?? this.#sources.get(path)?.toString();
    if (text !== undefined) this.#texts.set(path, text);
    return text;
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
