import { type HeapObject, type State, type Value, referenceOf, valuesIn } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** A text as Python writes it. */
function quoted(text: string, more = ''): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replaceAll(/[\\\n\r\t]/g, (one) => ESCAPES[one] ?? one);
  return `${quote}${quote === "'" ? inside.replaceAll("'", String.raw`\'`) : inside}${more}${quote}`;
}

/** What has to be known to write a value. */
export type Known = Pick<State, 'heap' | 'heads'>;

/** How a value is written that is no reference. */
export function valueWords(value: Value, { heads }: Known): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  switch (value[0]) {
    case 'f':
    case 't':
      return value[1];
    case 'i':
      return value[1] ?? words('steps.value.digits', { count: value[2] });
    case 's':
      return words('steps.value.long', { text: quoted(heads.get(value[1]) ?? '', '…'), count: value[2] });
    case 'b':
      return `b'${value[1]}${value[2] > value[1].length ? '…' : ''}'`;
    default:
      return words('steps.value.unknown');
  }
}

/** What an object is called: `Dog`, `list of 3`, `fib(n)`. */
export function objectWords(object: HeapObject): string {
  switch (object.kind) {
    case 'text':
      return object.text ?? object.type;
    case 'instance':
      return object.type;
    case 'class':
      return words('steps.value.class', { name: object.text ?? object.type });
    case 'function':
      return words('steps.value.function', { name: object.text ?? object.type });
    default:
      return words('steps.value.collection', { type: object.type, count: object.total });
  }
}

const BRACKETS: Readonly<Record<string, readonly [string, string]>> = {
  list: ['[', ']'],
  tuple: ['(', ')'],
  set: ['{', '}'],
  dict: ['{', '}'],
};
/** Of a collection in one line: so many items, and collections in collections so deep. */
const MOST_ITEMS = 6;
const MOST_DEEP = 2;

/** … and where there is little room: what a name stands for has that name already. */
export function shortWords(object: HeapObject): string {
  if (object.kind === 'function') return words('steps.value.aFunction');
  return object.kind === 'class' ? words('steps.value.aClass') : objectWords(object);
}

/** A value in one line, near to how Python writes it. */
export function lineOf(value: Value, known: Known, deep = 0): string {
  const id = referenceOf(value);
  if (id === undefined) return valueWords(value, known);
  const object = known.heap.get(id);
  if (object === undefined) return words('steps.value.unknown');
  const [open, close] = BRACKETS[object.kind] ?? [];
  if (open === undefined || close === undefined) return objectWords(object);
  if (deep >= MOST_DEEP) return `${open}…${close}`;
  const one = (item: Value) => lineOf(item, known, deep + 1);
  const items =
    object.kind === 'dict'
      ? object.items.slice(0, MOST_ITEMS).map(([key, item]) => `${one(key)}: ${one(item)}`)
      : valuesIn(object).slice(0, MOST_ITEMS).map(one);
  const rest = object.total > MOST_ITEMS ? ', …' : '';
  return `${open}${items.join(', ')}${rest}${close}`;
}
