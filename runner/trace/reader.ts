import { Machine, type Op, type Snapshot, stateOf } from './machine.ts';
import { Output } from './output.ts';
import type { TraceProblem } from './problem.ts';
import type { End, StepRecord, TraceHeader, TraceRecord, Value } from './records.ts';
import { Resolver, valueGiven } from './resolver.ts';
import { RecordSource } from './source.ts';
import type { Code, State, Whole } from './state.ts';

/** What a step is, without the state. */
export interface Step {
  readonly number: number;
  /**
   * - `line`: this line is about to run
   * - `call`, `resume`: a call has begun; a generator or coroutine goes on
   * - `return`, `yield`: `value` is about to be given back, for good or for now
   * - `raise`: an exception was raised here or has come here
   */
  readonly kind: 'line' | 'call' | 'return' | 'yield' | 'resume' | 'raise';
  readonly thread: number;
  /** Number of the innermost frame. */
  readonly frame: number;
  /** How many frames the thread has. */
  readonly depth: number;
  readonly code: Code;
  readonly line: number;
  /** What is returned or given; undefined for other kinds. */
  readonly value: Value | undefined;
  /** The exception, of a `raise`. Its message is null where only the pupil's code could say it. */
  readonly exception: { readonly type: string; readonly message: string | null } | undefined;
}

/** A place in a file, by the file's number. */
export interface Place {
  readonly file: number;
  readonly line: number;
}

/** How things were after the steps had reached their limit. */
export interface Later {
  /** Lines run so far. */
  readonly lines: number;
  readonly last: readonly Place[];
  readonly state: State;
}

/** What `input(prompt)` was answered. A step of −1 is one after the last. */
export interface Answered {
  readonly step: number;
  readonly prompt: string;
  readonly answer: string;
}

export interface Ended {
  readonly how: End;
  readonly steps: number;
  readonly lines: number;
}

const KINDS = { l: 'line', c: 'call', r: 'return', y: 'yield', w: 'resume', x: 'raise' } as const;

interface KeptStep {
  readonly step: Step;
  readonly ops: readonly Op[];
}

/** After how much work, in changes, the state is kept: less costs memory, more costs time when it is asked for. */
const KEEP_EVERY = 200;
/** The last lines that ran, where the trace does not tell them. */
const LAST_LINES = 200;

/**
 * A trace as it is read, all at once or while the program runs. It never throws for what is in a trace: `problem`
 * says what is wrong, and everything before it is there.
 *
 * Steps are kept as they come, and the state now and then; any other state is made from the one before it. It is
 * kept when the changes since the last time weigh as much as it does, so it doubles the memory at most.
 */
export class TraceReader {
  ended: Ended | undefined;
  later: Later | undefined;
  readonly inputs: Answered[] = [];

  readonly #source = new RecordSource((record) => this.#take(record));
  readonly #resolver = new Resolver();
  readonly #output = new Output();
  readonly #steps: KeptStep[] = [];
  /** States of some steps, in order. */
  readonly #kept: { readonly step: number; readonly snapshot: Snapshot }[] = [];
  /** Cost of the changes since the last state that was kept. */
  #cost = 0;
  #linesSeen = 0;
  readonly #visits = new Map<number, Map<number, number>>();
  /** Of the steps and of what came later, if anything did. */
  #allVisits: Map<number, Map<number, number>> | undefined;
  readonly #wholes = new Map<number, Whole[]>();
  readonly #texts = new Map<number, string>();
  #last: { readonly step: number; readonly snapshot: Snapshot; readonly state: State } | undefined;

  /** Read a whole trace. */
  static read(text: string): TraceReader {
    const reader = new TraceReader();
    reader.append(text);
    reader.finish();
    return reader;
  }

  /** More of the trace, cut anywhere. What comes after a problem or the end is not looked at. */
  append(text: string): void {
    this.#source.append(text);
  }

  /** No more will come: without an end it is cut. */
  finish(): void {
    this.#source.finish();
  }

  get header(): TraceHeader | undefined {
    return this.#source.header;
  }

  /** What is wrong with it; undefined while nothing is. */
  get problem(): TraceProblem | undefined {
    return this.#source.problem;
  }

  get stepCount(): number {
    return this.#steps.length;
  }

  /** Paths of the pupil's files, by number. */
  get files(): readonly string[] {
    return this.#resolver.files;
  }

  /** @throws RangeError if there is no such step */
  step(n: number): Step {
    return this.#at(n).step;
  }

  /** What this step changed, in order. @throws RangeError */
  opsOf(n: number): readonly Op[] {
    return this.#at(n).ops;
  }

