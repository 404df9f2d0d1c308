import type { Value } from './records.ts';
import type { Code, Frame, HeapObject, State, Thread, Variables } from './state.ts';

/**
 * A change with its numbers made out: which frame, which file. What follows from earlier records was looked up
 * when it was read, so it can be done again from any state before it, and searched without one.
 */
export type Op =
  | { readonly do: 'switch'; readonly thread: number }
  | { readonly do: 'begin'; readonly frame: number; readonly code: Code }
  | { readonly do: 'resume'; readonly frame: number }
  | { readonly do: 'leave'; readonly frame: number; readonly rests: boolean }
  /** `value` is undefined where the variable is gone. */
  | {
      readonly do: 'variable';
      readonly frame: number;
      readonly name: string;
      readonly value: Value | undefined;
    }
  | { readonly do: 'global'; readonly file: number; readonly name: string; readonly value: Value | undefined }
  | { readonly do: 'leave out'; readonly frame: number; readonly count: number }
  /** By now it has written so many bytes. */
  | { readonly do: 'write'; readonly bytes: number }
  /** `anew`: the program changed it or made it; otherwise it is only back in sight. */
  | { readonly do: 'object'; readonly object: HeapObject; readonly anew: boolean }
  /** Items of an object were replaced by others; `object` is how it is now. */
  | {
      readonly do: 'splice';
      readonly id: number;
      readonly start: number;
      readonly removed: number;
      readonly added: number;
      readonly object: HeapObject;
    };

/** What a machine holds between two steps. Nothing in it is changed any more. */
export interface Snapshot {
  readonly thread: number;
  readonly stacks: ReadonlyMap<number, readonly number[]>;
  readonly frames: ReadonlyMap<number, Frame>;
  readonly globals: ReadonlyMap<number, Variables>;
  readonly heap: ReadonlyMap<number, HeapObject>;
}

const NOTHING: Snapshot = {
  thread: 0,
  stacks: new Map(),
  frames: new Map(),
  globals: new Map(),
  heap: new Map(),
};

type Own<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The state of a program while changes are done to it. It copies a part before the first change to it, and then
 * changes its own copy, so a snapshot costs as much as there are parts, and a change as much as it says.
 */
export class Machine {
  thread: number;
  readonly stacks: Map<number, readonly number[]>;
  readonly frames: Map<number, Frame>;
  readonly globals: Map<number, Variables>;
  readonly heap: Map<number, HeapObject>;
  /** Parts made since the last snapshot: nobody else has them. */
  #own = new Set<object>();

  constructor(from: Snapshot = NOTHING) {
    this.thread = from.thread;
    this.stacks = new Map(from.stacks);
    this.frames = new Map(from.frames);
    this.globals = new Map(from.globals);
    this.heap = new Map(from.heap);
  }

  /** Number of the innermost frame of the thread that runs. */
  get innermost(): number | undefined {
    return this.stacks.get(this.thread)?.at(-1);
  }

  /** How many frames the thread that runs has. */
  get depth(): number {
    return this.stacks.get(this.thread)?.length ?? 0;
  }

  snapshot(): Snapshot {
    this.#own = new Set();
    const { thread, stacks, frames, globals, heap } = this;
    return {
      thread,
      stacks: new Map(stacks),
      frames: new Map(frames),
      globals: new Map(globals),
      heap: new Map(heap),
    };
  }

  do(op: Op): void {
    switch (op.do) {
      case 'switch':
        this.thread = op.thread;
        break;
      case 'begin':
        this.frames.set(op.frame, {
          number: op.frame,
          code: op.code,
          line: op.code.line,
          variables: new Map(),
          leftOut: 0,
        });
        this.#stack().push(op.frame);
        break;
      case 'resume':
        this.#stack().push(op.frame);
        break;
      case 'leave':
        this.#stack().pop();
        if (this.depth === 0) this.stacks.delete(this.thread);
        if (!op.rests) this.frames.delete(op.frame);
        break;
      case 'variable': {
        const frame = this.#frame(op.frame);
        if (frame !== undefined) frame.variables = this.#changed(frame.variables, op);
        break;
      }
      case 'global':
        this.globals.set(op.file, this.#changed(this.globals.get(op.file) ?? new Map(), op));
        break;
      case 'leave out': {
        const frame = this.#frame(op.frame);
        if (frame !== undefined) frame.leftOut = op.count;
        break;
      }
      case 'object':
      case 'splice':
        this.heap.set(op.object.id, op.object);
        break;
      case 'write':
        break; // what it wrote is told apart
    }
  }

  /** The innermost frame has come to this line. */
  comeTo(line: number): void {
    const frame = this.innermost === undefined ? undefined : this.#frame(this.innermost);
    if (frame !== undefined) frame.line = line;
  }

  /** A frame that may be changed. */
  #frame(number: number): Own<Frame> | undefined {
    const frame = this.frames.get(number);
    if (frame === undefined || this.#own.has(frame)) return frame;
    const own = { ...frame };
    this.#own.add(own);
    this.frames.set(number, own);
    return own;
  }

  /** The stack of the thread that runs, which may be changed. */
  #stack(): number[] {
    const stack = this.stacks.get(this.thread) ?? [];
    if (this.#own.has(stack)) return stack as number[];
    const own = [...stack];
    this.#own.add(own);
    this.stacks.set(this.thread, own);
    return own;
  }

  #changed(variables: Variables, { name, value }: { name: string; value: Value | undefined }): Variables {
    let own = variables as Map<string, Value>;
    if (!this.#own.has(variables)) {
      own = new Map(variables);
      this.#own.add(own);
    }
    if (value === undefined) own.delete(name);
    else own.set(name, value);
    return own;
  }
}

/** A snapshot as those see it who look at a step. `heads`: the beginnings of long strings, by number. */
export function stateOf(
  { stacks, frames, globals, heap }: Snapshot,
  heads: ReadonlyMap<number, string>,
): State {
  const resting = new Map(frames);
  const threads: Thread[] = [];
  for (const [number, stack] of stacks) {
    const known = stack.map((frame) => frames.get(frame)).filter((frame) => frame !== undefined);
    for (const frame of stack) resting.delete(frame);
    if (known.length > 0) threads.push({ number, frames: known });
  }
  return { threads, resting: [...resting.values()], globals, heap, heads };
}
