/**
 * Programs that never were, and what a plain recorder says of them: after each step it compares everything with
 * everything. Slow, obvious, and without a line in common with the reader.
 */
import type { Change, Value } from '../records.ts';

type Named = Record<string, Value>;
interface PlainFrame {
  readonly number: number;
  readonly code: number;
  line: number;
  readonly variables: Named;
  leftOut: number;
}
interface PlainObject {
  readonly kind: 'list' | 'dict' | 'instance' | 'text';
  readonly text: string | null;
  total: number;
  readonly items: unknown[];
}

/** Everything at a step; objects that nothing refers to are left out. */
export interface PlainState {
  readonly threads: Record<number, PlainFrame[]>;
  readonly resting: Record<number, PlainFrame>;
  readonly globals: Record<number, Named>;
  readonly heap: Record<number, PlainObject>;
}

export interface Imagined {
  /** The trace as a box would send it, without keyframes. */
  readonly lines: string[];
  /** How everything was at each step. */
  readonly states: PlainState[];
}

const MODULE = 0;
const FUNCTION = 1;
const GENERATOR = 2;
// Small worlds: everything is compared with everything.
const MOST_OBJECTS = 20;
const MOST_FRAMES = 4;
const NAMES = ['a', 'b', 'c', 'größe', '__proto__', 'x1'];

/** Numbers from 0 to below `n`, the same for the same seed. */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

/** A program of so many steps. */
export function imagine(seed: number, steps: number): Imagined {
  const roll = dice(seed);
  const world: PlainState = { threads: {}, resting: {}, globals: { 0: {} }, heap: {} };
  const lines: unknown[] = [
    { trace: 1, python: '3.13.5', entry: 'a.py' },
    ['file', 0, 'a.py'],
    ['code', MODULE, 0, '<module>', 'module', 1],
    ['code', FUNCTION, 0, 'f', 'function', 1],
    ['code', GENERATOR, 0, 'g', 'generator', 1],
  ];
  const states: PlainState[] = [];
  let frames = 0;
  let objects = 0;
  let thread = 0;
  /** Whether the frame that is innermost may be left, and whether it then rests. */
  let leaving: 'no' | 'for good' | 'for now' = 'no';

  const stack = () => (world.threads[thread] ??= []);
  const top = () => stack().at(-1);

  const value = (depth = 0): Value => {
    const known = Object.keys(world.heap);
    switch (roll(9)) {
      case 0:
        return null;
      case 1:
        return roll(2) === 0;
      case 2:
        return roll(1000) - 500;
      case 3:
        return 'xyz🐍'.slice(0, roll(5));
      case 4:
        return ['f', '0.5'];
      case 5:
        return known.length > 0 ? [Number(known[roll(known.length)])] : ['?'];
      default:
        return depth < 2 && known.length < MOST_OBJECTS ? [made(depth + 1)] : 0;
    }
  };
  const itemOf = (kind: PlainObject['kind'], depth: number): unknown => {
    if (kind === 'list') return value(depth);
    return kind === 'dict' ? [value(depth), value(depth)] : [NAMES[roll(NAMES.length)], value(depth)];
  };
  const made = (depth: number): number => {
    const kind = (['list', 'dict', 'instance', 'text'] as const)[roll(4)] ?? 'list';
    const id = objects++;
    const length = kind === 'text' ? 0 : roll(4);
    const items = Array.from({ length }, () => itemOf(kind, depth));
    world.heap[id] = { kind, text: kind === 'text' ? 'range(0, 3)' : null, total: length + roll(2), items };
    return id;
  };
  const mutate = () => {
    const known = Object.keys(world.heap);
    const object = world.heap[Number(known[roll(known.length)] ?? -1)];
    if (object === undefined || object.kind === 'text') return;
    const start = roll(object.items.length + 1);
    const added = Array.from({ length: roll(3) }, () => itemOf(object.kind, 1));
    object.items.splice(start, roll(3), ...added);
    object.total = object.items.length + roll(3);
  };
  const assign = () => {
    const name = NAMES[roll(NAMES.length)] ?? 'a';
    const all = [...Object.values(world.threads).flat(), ...Object.values(world.resting)];
    const frame = roll(4) > 0 ? top() : all[roll(all.length)];
    const target = frame === undefined || frame.code === MODULE ? world.globals[0] : frame.variables;
    if (target === undefined) return;
    // As a plain key: this very test has a variable of that name.
    if (roll(5) === 0) Reflect.deleteProperty(target, `=${name}`);
    else target[`=${name}`] = value();
    if (roll(9) === 0 && frame !== undefined) frame.leftOut = roll(5);
  };

  for (let step = 0; step < steps; step += 1) {
    const before = copy(world);
    const moves: Change[] = [];
    let kind: 'l' | 'c' | 'r' | 'y' | 'w' | 'x' = roll(12) === 0 ? 'x' : 'l';
    if (leaving !== 'no') {
      moves.push([')']);
      const left = stack().pop();
      if (left !== undefined && leaving === 'for now') world.resting[left.number] = left;
      leaving = 'no';
    }
    if (roll(10) === 0) {
      thread = roll(3);
      moves.push(['@', thread]);
    }
    const resting = Object.values(world.resting);
    const resumed = resting[roll(resting.length + 1)];
    if (resumed !== undefined && roll(3) === 0) {
      moves.push(['(', resumed.code, resumed.number]);
      stack().push(resumed);
      Reflect.deleteProperty(world.resting, resumed.number);
      kind = 'w';
    } else if (top() === undefined || (stack().length < MOST_FRAMES && roll(4) === 0)) {
      const code = frames === 0 ? MODULE : 1 + roll(2);
      moves.push(['(', code]);
      stack().push({ number: frames++, code, line: 1, variables: {}, leftOut: 0 });
      kind = 'c';
    }
    for (let times = roll(4); times > 0; times -= 1) (roll(3) === 0 ? mutate : assign)();

    const frame = top();
    if (frame === undefined) throw new Error('no frame');
    frame.line = 1 + roll(9);
    let given: Value | undefined;
    if (kind === 'l' && frame.code !== MODULE && roll(3) === 0) {
      kind = frame.code === GENERATOR && resting.length < MOST_FRAMES && roll(2) === 0 ? 'y' : 'r';
      leaving = kind === 'y' ? 'for now' : 'for good';
      given = value();
    }
    forget(world, given);
    const changes = [...moves, ...differences(before, world)];
    lines.push([
      kind,
      frame.line,
      ...(given === undefined ? [] : [given]),
      ...(kind === 'x' ? ['ValueError', null] : []),
      ...changes,
    ]);
    states.push(copy(world));
  }
  lines.push(['end', 'done', steps, steps]);
  return { lines: lines.map((line) => JSON.stringify(line)), states };
}

