/**
 * Whether a parsed line is a record, shape and size: the schemas of `records.ts` written out by hand, because a
 * trace has tens of thousands: 20,000 steps take zod 200 ms, more where it may not compile itself, and this 15. A
 * test holds the two together.
 */
import { TRACE_LIMITS as MOST } from './limits.ts';
import {
  CODE_KINDS,
  ENDS,
  NAMED_KINDS,
  SEQUENCE_KINDS,
  type Change,
  type HeapEntry,
  type KeyRecord,
  type Pair,
  type TraceRecord,
  type Value,
} from './records.ts';

type Parts = readonly unknown[];
type Is = (value: unknown) => boolean;

const isInt: Is = (value) => Number.isSafeInteger(value);
const isCount: Is = (value) => isInt(value) && (value as number) >= 0;
const isStepOrLater: Is = (value) => isInt(value) && (value as number) >= -1;
const isString = (value: unknown, most: number) => typeof value === 'string' && value.length <= most;
const isName: Is = (value) => isString(value, MOST.name);
const isText: Is = (value) => isString(value, MOST.line);
const isShown: Is = (value) => isString(value, MOST.shown);
const oneOf = (list: readonly string[]): Is => {
  const known: ReadonlySet<unknown> = new Set(list);
  return (value) => known.has(value);
};
const isSequenceKind = oneOf(SEQUENCE_KINDS);
const isNamedKind = oneOf(NAMED_KINDS);
const isCodeKind = oneOf(CODE_KINDS);
const isEnd = oneOf(ENDS);

/** Whether all parts from `from` on are such. */
function rest(parts: Parts, from: number, is: Is, most: number = MOST.changes): boolean {
  if (parts.length - from > most) return false;
  for (let at = from; at < parts.length; at += 1) if (!is(parts[at])) return false;
  return true;
}

const isList = (value: unknown, is: Is, most: number): boolean =>
  Array.isArray(value) && rest(value, 0, is, most);

export function isValue(value: unknown): value is Value {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return value.length <= MOST.shown;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (!Array.isArray(value)) return false;
  const [first, second, third] = value as Parts;
  switch (value.length) {
    case 1:
      return first === '?' || isCount(first);
    case 2:
      return (first === 'f' || first === 't') && isShown(second);
    case 3:
      if (first === 'i') return (second === null || isShown(second)) && isCount(third);
      return (first === 's' ? isCount(second) : first === 'b' && isShown(second)) && isCount(third);
    case 4:
      return first === 's' && isCount(second) && isCount(third) && isCount(value[3]);
    default:
      return false;
  }
}

export const isPair = (value: unknown): value is Pair =>
  Array.isArray(value) && value.length === 2 && isValue(value[0]) && isValue(value[1]);

/** An attribute or a variable, and its value. */
export const isNamed = (value: unknown): value is [string, Value] =>
  Array.isArray(value) && value.length === 2 && isName(value[0]) && isValue(value[1]);

const isItem: Is = (value) => isValue(value) || isPair(value);

/** An object from its number on: `id, kind, type, text, total, …items`, where `at` is the number's place. */
function isObject(parts: Parts, at: number): boolean {
  const [kind, type, text, total] = [parts[at + 1], parts[at + 2], parts[at + 3], parts[at + 4]];
  const items = parts.length - at - 5;
  if (!isCount(parts[at]) || !isName(type) || !isCount(total)) return false;
  if (items < 0 || items > MOST.items || items > (total as number)) return false;
  if (isSequenceKind(kind)) return text === null && rest(parts, at + 5, isValue);
  if (kind === 'dict') return text === null && rest(parts, at + 5, isPair);
  if (text !== null && !isShown(text)) return false;
  if (isNamedKind(kind)) return rest(parts, at + 5, isNamed);
  return kind === 'text' && items === 0;
}

const isHeapEntry = (value: unknown): value is HeapEntry => Array.isArray(value) && isObject(value, 0);

