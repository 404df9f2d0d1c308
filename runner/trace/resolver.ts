import { isNamed, isPair, isValue } from './check.ts';
import { TRACE_LIMITS as MOST } from './limits.ts';
import { Machine, type Op, stateOf } from './machine.ts';
import { Wrong } from './problem.ts';
import type { Change, HeapEntry, KeyRecord, StepRecord, TraceRecord, Value } from './records.ts';
import {
  type Code,
  type Frame,
  type HeapObject,
  type State,
  type Whole,
  reachable,
  referenceOf,
  rootsOf,
  valuesIn,
} from './state.ts';

/**
 * Makes out what the numbers in records mean, one record after the other, and refuses those that mean nothing.
 * It holds the state after the last record.
 */
export class Resolver {
  readonly machine = new Machine();
  readonly files: string[] = [];
  readonly codes = new Map<number, Code>();
  /** The beginnings of long strings. */
  readonly heads = new Map<number, string>();
  readonly #fileNumbers = new Set<number>();
  /** How many steps there were. */
  steps = 0;
  #frames = 0;
  /** Items of all objects that were told, as often as they were. */
  #items = 0;
  /** Frames whose last step gave something: if they are left now, they rest. */
  readonly #giving = new Set<number>();
  /** Objects that nothing refers to any more. FORMAT.md has them forgotten; a tracer that has not is understood. */
  readonly #forgotten = new Map<number, HeapObject>();
  /** Objects that this step speaks of and that are still to come in it. */
  readonly #awaited = new Set<number>();