const copy = (world: PlainState) => JSON.parse(JSON.stringify(world)) as PlainState;

/** Names as the trace has them: the model puts a sign before, so that `__proto__` is a key as any other. */
const nameIn = (key: string): string => key.slice(1);

function differences(before: PlainState, after: PlainState): Change[] {
  const changes: Change[] = [];
  const framesIn = (state: PlainState) => [
    ...Object.values(state.threads).flat(),
    ...Object.values(state.resting),
  ];
  const old = new Map(framesIn(before).map((frame) => [frame.number, frame]));
  for (const frame of framesIn(after)) {
    const was = old.get(frame.number);
    for (const [key, value] of changed(was?.variables ?? {}, frame.variables)) {
      changes.push(
        value === undefined ? ['-', nameIn(key), frame.number] : ['=', nameIn(key), value, frame.number],
      );
    }
    if (frame.leftOut !== (was?.leftOut ?? 0)) changes.push(['~', frame.leftOut, frame.number]);
  }
  for (const [key, value] of changed(before.globals[0] ?? {}, after.globals[0] ?? {})) {
    changes.push(value === undefined ? ['g', 0, nameIn(key)] : ['g', 0, nameIn(key), value]);
  }
  for (const [id, object] of Object.entries(after.heap)) {
    const was = before.heap[Number(id)];
    if (was === undefined) {
      const { kind, text, total, items } = object;
      changes.push(['*', Number(id), kind, kind, text, total, ...items] as Change);
    } else if (JSON.stringify(was) !== JSON.stringify(object)) {
      changes.push(['s', Number(id), 0, was.items.length, object.total, ...object.items] as Change);
    }
  }
  return changes;
}

function* changed(before: Named, after: Named): Generator<[string, Value | undefined]> {
  for (const key of Object.keys(before)) if (!(key in after)) yield [key, undefined];
  for (const [key, value] of Object.entries(after)) {
    if (JSON.stringify(before[key]) !== JSON.stringify(value)) yield [key, value];
  }
}

/** Remove what nothing refers to, by going through everything until nothing more is found. */
function forget(world: PlainState, given: Value | undefined): void {
  const found = new Set<number>();
  const look = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [id] = value as unknown[];
    if (value.length === 1 && typeof id === 'number') {
      if (found.has(id)) return;
      found.add(id);
      world.heap[id]?.items.forEach(look);
    } else {
      value.forEach(look);
    }
  };
  for (const { variables } of [...Object.values(world.threads).flat(), ...Object.values(world.resting)]) {
    Object.values(variables).forEach(look);
  }
  for (const variables of Object.values(world.globals)) Object.values(variables).forEach(look);
  look(given);
  for (const id of Object.keys(world.heap)) {
    if (!found.has(Number(id))) Reflect.deleteProperty(world.heap, Number(id));
  }
}
