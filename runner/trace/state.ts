import type { CodeKind, NamedKind, Pair, SequenceKind, Value } from './records.ts';

/** A piece of the pupil's code: a module, a function, a class body, a generator or a coroutine. */
export interface Code {
  readonly number: number;
  /** Number of its file. */
  readonly file: number;
  /** Its qualified name: `Dog.bark`, `<module>`. */
  readonly name: string;
  readonly kind: CodeKind;
  /** Its first line. */
  readonly line: number;
}

export type Variables = ReadonlyMap<string, Value>;

/** A call that is going on or rests. One whose code is a module has no variables: they are its file's globals. */
export interface Frame {
  /** Frames are numbered as they begin, from 0; below zero are those that nobody watched. */
  readonly number: number;
  readonly code: Code;
  /** Where its last step was. */
  readonly line: number;
  readonly variables: Variables;
  /** How many variables are not recorded. */
  readonly leftOut: number;
}

interface Thing {
  readonly id: number;
  /** Name of its Python type. */
  readonly type: string;
  /** How many items it has; those in `items` are the first of them, and the others are not recorded. */
  readonly total: number;
}
interface Sequence extends Thing {
  readonly kind: SequenceKind;
  readonly text: null;
  readonly items: readonly Value[];
}
/** Its items are keys and values, or names and what they are. */
interface Mapping extends Thing {
  readonly kind: 'dict' | NamedKind;
  /** A class's name, a function's name and parameters. */
  readonly text: string | null;
  readonly items: readonly Pair[];
}
/** It is shown as it is written, and has no parts. */
interface Written extends Thing {
  readonly kind: 'text';
  readonly text: string | null;
  readonly items: readonly [];
}
/** An object of the program, as far as it was recorded. */
export type HeapObject = Sequence | Mapping | Written;

/** The frames of a thread, the innermost last. */
export interface Thread {
  readonly number: number;
  readonly frames: readonly Frame[];
}

/** How everything was at a step. Never changed once given. */
export interface State {
  /** Threads that have frames. */
  readonly threads: readonly Thread[];
  /** Generators and coroutines that wait to be asked for more. */
  readonly resting: readonly Frame[];
  /** Variables of each file, by its number. */
  readonly globals: ReadonlyMap<number, Variables>;
  /** Objects by number; among them may be some that nothing refers to any more. */
  readonly heap: ReadonlyMap<number, HeapObject>;
  /** The beginnings of long strings, by number. The only part that may still grow. */
  readonly heads: ReadonlyMap<number, string>;
}

/** The number of the object that a value refers to; undefined if it is not a reference. */
export function referenceOf(value: Value): number | undefined {
  if (!Array.isArray(value) || value.length !== 1) return undefined;
  const [first] = value;
  return first === '?' ? undefined : first;
}

/** The variables that a frame can be said to have: a module's are the globals of its file. */
export function variablesOf(state: State, frame: Frame): Variables {
  if (frame.code.kind !== 'module') return frame.variables;
  return state.globals.get(frame.code.file) ?? new Map();
}

/** What an object holds: items, or keys, names and values in turn. */
export function valuesIn(object: HeapObject): readonly Value[] {
  return isMapping(object) ? object.items.flatMap((pair): readonly Value[] => pair) : object.items;
}

/** Whether its items are keys and values, or names and what they are. */
const isMapping = (object: HeapObject): object is Mapping =>
  object.kind === 'dict' ||
  object.kind === 'instance' ||
  object.kind === 'class' ||
  object.kind === 'function';

/** The objects that can be reached from some values, by any number of steps. */
export function reachable(heap: ReadonlyMap<number, HeapObject>, from: Iterable<Value>): Set<number> {
  const found = new Set<number>();
  const open: number[] = [];
  const look = (value: Value) => {
    const id = referenceOf(value);
    if (id === undefined || found.has(id)) return;
    found.add(id);
    open.push(id);
  };
  for (const value of from) look(value);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const object = heap.get(id);
    if (object !== undefined) for (const value of valuesIn(object)) look(value);
  }
  return found;
}

/** The values of all variables. */
export function* rootsOf(state: State): Generator<Value, void> {
  for (const { frames } of state.threads) for (const frame of frames) yield* frame.variables.values();
  for (const frame of state.resting) yield* frame.variables.values();
  for (const variables of state.globals.values()) yield* variables.values();
}

/** An object with more of its items than steps show, as it was at a step. */
export interface Whole {
  readonly step: number;
  readonly total: number;
  /** As those of a `HeapObject` of its kind. */
  readonly items: HeapObject['items'];
}
