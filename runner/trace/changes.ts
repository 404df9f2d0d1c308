import type { Op } from './machine.ts';
import type { TraceReader } from './reader.ts';
import type { Value } from './records.ts';
import { type State, reachable } from './state.ts';
import type { Direction } from './stepping.ts';

/** A variable of a frame, or a global one of a file. */
export type Variable =
  { readonly frame: number; readonly name: string } | { readonly file: number; readonly name: string };

/** Some items of an object that were replaced by others. */
export interface ItemsChanged {
  readonly id: number;
  /** Place of the first. */
  readonly start: number;
  /** How many were there, and how many are there now. */
  readonly removed: number;
  readonly added: number;
}

/** What a step changed, for whoever draws it. */
export interface StepChanges {
  readonly variables: readonly Variable[];
  readonly items: readonly ItemsChanged[];
  /** Objects that are new, or were told anew. */
  readonly objects: ReadonlySet<number>;
  /** Frames that began in this step. */
  readonly frames: ReadonlySet<number>;
}

/** What step `n` changed. @throws RangeError if there is no such step */
export function changesOf(trace: TraceReader, n: number): StepChanges {
  const variables: Variable[] = [];
  const items: ItemsChanged[] = [];
  const objects = new Set<number>();
  const frames = new Set<number>();
  for (const op of trace.opsOf(n)) {
    const variable = variableOf(op);
    if (variable !== undefined) variables.push(variable);
    else if (op.do === 'object' && op.anew) objects.add(op.object.id);
    else if (op.do === 'begin') frames.add(op.frame);
    else if (op.do === 'splice') {
      const { id, start, removed, added } = op;
      items.push({ id, start, removed, added });
    }
  }
  return { variables, items, objects, frames };
}

/**
 * The nearest step, `n` not counted, that gave a variable another value, or changed something inside the object
 * that it is. Undefined if no step did, or if the variable is not there at that end of `n`.
 */
export function changeOf(
  trace: TraceReader,
  variable: Variable,
  n: number,
  direction: Direction,
): number | undefined {
  const by = direction === 'forwards' ? 1 : -1;
  // What counts as inside stays the same until something inside changes, so it is looked up once.
  const from = direction === 'forwards' ? n : n - 1;
  if (from < 0) return undefined;
  const value = valueOf(trace.stateAt(from), variable);
  const inside = value === undefined ? new Set<number>() : reachable(trace.stateAt(from).heap, [value]);
  for (let at = n + by; at >= 0 && at < trace.stepCount; at += by) {
    if (trace.opsOf(at).some((op) => touches(op, variable, inside))) return at;
  }
  return undefined;
}

/** What a variable is in a state; undefined if it is not there. */
export function valueOf(state: State, variable: Variable): Value | undefined {
  if ('file' in variable) return state.globals.get(variable.file)?.get(variable.name);
  const frames = [...state.threads.flatMap((thread) => thread.frames), ...state.resting];
  return frames.find(({ number }) => number === variable.frame)?.variables.get(variable.name);
}

function variableOf(op: Op): Variable | undefined {
  if (op.do === 'variable') return { frame: op.frame, name: op.name };
  return op.do === 'global' ? { file: op.file, name: op.name } : undefined;
}

function touches(op: Op, variable: Variable, inside: ReadonlySet<number>): boolean {
  if (op.do === 'object') return op.anew && inside.has(op.object.id);
  if (op.do === 'splice') return inside.has(op.id);
  if (op.do === 'variable') {
    return 'frame' in variable && variable.frame === op.frame && variable.name === op.name;
  }
  return op.do === 'global' && 'file' in variable && variable.file === op.file && variable.name === op.name;
}