  /** @throws Wrong */
  file([, number, path]: Extract<TraceRecord, ['file', ...unknown[]]>): void {
    if (this.#fileNumbers.has(number)) throw new Wrong(`file ${number} again`);
    if (number >= MOST.files) throw new Wrong('too many files');
    this.#fileNumbers.add(number);
    this.files[number] = path;
  }

  /** @throws Wrong */
  code([, number, file, name, kind, line]: Extract<TraceRecord, ['code', ...unknown[]]>): void {
    if (this.codes.has(number)) throw new Wrong(`code ${number} again`);
    if (this.codes.size >= MOST.codes) throw new Wrong('too many codes');
    this.#knowFile(file);
    this.codes.set(number, { number, file, name, kind, line });
  }

  /** @throws Wrong */
  head([, number, text]: Extract<TraceRecord, ['head', ...unknown[]]>): void {
    if (this.heads.has(number)) throw new Wrong(`head ${number} again`);
    if (this.heads.size >= MOST.heads) throw new Wrong('too many heads');
    this.heads.set(number, text);
  }

  #knowFile(file: number): void {
    if (!this.#fileNumbers.has(file)) throw new Wrong(`unknown file ${file}`);
  }

  /** What this step changes. It has been done to the machine. @throws Wrong */
  step(record: StepRecord): Op[] {
    if (this.steps >= MOST.steps) throw new Wrong('too many steps');
    this.steps += 1;
    const ops: Op[] = [];
    const value = valueGiven(record);
    if (value !== undefined) this.#refer(value, ops);
    for (let at = firstChange(record); at < record.length; at += 1) {
      this.#change(record[at] as Change, ops);
    }
    for (const id of this.#awaited) {
      if (!this.machine.heap.has(id)) throw new Wrong(`unknown object ${id}`);
    }
    this.#awaited.clear();
    const frame = this.#innermost();
    if (record[0] === 'y') this.#giving.add(frame);
    else this.#giving.delete(frame);
    this.machine.comeTo(record[1]);
    return ops;
  }

  /** The frame that the last step was in. @throws Wrong if there is none */
  get frame(): Frame {
    const frame = this.machine.frames.get(this.#innermost());
    if (frame === undefined) throw new Wrong('no frame');
    return frame;
  }

  /** Refuses a step that was not told yet. Of those after the last, −1, it makes Infinity. @throws Wrong */
  known(step: number): number {
    if (step >= this.steps) throw new Wrong(`unknown step ${step}`);
    return step < 0 ? Infinity : step;
  }

  /** More items of an object that the last steps knew. @throws Wrong */
  whole([, step, id, total, ...items]: Extract<TraceRecord, ['whole', ...unknown[]]>): Whole {
    const object = this.machine.heap.get(id) ?? this.#forgotten.get(id);
    if (object === undefined) throw new Wrong(`unknown object ${id}`);
    if (items.length > total) throw new Wrong(`too many items of ${id}`);
    if (!items.every(ITEM_OF[object.kind])) throw new Wrong(`other items of ${id}`);
    return { step: this.known(step), total, items: items as HeapObject['items'] };
  }

  /** The state after the last step. @throws Wrong */
  later([, , visits, last, key]: Extract<TraceRecord, ['later', ...unknown[]]>): State {
    for (const [file] of [...visits, ...last]) this.#knowFile(file);
    return stateOf(this.#told(key), this.heads);
  }

  /** From here on the state is that of a keyframe. @throws Wrong */
  key(record: KeyRecord): void {
    if (record[1] < 0 || record[1] !== this.steps - 1) throw new Wrong('a keyframe of another step');
    const { machine } = this;
    const state = this.#told(record);
    for (const [id, object] of machine.heap) this.#forgotten.set(id, object);
    for (const part of ['stacks', 'frames', 'globals', 'heap'] as const) machine[part].clear();
    for (const [thread, stack] of state.stacks) machine.stacks.set(thread, stack);
    for (const [number, frame] of state.frames) {
      machine.frames.set(number, frame);
      this.#frames = Math.max(this.#frames, number + 1);
    }
    for (const [file, variables] of state.globals) machine.globals.set(file, variables);
    for (const [id, object] of state.heap) {
      machine.heap.set(id, object);
      this.#forgotten.delete(id);
    }
  }

  /** Let go of objects that nothing refers to; `given` is what the last step returned. */
  forget(given: Value | undefined): void {
    const { heap } = this.machine;
    const roots = [...rootsOf(stateOf(this.machine, this.heads)), ...(given === undefined ? [] : [given])];
    const used = reachable(heap, roots);
    for (const [id, object] of heap) {
      if (used.has(id)) continue;
      heap.delete(id);
      this.#forgotten.set(id, object);
    }
  }

  /** The state that a keyframe tells. @throws Wrong */
  #told([, , threads, globals, heap, resting]: KeyRecord): Machine {
    const machine = new Machine();
    const awaited: Value[] = [];
    const add = ([number, code, line, variables, leftOut]: KeyRecord[5][number]): number => {
      const known = this.codes.get(code);
      if (known === undefined) throw new Wrong(`unknown code ${code}`);
      if (machine.frames.has(number)) throw new Wrong(`frame ${number} twice`);
      const frame: Frame = { number, code: known, line, variables: new Map(variables), leftOut };
      for (const [, value] of variables) awaited.push(value);
      machine.frames.set(number, frame);
      return number;
    };
    for (const [thread, frames] of threads) {
      if (machine.stacks.has(thread)) throw new Wrong(`thread ${thread} twice`);
      if (frames.length > 0) machine.stacks.set(thread, frames.map(add));
    }
    resting.forEach(add);
    for (const [file, variables] of globals) {
      this.#knowFile(file);
      for (const [, value] of variables) awaited.push(value);
      machine.globals.set(file, new Map(variables));
    }
    for (const entry of heap) {
      const object = objectOf(entry);
      machine.heap.set(object.id, object);
      awaited.push(...valuesIn(object));
    }
    for (const value of awaited) {
      this.#knowHead(value);
      const id = referenceOf(value);
      if (id !== undefined && !machine.heap.has(id)) throw new Wrong(`unknown object ${id}`);
    }
    return machine;
  }

  #change(change: Change, ops: Op[]): void {
    const op = this.#made(change, ops);
    ops.push(op);
    this.machine.do(op);
  }

  #made(change: Change, ops: Op[]): Op {
    const { machine } = this;
    switch (change[0]) {
      case '@':
        if (change[1] >= MOST.threads) throw new Wrong('too many threads');
        return { do: 'switch', thread: change[1] };
      case 'o':
        return { do: 'write', bytes: change[1] };
      case '(':
        return this.#entered(change[1], change[2]);
      case ')': {
        if (change[1] !== undefined) {
          this.#knowResting(change[1]);
          return { do: 'end', frame: change[1] };
        }
        const frame = this.#innermost();
        const rests = this.#giving.delete(frame);
        return { do: 'leave', frame, rests };
      }
      case '=':
        this.#refer(change[2], ops);
        return this.#variable(change[1], change[2], change[3]);
      case '-':
        return this.#variable(change[1], undefined, change[2]);
      case 'g':
        if (change[3] !== undefined) this.#refer(change[3], ops);
        return this.#global(change[1], change[2], change[3]);
      case '~': {
        const frame = change[2] ?? this.#innermost();
        if (!machine.frames.has(frame)) throw new Wrong(`unknown frame ${frame}`);
        return { do: 'leave out', frame, count: change[1] };
      }
      case '*': {
        const object = objectOf(change.slice(1) as HeapEntry);
        for (const value of valuesIn(object)) this.#refer(value, ops);
        this.#weigh(object);
        return { do: 'object', object, anew: true };
      }
      case 's':
        return this.#spliced(change, ops);
    }
  }

