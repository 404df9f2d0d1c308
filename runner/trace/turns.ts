import { type Variable, changesOf, valueOf } from './changes.ts';
import type { Step, TraceReader } from './reader.ts';
import type { Value } from './records.ts';
import { type State, reachable } from './state.ts';

/** Where a loop stands: its header's line, and the first and last line of its body. */
export interface LoopLines {
  readonly file: number;
  readonly header: number;
  readonly first: number;
  readonly last: number;
}

/** One time round. */
export interface Turn {
  /** Counted from 1. */
  readonly number: number;
  /** The step at which the header is about to run. */
  readonly from: number;
  /** The step at which it is over: back at the header, or after the loop; the trace's last if it never was. */
  readonly to: number;
}

/** One time that a loop was gone through, from its first turn to its last, by one frame. */
export interface LoopRun {
  readonly frame: number;
  readonly turns: readonly Turn[];
}

/** Values at the end of a turn, in the order of the table's columns; undefined where a variable is not there. */
export interface TurnRow {
  readonly turn: Turn;
  readonly values: readonly (Value | undefined)[];
  /** For finding what the values refer to. */
  readonly state: State;
}

/**
 * The run of a loop that step `n` is in, whether it is in the loop itself or in what the loop has called. Undefined
 * if it is in none.
 */
export function loopAt(trace: TraceReader, n: number, lines: LoopLines): LoopRun | undefined {
  const { thread } = trace.step(n);
  const stack = trace.stateAt(n).threads.find(({ number }) => number === thread)?.frames ?? [];
  const frame = stack.findLast(({ code, line }) => code.file === lines.file && covers(lines, line));
  return frame === undefined
    ? undefined
    : { frame: frame.number, turns: turnsOf(trace, n, frame.number, lines) };
}

/** The turn of a loop that step `n` is in. */
export function turnAt({ turns }: LoopRun, n: number): Turn | undefined {
  return turns.findLast(({ from }) => from <= n);
}

/** The variables that any of these turns changed: the columns of their table, in the order of their first change. */
export function columnsOf(trace: TraceReader, run: LoopRun): Variable[] {
  const [first, last] = [run.turns[0], run.turns.at(-1)];
  if (first === undefined || last === undefined) return [];
  const columns = new Map<string, Variable>();
  const inside = new Set<number>();
  for (let n = first.from + 1; n <= last.to; n += 1) {
    const { variables, items, objects } = changesOf(trace, n);
    for (const variable of variables) {
      if ('file' in variable || variable.frame === run.frame) columns.set(nameOf(variable), variable);
    }
    for (const { id } of items) inside.add(id);
    for (const id of objects) inside.add(id);
  }
  // A list that only grew was not given another value, and is what the loop is about.
  const state = trace.stateAt(last.to);
  for (const variable of variablesOfFrame(state, run.frame)) {
    if (columns.has(nameOf(variable))) continue;
    const value = valueOf(state, variable);
    if (value === undefined) continue;
    if ([...reachable(state.heap, [value])].some((id) => inside.has(id))) {
      columns.set(nameOf(variable), variable);
    }
  }
  return [...columns.values()];
}

/** Some rows of the table: as many as are shown, since each is a state. */
export function rowsOf(trace: TraceReader, turns: readonly Turn[], columns: readonly Variable[]): TurnRow[] {
  return turns.map((turn) => {
    const state = trace.stateAt(turn.to);
    return { turn, state, values: columns.map((variable) => valueOf(state, variable)) };
  });
}

const covers = ({ header, first, last }: LoopLines, line: number) =>
  line === header || (line >= first && line <= last);

const nameOf = (variable: Variable) => JSON.stringify(variable);

function turnsOf(trace: TraceReader, n: number, frame: number, lines: LoopLines): Turn[] {
  const isOutside = (step: Step) => step.frame === frame && !covers(lines, step.line);
  const isBegin = (step: Step) => step.frame === frame && step.kind === 'call';
  let start = n;
  while (start > 0 && !isOutside(trace.step(start - 1)) && !isBegin(trace.step(start - 1))) start -= 1;

  const turns: Turn[] = [];
  let from: number | undefined;
  let inBody = false;
  const close = (to: number) => {
    // The header's last run finds that there is nothing more to do. On a loop of one line that cannot be seen.
    if (from !== undefined && (inBody || lines.last === lines.header)) {
      turns.push({ number: turns.length + 1, from, to });
    }
    inBody = false;
  };
  let at = start;
  for (; at < trace.stepCount; at += 1) {
    const step = trace.step(at);
    if (step.frame !== frame) continue;
    if (!covers(lines, step.line)) break;
    // Returning from inside the loop is a step on the same line, and no new turn.
    if (step.line === lines.header && step.kind === 'line') {
      close(at);
      from = at;
    } else if (step.kind === 'line') {
      inBody = true;
    }
  }
  close(Math.min(at, trace.stepCount - 1));
  return turns;
}

function variablesOfFrame(state: State, number: number): Variable[] {
  const frames = [...state.threads.flatMap((thread) => thread.frames), ...state.resting];
  const frame = frames.find((one) => one.number === number);
  if (frame === undefined) return [];
  if (frame.code.kind !== 'module')
    return [...frame.variables.keys()].map((name) => ({ frame: number, name }));
  const { file } = frame.code;
  return [...(state.globals.get(file)?.keys() ?? [])].map((name) => ({ file, name }));
}
