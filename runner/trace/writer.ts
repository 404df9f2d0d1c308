import { keyframeOf } from './keyframe.ts';
import { stateOf } from './machine.ts';
import type { TraceProblem } from './problem.ts';
import type { StepRecord, TraceRecord } from './records.ts';
import { Resolver, valueGiven } from './resolver.ts';
import { RecordSource } from './source.ts';

/** The longest trace that is kept, in UTF-16 units: 20,000 steps of a program of pupils' size have about one million. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** A reader who begins at a keyframe has at most this many steps to do before the one that he wants. */
const KEY_EVERY = 256;
/** A keyframe is written when the records since the last weigh so many times as much: it makes a file an eighth larger at most. */
const KEY_SHARE = 8;

/** Why a trace is not kept whole; `too-large`: it is longer than any that is. */
export type WriterProblem = TraceProblem | { readonly code: 'too-large' };

export interface TraceWriterOptions {
  /** The longest trace, in UTF-16 units. */
  readonly most?: number;
  /** Told of each step, and how many bytes the program had written before it, if it says so. */
  readonly onStep?: (step: number, bytes: number | undefined) => void;
}

/**
 * Between a box and a file: takes what comes out of the box, and gives what is to be stored, checked, with keyframes
 * and no more than the last `later`. From the first thing that is wrong on it gives nothing any more.
 */
export class TraceWriter {
  readonly #most: number;
  readonly #onStep: NonNullable<TraceWriterOptions['onStep']>;
  readonly #source: RecordSource;
  readonly #resolver = new Resolver();
  #full = false;
  #written = 0;
  #store: string[] = [];
  /** Waits for the one that takes its place, or the end. */
  #later: string | undefined;
  #end: string | undefined;
  #sinceKey = { steps: 0, characters: 0 };
  /** How much must have come since the last keyframe before it is worth while to make one. */
  #worth = 0;

  constructor({ most = MOST_CHARACTERS, onStep = () => undefined }: TraceWriterOptions = {}) {
    this.#most = most;
    this.#onStep = onStep;
    this.#source = new RecordSource((record, line) => this.#take(record, line));
  }

  get problem(): WriterProblem | undefined {
    return this.#full ? { code: 'too-large' } : this.#source.problem;
  }

  /** More from the box, cut anywhere. Gives whole lines to store, perhaps none; an empty text gives what there is. */
  take(text: string): string {
    if (!this.#full) this.#source.append(text);
    return this.#stored();
  }

  /** In that step, which was told, the program wrote this to its terminal; −1: after the last one. */
  wrote(step: number, text: string): void {
    if (this.#written > 0) this.#put(JSON.stringify(['out', step, text]));
  }

  /** In that step, after it had written `prompt` at the beginning of its line, it was given this one. */
  asked(step: number, prompt: string, answer: string): void {
    if (this.#written > 0) this.#put(JSON.stringify(['in', step, prompt, answer]));
  }

  /** No more will come. Gives the last lines to store. */
  finish(): string {
    if (!this.#full) this.#source.finish();
    if (this.#later !== undefined) this.#put(this.#later);
    if (this.#end !== undefined) this.#put(this.#end);
    return this.#stored();
  }

  #stored(): string {
    const lines = this.#store;
    this.#store = [];
    return lines.map((line) => `${line}\n`).join('');
  }

  #take(record: TraceRecord, line: string): void {
    if (this.#written === 0) this.#put(JSON.stringify(this.#source.header));
    switch (record[0]) {
      case 'file':
        this.#resolver.file(record);
        break;
      case 'code':
        this.#resolver.code(record);
        break;
      case 'head':
        this.#resolver.head(record);
        break;
      case 'whole':
        this.#resolver.whole(record);
        break;
      case 'out':
      case 'in':
      case 'text':
        this.#resolver.known(record[1]);
        break;
      case 'later':
        this.#resolver.later(record);
        this.#later = line;
        return;
      case 'key':
        return; // a box makes none, and ours are better
      case 'end':
        this.#end = line; // what the terminal shows may come later than it
        return;
      default:
        this.#resolver.step(record);
        this.#put(line);
        this.#onStep(this.#resolver.steps - 1, writtenBy(record));
        this.#count(line.length);
        this.#keyframe(valueGiven(record));
        return;
    }
    this.#put(line);
  }

  #put(line: string): void {
    this.#full ||= this.#written + line.length + 1 > this.#most;
    if (this.#full) return;
    this.#written += line.length + 1;
    this.#store.push(line);
  }

  #count(characters: number): void {
    this.#sinceKey.steps += 1;
    this.#sinceKey.characters += characters;
  }

  #keyframe(given: Parameters<typeof keyframeOf>[2]): void {
    const { steps, characters } = this.#sinceKey;
    if (steps < KEY_EVERY || characters < this.#worth) return;
    const { machine } = this.#resolver;
    this.#resolver.forget(given);
    const key = JSON.stringify(
      keyframeOf(this.#resolver.steps - 1, stateOf(machine, this.#resolver.heads), given),
    );
    this.#worth = KEY_SHARE * key.length;
    if (characters < this.#worth) return;
    this.#put(key);
    this.#sinceKey = { steps: 0, characters: 0 };
  }
}

/** How many bytes the program had written in all, where that has changed. */
function writtenBy(record: StepRecord): number | undefined {
  for (const part of record) if (Array.isArray(part) && part[0] === 'o') return part[1];
  return undefined;
}
