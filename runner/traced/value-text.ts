import { type HeapObject, type State, type Value, referenceOf } from '../trace/index.ts';

/**
 * A value on one line, all that the trace has of it: `[1, 'a', …2]` has two items more that are not recorded, `...`
 * contains itself, `?` is not recorded. Sets are sorted.
 */
export function valueText(value: Value, state: State, inside: readonly number[] = []): string {
  const id = referenceOf(value);
  if (id !== undefined) {
    const object = state.heap.get(id);
    if (object === undefined) return `<no object ${id}>`;
    return inside.includes(id)
      ? '...'
      : objectText(object, (item) => valueText(item, state, [...inside, id]));
  }
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  switch (value[0]) {
    case 'f':
    case 't':
      return value[1];
    case 'i':
      return value[1] ?? `<${value[2]} digits>`;
    case 's':
      return `${quoted((state.heads.get(value[1]) ?? '<no head>').slice(0, 3))}…${value[2]}`;
    case 'b':
      return value[2] > 200 ? `b'${value[1].slice(0, 3)}'…${value[2]}` : `b'${value[1]}'`;
    default:
      return '?';
  }
}

const BRACKETS = {
  list: '[]',
  tuple: '()',
  set: '{}',
  frozenset: '{}',
  deque: '[]',
  dict: '{}',
  instance: '()',
  class: '<>',
  function: '<>',
} as const;
/** Of these the kind says it all. */
const UNNAMED = new Set(['list', 'tuple', 'set', 'dict']);

function objectText(object: HeapObject, text: (value: Value) => string): string {
  const { kind, type } = object;
  if (kind === 'text') return object.text ?? '?';
  const items = itemsOf(object, text);
  if (kind === 'set' || kind === 'frozenset') items.sort();
  if (object.total > object.items.length) items.push(`…${object.total - items.length}`);
  const [open, close] = BRACKETS[kind];
  if (kind === 'class' || kind === 'function')
    return `<${[`${kind} ${object.text ?? '?'}`, ...items].join(' ')}>`;
  const written = kind === 'instance' && object.text !== null ? `=${object.text}` : '';
  return `${UNNAMED.has(type) ? '' : type}${written}${open}${items.join(', ')}${kind === 'tuple' && object.total === 1 ? ',' : ''}${close}`;
}

function itemsOf(object: HeapObject, text: (value: Value) => string): string[] {
  switch (object.kind) {
    case 'dict':
      return object.items.map(([key, value]) => `${text(key)}: ${text(value)}`);
    case 'instance':
    case 'class':
    case 'function':
      return object.items.map(([name, value]) => `${String(name)}=${text(value)}`);
    default:
      return object.items.map(text);
  }
}

/** Half a pair of surrogates, which a file of ours cannot have, becomes a �. */
const quoted = (text: string): string =>
  `'${text.toWellFormed().replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
