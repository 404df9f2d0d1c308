/** A returned value as it comes out of a box; `sandbox-images/python/box/values.py` writes it. */
import type { Returned, Value } from '../model/index.ts';

/** As deep as the box writes, and no deeper: whoever writes may not be ours. */
const DEEPEST = 50;
const MOST_TYPE_NAME = 200;

/** What a frame of type `value` says; undefined if it is not well formed. */
export function readReturned(data: unknown): Returned | undefined {
  if (!Array.isArray(data) || data.length !== 2) return undefined;
  const [kind, content] = data as readonly unknown[];
  if (kind === 'large' && content === null) return { kind: 'too large' };
  if (kind === 'other' && isText(content) && content.length <= MOST_TYPE_NAME) {
    return { kind: 'not plain', type: content };
  }
  if (kind !== 'value') return undefined;
  const value = readValue(content, 0);
  return value === undefined ? undefined : { kind: 'value', value };
}

function readValue(data: unknown, depth: number): Value | undefined {
  if (depth > DEEPEST) return undefined;
  if (data === null) return { type: 'None' };
  if (typeof data === 'boolean') return { type: 'bool', value: data };
  if (isText(data)) return { type: 'str', value: data };
  if (!Array.isArray(data)) return undefined;
  const [tag, ...parts] = data as readonly unknown[];
  const [first, second] = parts;
  switch (tag) {
    case 'int':
      return typeof first === 'string' && /^-?0x[0-9a-f]+$/.test(first)
        ? { type: 'int', value: bigInt(first) }
        : undefined;
    case 'float': {
      const value = readFloat(first);
      return value === undefined ? undefined : { type: 'float', value };
    }
    case 'complex': {
      const [real, imaginary] = [readFloat(first), readFloat(second)];
      return real === undefined || imaginary === undefined ? undefined : { type: 'complex', real, imaginary };
    }
    case 'bytes':
      return typeof first === 'string' && /^(?:[0-9a-f]{2})*$/.test(first)
        ? { type: 'bytes', value: Buffer.from(first, 'hex').toString('latin1') }
        : undefined;
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset': {
      const items = readAll(parts, depth);
      return items === undefined ? undefined : { type: tag, items };
    }
    case 'dict': {
      const flat = readAll(parts, depth);
      if (flat === undefined || flat.length % 2 !== 0) return undefined;
      const entries: [Value, Value][] = [];
      for (let at = 0; at < flat.length; at += 2) entries.push(flat.slice(at, at + 2) as [Value, Value]);
      return { type: 'dict', entries };
    }
    default:
      return undefined;
  }
}

function readAll(parts: readonly unknown[], depth: number): Value[] | undefined {
  const values: Value[] = [];
  for (const part of parts) {
    const value = readValue(part, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

const FLOATS = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
]);

/** As `repr` writes it. */
function readFloat(data: unknown): number | undefined {
  if (typeof data !== 'string') return undefined;
  if (/^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(data)) return Number(data);
  return FLOATS.get(data);
}

const bigInt = (text: string): bigint => (text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text));

const isText = (data: unknown): data is string => typeof data === 'string' && data.isWellFormed();