  #entered(number: number, resumed: number | undefined): Op {
    const code = this.codes.get(number);
    if (code === undefined) throw new Wrong(`unknown code ${number}`);
    const { machine } = this;
    if (machine.frames.size >= MOST.frames) throw new Wrong('too many frames');
    if (resumed === undefined) return { do: 'begin', frame: this.#frames++, code };
    this.#knowResting(resumed);
    if (machine.frames.get(resumed)?.code !== code) throw new Wrong(`frame ${resumed} has another code`);
    return { do: 'resume', frame: resumed };
  }

  /** Asked of generators only, so it may take its time. @throws Wrong if it does not rest */
  #knowResting(frame: number): void {
    const { frames, stacks } = this.machine;
    if (!frames.has(frame) || [...stacks.values()].some((stack) => stack.includes(frame))) {
      throw new Wrong(`frame ${frame} does not rest`);
    }
  }

  #variable(name: string, value: Value | undefined, asked: number | undefined): Op {
    const number = asked ?? this.#innermost();
    const frame = this.machine.frames.get(number);
    if (frame === undefined) throw new Wrong(`unknown frame ${number}`);
    if (frame.code.kind === 'module') return this.#global(frame.code.file, name, value);
    if (frame.variables.size >= MOST.variables && !frame.variables.has(name))
      throw new Wrong('too many variables');
    return { do: 'variable', frame: number, name, value };
  }

  #global(file: number, name: string, value: Value | undefined): Op {
    this.#knowFile(file);
    const variables = this.machine.globals.get(file);
    if (variables !== undefined && variables.size >= MOST.variables && !variables.has(name)) {
      throw new Wrong('too many variables');
    }
    return { do: 'global', file, name, value };
  }

  #spliced([, id, start, remove, total, ...items]: Extract<Change, ['s', ...unknown[]]>, ops: Op[]): Op {
    if (!this.machine.heap.has(id)) this.#recall(id, ops);
    const old = this.machine.heap.get(id);
    if (old === undefined || start + remove > old.items.length) throw new Wrong(`no such items of ${id}`);
    const after = old.items.toSpliced(start, remove, ...(items as never[]));
    if (after.length > MOST.items || after.length > total) throw new Wrong(`too many items of ${id}`);
    if (!items.every(ITEM_OF[old.kind])) throw new Wrong(`other items of ${id}`);
    const object = { ...old, total, items: after } as HeapObject;
    this.#weigh(object);
    for (const value of valuesIn({ ...object, items } as HeapObject)) this.#refer(value, ops);
    return { do: 'splice', id, start, removed: remove, added: items.length, object };
  }

  /** A small change makes a whole object anew, so a short trace could fill the memory. @throws Wrong */
  #weigh({ items }: HeapObject): void {
    this.#items += items.length;
    if (this.#items > MOST.itemsInAll) throw new Wrong('too many items in all');
  }

  #innermost(): number {
    const frame = this.machine.innermost;
    if (frame === undefined) throw new Wrong('no frame');
    return frame;
  }

  /** A value is spoken of: if it is an object, it must be there when the step is complete. */
  #refer(value: Value, ops: Op[]): void {
    this.#knowHead(value);
    const id = referenceOf(value);
    if (id === undefined || this.machine.heap.has(id)) return;
    if (!this.#recall(id, ops)) this.#awaited.add(id);
  }

  #knowHead(value: Value): void {
    if (!Array.isArray(value) || value[0] !== 's' || this.heads.has(value[1])) return;
    throw new Wrong(`unknown head ${value[1]}`);
  }

  /** Bring back an object that was let go, and all that it refers to. */
  #recall(first: number, ops: Op[]): boolean {
    if (!this.#forgotten.has(first)) return false;
    for (const id of reachable(this.#forgotten, [[first]])) {
      const object = this.#forgotten.get(id);
      if (object === undefined) continue;
      this.#forgotten.delete(id);
      const op: Op = { do: 'object', object, anew: false };
      ops.push(op);
      this.machine.do(op);
    }
    return true;
  }
}

/** What the items of each kind of object look like. */
const ITEM_OF: Readonly<Record<HeapObject['kind'], (item: unknown) => boolean>> = {
  list: isValue,
  tuple: isValue,
  set: isValue,
  frozenset: isValue,
  deque: isValue,
  dict: isPair,
  instance: isNamed,
  class: isNamed,
  function: isNamed,
  text: () => false,
};

/** What a step returned or gave; undefined if it is another kind of step. */
export function valueGiven(record: StepRecord): Value | undefined {
  return record[0] === 'r' || record[0] === 'y' ? record[2] : undefined;
}

/** Where a step's changes begin. */
function firstChange(record: StepRecord): number {
  if (record[0] === 'x') return 4;
  return record[0] === 'r' || record[0] === 'y' ? 3 : 2;
}

/** An object as a record has it. Its shape was checked. */
function objectOf([id, kind, type, text, total, ...items]: HeapEntry): HeapObject {
  return { id, kind, type, text, total, items } as HeapObject;
}
