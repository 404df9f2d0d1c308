import { type HeapObject, type State, type Value, referenceOf } from '../../runner/trace/index.ts';
import { printable } from './printable.ts';

/** How deep objects are shown inside objects. Deeper ones, and those that contain themselves, are an ellipsis. */
const DEPTH = 4;
const MORE = '…';

/** A value on one line, much as Python would write it. */
export function valueText(value: Value, state: State, inside: readonly number[] = []): string {
  const id = referenceOf(value);
  if (id !== undefined) {
    const object = state.heap.get(id);
    if (object === undefined || inside.length >= DEPTH || inside.includes(id)) return MORE;
    return objectText(object, (item) => valueText(item, state, [...inside, id]));
  }
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  return value[0] === 's' ? quoted(state.heads.get(value[1]) ?? '') + MORE : specialText(value);
}

function specialText(value: Exclude<Value, null | boolean | number | string>): string {
  switch (value[0]) {
    case 'f':
    case 't':
      return value[1];
    case 'i':
      return value[1] ?? MORE;
    case 'b':
      return `b'${value[1]}'${value[1].length < value[2] ? MORE : ''}`;
    default:
      return MORE;
  }
}

const BRACKETS: Readonly<Record<string, readonly [string, string]>> = {
  list: ['[', ']'],
  tuple: ['(', ')'],
  set: ['{', '}'],
  frozenset: ['frozenset({', '})'],
  deque: ['deque([', '])'],
};

function objectText(object: HeapObject, text: (value: Value) => string): string {
  const { kind, type } = object;
  const rest = object.total > object.items.length ? [MORE] : [];
  switch (kind) {
    case 'text':
      return object.text ?? type;
    case 'function':
    case 'class':
      return `<${kind} ${object.text ?? type}>`;
    case 'dict':
      return `{${[...object.items.map(([key, value]) => `${text(key)}: ${text(value)}`), ...rest].join(', ')}}`;
    case 'instance': {
      const attributes = object.items.map(([name, value]) => `${String(name)}=${text(value)}`);
      return `${type}(${[...attributes, ...rest].join(', ')})`;
    }
    default: {
      const [open, close] = BRACKETS[kind] ?? ['', ''];
      return open + [...object.items.map(text), ...rest].join(', ') + close;
    }
  }
}

/** Control characters and quotes as Python writes them; a terminal is not to obey what a trace says. */
const quoted = (text: string): string =>
  `'${printable(text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n'))}'`;
