/** What is drawn of a state: which frames, which objects, and which of these have a box with arrows to it. */
import {
  type Frame,
  type HeapObject,
  type State,
  type Value,
  type Variable,
  referenceOf,
  valuesIn,
  variablesOf,
} from '../../runner/trace/index.ts';

/** A frame with its variables; or, of a file that was imported, only these. */
export interface DrawnFrame {
  readonly key: string;
  /** Undefined for the variables of a file that does not run now. */
  readonly frame: Frame | undefined;
  readonly file: number;
  readonly role: 'now' | 'waits' | 'rests' | 'file';
  readonly variables: readonly { readonly variable: Variable; readonly value: Value }[];
  readonly leftOut: number;
}

/**
 * How an object is drawn.
 *
 * - `words`: in a line, where it is referred to: functions, ranges, whatever has no parts to look into
 * - `inside`: in the box of the one object that has it, such as a row in its grid
 * - `box`: in a box of its own, with arrows from all that refer to it
 */
export type Drawn = 'words' | 'inside' | 'box';

export interface Picture {
  readonly frames: readonly DrawnFrame[];
  /** Calls between the first frame and the second that are not drawn. */
  readonly framesLeftOut: number;
  readonly boxes: readonly HeapObject[];
  /** Objects that would have a box if there were more room. */
  readonly boxesLeftOut: number;
  readonly state: State;
  readonly more: More;
  drawnAs(id: number): Drawn;
  /** The boxes are numbered from 1; undefined for an object that has none. */
  numberOf(id: number): number | undefined;
}

/** What was recorded of a state beyond what it shows. */
export interface More {
  /** More items of an object. */
  itemsOf(id: number): HeapObject['items'] | undefined;
  /** A long text, by its number. */
  textOf(number: number): string | undefined;
}

/** Frames of the running thread that are drawn: the outermost, and the innermost ones. */
const MOST_FRAMES = 6;
const MOST_OTHERS = 6;
/** Boxes in boxes, at the most: a cube of numbers. */
const MOST_DEEP = 2;

/** @param thread the one that runs */
export function pictureOf(state: State, thread: number, mostBoxes: number, more: More): Picture {
  const { frames, framesLeftOut } = framesOf(state, thread);
  const roots = frames.flatMap(({ variables }) => variables.map(({ value }) => value));
  const { order, holders } = walk(state.heap, roots);
  const drawn = new Map<number, Drawn>();
  const depths = new Map<number, number>();
  for (const object of order) {
    const holder = holders.get(object.id);
    const depth = holder?.by === undefined ? 0 : (depths.get(holder.by) ?? 0) + 1;
    const how = drawnAs(object, holder, depth);
    drawn.set(object.id, how);
    depths.set(object.id, how === 'inside' ? depth : 0);
  }
  const all = order.filter(({ id }) => drawn.get(id) === 'box');
  const boxes = all.slice(0, mostBoxes);
  const numbers = new Map(boxes.map(({ id }, at) => [id, at + 1]));
  return {
    frames,
    framesLeftOut,
    boxes,
    boxesLeftOut: all.length - boxes.length,
    state,
    more,
    drawnAs: (id) => drawn.get(id) ?? 'words',
    numberOf: (id) => numbers.get(id),
  };
}

interface Holder {
  readonly references: number;
  /** The object that referred to it first; undefined if a variable did. */
  readonly by: number | undefined;
}

function drawnAs(object: HeapObject, holder: Holder | undefined, depth: number): Drawn {
  if (object.kind === 'text') return 'words';
  if (object.kind === 'function') return object.items.length === 0 ? 'words' : 'box';
  if (object.kind === 'class') return object.total > 0 ? 'box' : 'words';
  const alone = holder?.references === 1 && holder.by !== undefined;
  return alone && object.kind !== 'instance' && depth <= MOST_DEEP ? 'inside' : 'box';
}

/** All objects that can be reached, each before what it holds, and who refers to them. */
function walk(heap: ReadonlyMap<number, HeapObject>, roots: readonly Value[]) {
  const order: HeapObject[] = [];
  const holders = new Map<number, Holder>();
  const open: { readonly value: Value; readonly by: number | undefined }[] = roots
    .map((value) => ({ value, by: undefined }))
    .reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const id = referenceOf(next.value);
    const object = id === undefined ? undefined : heap.get(id);
    if (object === undefined) continue;
    const known = holders.get(object.id);
    holders.set(object.id, {
      references: (known?.references ?? 0) + 1,
      by: known === undefined ? next.by : known.by,
    });
    if (known !== undefined) continue;
    order.push(object);
    const inside = valuesIn(object);
    for (let at = inside.length - 1; at >= 0; at -= 1) {
      const value = inside[at];
      if (value !== undefined) open.push({ value, by: object.id });
    }
  }
  return { order, holders };
}

function framesOf(state: State, thread: number): Pick<Picture, 'frames' | 'framesLeftOut'> {
  const running = state.threads.find(({ number }) => number === thread) ?? state.threads[0];
  const stack = running?.frames ?? [];
  const left = Math.max(0, stack.length - MOST_FRAMES);
  const shown = left === 0 ? stack : [...stack.slice(0, 1), ...stack.slice(1 + left)];
  const others = state.threads.filter((one) => one !== running).flatMap(({ frames }) => frames.slice(-1));
  const drawn = [
    ...shown.map((frame) => drawnFrame(state, frame, frame === stack.at(-1) ? 'now' : 'waits')),
    ...others.slice(0, MOST_OTHERS).map((frame) => drawnFrame(state, frame, 'waits')),
    ...state.resting.slice(0, MOST_OTHERS).map((frame) => drawnFrame(state, frame, 'rests')),
  ];
  const modules = new Set(drawn.flatMap(({ frame, file }) => (frame?.code.kind === 'module' ? [file] : [])));
  for (const [file, variables] of state.globals) {
    if (modules.has(file) || variables.size === 0) continue;
    drawn.push({
      key: `file ${file}`,
      frame: undefined,
      file,
      role: 'file',
      variables: [...variables].map(([name, value]) => ({ variable: { file, name }, value })),
      leftOut: 0,
    });
  }
  return { frames: drawn, framesLeftOut: left };
}

function drawnFrame(state: State, frame: Frame, role: DrawnFrame['role']): DrawnFrame {
  const { file } = frame.code;
  const isModule = frame.code.kind === 'module';
  const variables = [...variablesOf(state, frame)].map(([name, value]) => ({
    variable: isModule ? { file, name } : { frame: frame.number, name },
    value,
  }));
  return { key: `frame ${frame.number}`, frame, file, role, variables, leftOut: frame.leftOut };
}