function isChange(value: unknown): value is Change {
  if (!Array.isArray(value)) return false;
  const parts: Parts = value;
  const { length } = parts;
  switch (parts[0]) {
    case '=':
      return isName(parts[1]) && isValue(parts[2]) && (length === 3 || (length === 4 && isInt(parts[3])));
    case 's':
      if (!isCount(parts[1]) || !isCount(parts[2]) || !isCount(parts[3]) || !isCount(parts[4])) return false;
      return rest(parts, 5, isItem, MOST.items);
    case '*':
      return isObject(parts, 1);
    case '(':
    case '~':
      return isCount(parts[1]) && (length === 2 || (length === 3 && isInt(parts[2])));
    case ')':
      return length === 1;
    case '-':
      return isName(parts[1]) && (length === 2 || (length === 3 && isInt(parts[2])));
    case 'g':
      return isCount(parts[1]) && isName(parts[2]) && (length === 3 || (length === 4 && isValue(parts[3])));
    case '@':
    case 'o':
      return length === 2 && isCount(parts[1]);
    default:
      return false;
  }
}

const isVariables: Is = (value) => isList(value, isNamed, MOST.variables);
const isFrame: Is = (value) =>
  Array.isArray(value) &&
  value.length === 5 &&
  isInt(value[0]) &&
  isCount(value[1]) &&
  isCount(value[2]) &&
  isVariables(value[3]) &&
  isCount(value[4]);
const isFrames: Is = (value) => isList(value, isFrame, MOST.frames);
const isNumbered = (inner: Is): Is => {
  return (value) => Array.isArray(value) && value.length === 2 && isCount(value[0]) && inner(value[1]);
};
const isThread = isNumbered(isFrames);
const isGlobals = isNumbered(isVariables);
const isCounts = (length: number): Is => {
  return (value) => Array.isArray(value) && value.length === length && value.every(isCount);
};
const isVisit = isCounts(3);
const isPlace = isCounts(2);

function isKey(value: unknown): value is KeyRecord {
  if (!Array.isArray(value)) return false;
  const [first, step, threads, globals, heap, resting] = value as Parts;
  return (
    value.length === 6 &&
    first === 'key' &&
    isStepOrLater(step) &&
    isList(threads, isThread, MOST.threads) &&
    isList(globals, isGlobals, MOST.files) &&
    isList(heap, isHeapEntry, Infinity) &&
    isFrames(resting)
  );
}

/** Whether this line, parsed, is a record of a trace. What its numbers mean is for the reader to ask. */
export function isRecord(value: unknown): value is TraceRecord {
  if (!Array.isArray(value)) return false;
  const parts: Parts = value;
  const { length } = parts;
  switch (parts[0]) {
    case 'l':
    case 'c':
    case 'w':
      return isCount(parts[1]) && rest(parts, 2, isChange);
    case 'r':
    case 'y':
      return isCount(parts[1]) && isValue(parts[2]) && rest(parts, 3, isChange);
    case 'x':
      return (
        isCount(parts[1]) &&
        isName(parts[2]) &&
        (parts[3] === null || isString(parts[3], MOST.message)) &&
        rest(parts, 4, isChange)
      );
    case 'out':
      return length === 3 && isStepOrLater(parts[1]) && isText(parts[2]);
    case 'in':
      return length === 4 && isStepOrLater(parts[1]) && isText(parts[2]) && isText(parts[3]);
    case 'file':
      return length === 3 && isCount(parts[1]) && isString(parts[2], MOST.path);
    case 'code':
      if (length !== 6 || !isCount(parts[1]) || !isCount(parts[2])) return false;
      return isName(parts[3]) && isCodeKind(parts[4]) && isCount(parts[5]);
    case 'whole':
      if (!isStepOrLater(parts[1]) || !isCount(parts[2]) || !isCount(parts[3])) return false;
      return rest(parts, 4, isItem, Infinity);
    case 'head':
      return length === 3 && isCount(parts[1]) && isShown(parts[2]);
    case 'text':
      if (length !== 5 || !isStepOrLater(parts[1])) return false;
      return isCount(parts[2]) && isCount(parts[3]) && isText(parts[4]);
    case 'later':
      return (
        length === 5 &&
        isCount(parts[1]) &&
        isList(parts[2], isVisit, Infinity) &&
        isList(parts[3], isPlace, Infinity) &&
        isKey(parts[4])
      );
    case 'key':
      return isKey(parts);
    case 'end':
      return length === 4 && isEnd(parts[1]) && isCount(parts[2]) && isCount(parts[3]);
    default:
      return false;
  }
}
