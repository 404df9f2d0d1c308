import type { Value } from '../model/index.ts';

/**
 * A text that is the same for two values if and only if Python says that they are equal: `1`, `1.0` and `True` are,
 * `[1]` and `(1,)` are not; the order of a set or a dict does not count. One thing is other than in Python: `nan` is
 * equal to `nan`, because a test that expects it means that.
 */
export function keyOf(value: Value): string {
  switch (value.type) {
    case 'None':
      return 'None';
    case 'bool':
      return value.value ? '1' : '0';
    case 'int':
      return `${value.value}`;
    case 'float':
      return keyOfFloat(value.value);
    case 'complex': {
      const real = keyOfFloat(value.real);
      return value.imaginary === 0 ? real : `${real}+${keyOfFloat(value.imaginary)}j`;
    }
    case 'str':
      return JSON.stringify(value.value);
    case 'bytes':
      return `b${JSON.stringify(value.value)}`;
    case 'list':
      return `[${value.items.map(keyOf).join(',')}]`;
    case 'tuple':
      return `(${value.items.map(keyOf).join(',')})`;
    case 'set':
    case 'frozenset':
      return `{${value.items.map(keyOf).sort().join(',')}}`;
    case 'dict':
      return `{:${value.entries
        .map(([key, item]) => `${keyOf(key)}:${keyOf(item)}`)
        .sort()
        .join(',')}}`;
  }
}

/** A whole number is that number, whatever its type and however large. */
const keyOfFloat = (value: number): string => (Number.isInteger(value) ? `${BigInt(value)}` : `${value}`);

/**
 * Whether `got` is what was expected.
 *
 * @param tolerance by how much real numbers may differ, wherever in lists, tuples, values of dicts and, as its own
 * elements, sets they are. Keys and whatever else is in a set are looked up, and have to be equal
 */
export function isEqual(expected: Value, got: Value, tolerance: number): boolean {
  if (tolerance === 0 || keyOf(expected) === keyOf(got)) return keyOf(expected) === keyOf(got);
  const [a, b] = [asNumber(expected), asNumber(got)];
  if (a !== undefined && b !== undefined) return areNear(a, b, tolerance);
  if (expected.type === 'list' || expected.type === 'tuple') {
    return expected.type === got.type && areInOrder(expected.items, got.items, tolerance);
  }
  if (expected.type === 'set' || expected.type === 'frozenset') {
    const isSet = got.type === 'set' || got.type === 'frozenset';
    return isSet && areSameSet(expected.items, got.items, tolerance);
  }
  if (expected.type !== 'dict' || got.type !== 'dict' || expected.entries.length !== got.entries.length)
    return false;
  const items = new Map(got.entries.map(([key, item]) => [keyOf(key), item]));
  return expected.entries.every(([key, item]) => {
    const other = items.get(keyOf(key));
    return other !== undefined && isEqual(item, other, tolerance);
  });
}

/** Whether Python can hash it, so that it can be in a set or be a key. */
export function isHashable(value: Value): boolean {
  if (value.type === 'tuple') return value.items.every(isHashable);
  return value.type !== 'list' && value.type !== 'set' && value.type !== 'dict';
}

type Real = number | bigint;

function asNumber(value: Value): Real | undefined {
  if (value.type === 'bool') return value.value ? 1n : 0n;
  return value.type === 'int' || value.type === 'float' ? value.value : undefined;
}

/** Whether two numbers differ by no more than that. Between two whole numbers nothing is rounded. */
export function areNear(a: Real, b: Real, tolerance: number): boolean {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    const difference = a > b ? a - b : b - a;
    return difference <= BigInt(Math.floor(Math.min(tolerance, Number.MAX_SAFE_INTEGER)));
  }
  // What is infinite is near nothing; that it is equal was asked before.
  return Math.abs(Number(a) - Number(b)) <= tolerance;
}

const areInOrder = (expected: readonly Value[], got: readonly Value[], tolerance: number): boolean =>
  expected.length === got.length &&
  expected.every((item, index) => {
    const other = got[index];
    return other !== undefined && isEqual(item, other, tolerance);
  });

/** Numbers, sorted, one by one: if any pairing fits, this one does. The rest must be there as it is. */
function areSameSet(expected: readonly Value[], got: readonly Value[], tolerance: number): boolean {
  const parted = (items: readonly Value[]) => ({
    numbers: items.filter((item) => asNumber(item) !== undefined).sort(byNumber),
    rest: items.filter((item) => asNumber(item) === undefined),
  });
  const [a, b] = [parted(expected), parted(got)];
  const restOf = (items: readonly Value[]) => keyOf({ type: 'set', items });
  return areInOrder(a.numbers, b.numbers, tolerance) && restOf(a.rest) === restOf(b.rest);
}

function byNumber(first: Value, second: Value): number {
  const [a, b] = [asNumber(first) ?? 0, asNumber(second) ?? 0];
  return a < b ? -1 : a > b ? 1 : 0;
}