  /** How everything was at this step, its own changes done. @throws RangeError */
  stateAt(n: number): State {
    this.#at(n);
    if (this.#last?.step === n) return this.#last.state;
    let from = this.#keptBefore(n);
    if (this.#last !== undefined && this.#last.step < n && this.#last.step >= (from?.step ?? 0))
      from = this.#last;
    if (from?.step !== n) {
      const machine = new Machine(from?.snapshot);
      for (let at = (from?.step ?? -1) + 1; at <= n; at += 1) {
        const { ops, step } = this.#at(at);
        for (const op of ops) machine.do(op);
        machine.comeTo(step.line);
      }
      from = { step: n, snapshot: machine };
    }
    this.#last = { ...from, state: stateOf(from.snapshot, this.#resolver.heads) };
    return this.#last.state;
  }

  /** Everything that the program wrote. */
  get output(): string {
    return this.#output.text;
  }

  /** What the program had written when this step was over. */
  outputUpTo(n: number): string {
    return this.#output.upTo(n);
  }

  /** The step that wrote this UTF-16 unit of the output; undefined if none of those recorded did. */
  stepOfOutput(position: number): number | undefined {
    const step = this.#output.stepOf(position);
    return step !== undefined && step < this.stepCount ? step : undefined;
  }

  /** How often each line of a file ran, by the file's number; of the whole run, its end without steps included. */
  visits(file: number): ReadonlyMap<number, number> {
    return (this.#allVisits ?? this.#visits).get(file) ?? new Map();
  }

  /** How many lines ran, as far as it is known. */
  get linesRun(): number {
    if (this.ended !== undefined) return this.ended.lines;
    if (this.later !== undefined) return this.later.lines;
    return this.#linesSeen;
  }

  /** The last lines that ran, oldest first. */
  get lastLines(): readonly Place[] {
    if (this.later !== undefined) return this.later.last;
    return this.#steps
      .slice(-10 * LAST_LINES)
      .flatMap(({ step }) => (step.kind === 'line' ? [{ file: step.code.file, line: step.line }] : []))
      .slice(-LAST_LINES);
  }

  /** More items of an object than its state shows, if they were recorded since it last changed before step `n`. */
  wholeOf(id: number, n: number): Whole | undefined {
    const whole = this.#wholes.get(id)?.findLast(({ step }) => step <= n);
    if (whole === undefined) return undefined;
    for (let at = whole.step + 1; at <= n; at += 1) {
      if (this.opsOf(at).some((op) => 'object' in op && op.object.id === id)) return undefined;
    }
    return whole;
  }

  /** A long string, by the number that its value has; undefined if it was not recorded. */
  longText(number: number): string | undefined {
    return this.#texts.get(number);
  }

  #at(n: number): KeptStep {
    const kept = this.#steps[n];
    if (kept === undefined) throw new RangeError(`no step ${n}`);
    return kept;
  }

  #keptBefore(n: number) {
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle]?.step ?? Infinity) > n) high = middle;
      else low = middle + 1;
    }
    return this.#kept[low - 1];
  }

  #take(record: TraceRecord): void {
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
      case 'l':
      case 'c':
      case 'r':
      case 'y':
      case 'w':
      case 'x':
        this.#takeStep(record);
        break;
      case 'out':
        this.#output.add(this.#resolver.known(record[1]), record[2]);
        break;
      case 'in':
        this.#resolver.known(record[1]);
        this.inputs.push({ step: record[1], prompt: record[2], answer: record[3] });
        break;
      case 'whole':
        this.#takeWhole(record[2], this.#resolver.whole(record));
        break;
      case 'text':
        this.#resolver.known(record[1]);
        this.#texts.set(record[2], record[4]);
        break;
      case 'key':
        this.#resolver.key(record);
        this.#keep();
        break;
      case 'later':
        this.#takeLater(record);
        break;
      case 'end':
        this.ended = { how: record[1], steps: record[2], lines: record[3] };
    }
  }

  #takeWhole(id: number, whole: Whole): void {
    const wholes = this.#wholes.get(id);
    if (wholes === undefined) this.#wholes.set(id, [whole]);
    else wholes.push(whole);
  }

  #takeStep(record: StepRecord): void {
    const number = this.stepCount;
    const ops = this.#resolver.step(record);
    const { machine, frame } = this.#resolver;
    const step: Step = {
      number,
      kind: KINDS[record[0]],
      thread: machine.thread,
      frame: frame.number,
      depth: machine.depth,
      code: frame.code,
      line: record[1],
      value: valueGiven(record),
      exception: record[0] === 'x' ? { type: record[2], message: record[3] } : undefined,
    };
    this.#steps.push({ step, ops });
    if (step.kind === 'line') {
      count(this.#visits, frame.code.file, step.line, 1);
      this.#linesSeen += 1;
    }
    this.#cost += 1 + ops.length;
    if (this.#cost < Math.max(KEEP_EVERY, machine.heap.size + machine.frames.size)) return;
    this.#resolver.forget(step.value);
    this.#keep();
  }

  /** Keep the state of the last step. */
  #keep(): void {
    this.#kept.push({ step: this.stepCount - 1, snapshot: this.#resolver.machine.snapshot() });
    this.#cost = 0;
  }

  #takeLater(record: Extract<TraceRecord, ['later', ...unknown[]]>): void {
    const [, lines, visits, last] = record;
    const state = this.#resolver.later(record);
    // What ran in steps was told by them.
    const all = new Map([...this.#visits].map(([file, counts]) => [file, new Map(counts)]));
    for (const [file, line, times] of visits) count(all, file, line, times);
    this.#allVisits = all;
    this.later = { lines, last: last.map(([file, line]) => ({ file, line })), state };
  }
}

function count(visits: Map<number, Map<number, number>>, file: number, line: number, times: number): void {
  let lines = visits.get(file);
  if (lines === undefined) visits.set(file, (lines = new Map<number, number>()));
  lines.set(line, (lines.get(line) ?? 0) + times);
}
