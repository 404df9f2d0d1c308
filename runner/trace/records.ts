/**
 * The records of a trace as FORMAT.md has them, said in schemas: the types are derived from these, and so is
 * `trace.schema.json`. What reads twenty thousand of them asks `check.ts`, which is the same by hand and faster.
 */
import * as z from 'zod';
import { TRACE_LIMITS as MOST } from './limits.ts';

const count = z.int().min(0);
const name = z.string().max(MOST.name);
const shown = z.string().max(MOST.shown);
const text = z.string().max(MOST.line);
const file = count;
const code = count;
const line = count;
const object = count;
const head = count;
const longText = count;
/** Frames of a state after the last step are numbered below zero. */
const frame = z.int();
/** Output and input after the last step have −1. */
const stepOrLater = z.int().min(-1);

export const valueSchema = z
  .union([
    z.null(),
    z.boolean(),
    z.int(),
    z.string().max(MOST.shown),
    z.tuple([object]),
    z.tuple([z.literal('f'), shown]),
    z.tuple([z.literal('i'), z.nullable(shown), count]),
    z.tuple([z.literal('s'), head, count]),
    z.tuple([z.literal('s'), head, count, longText]),
    z.tuple([z.literal('b'), shown, count]),
    z.tuple([z.literal('t'), shown]),
    z.tuple([z.literal('?')]),
  ])
  .meta({ id: 'value' });

const pairSchema = z.tuple([valueSchema, valueSchema]).meta({ id: 'pair' });
const namedSchema = z.tuple([name, valueSchema]).meta({ id: 'named' });

export const SEQUENCE_KINDS = ['list', 'tuple', 'set', 'frozenset', 'deque'] as const;
export const NAMED_KINDS = ['instance', 'class', 'function'] as const;

/** Kind, type, text, total, and the items that are recorded. */
const sequence = [z.enum(SEQUENCE_KINDS), name, z.null(), count] as const;
const dict = [z.literal('dict'), name, z.null(), count] as const;
const named = [z.enum(NAMED_KINDS), name, z.nullable(shown), count] as const;
const written = [z.literal('text'), name, z.nullable(shown), count] as const;

export const changeSchema = z
  .union([
    z.tuple([z.literal('@'), count]),
    z.tuple([z.literal('('), code]),
    z.tuple([z.literal('('), code, frame]),
    z.tuple([z.literal(')')]),
    z.tuple([z.literal(')'), frame]),
    z.tuple([z.literal('='), name, valueSchema]),
    z.tuple([z.literal('='), name, valueSchema, frame]),
    z.tuple([z.literal('-'), name]),
    z.tuple([z.literal('-'), name, frame]),
    z.tuple([z.literal('g'), file, name, valueSchema]),
    z.tuple([z.literal('g'), file, name]),
    z.tuple([z.literal('~'), count]),
    z.tuple([z.literal('~'), count, frame]),
    z.tuple([z.literal('o'), count]),
    z.tuple([z.literal('*'), object, ...sequence], valueSchema),
    z.tuple([z.literal('*'), object, ...dict], pairSchema),
    z.tuple([z.literal('*'), object, ...named], namedSchema),
    z.tuple([z.literal('*'), object, ...written]),
    z.tuple([z.literal('s'), object, count, count, count], z.union([valueSchema, pairSchema])),
  ])
  .meta({ id: 'change' });

const variablesSchema = z.array(namedSchema).max(MOST.variables).meta({ id: 'variables' });
const frameSchema = z.tuple([frame, code, line, variablesSchema, count]).meta({ id: 'frame' });
const framesSchema = z.array(frameSchema).max(MOST.frames).meta({ id: 'frames' });
const heapSchema = z
  .union([
    z.tuple([object, ...sequence], valueSchema),
    z.tuple([object, ...dict], pairSchema),
    z.tuple([object, ...named], namedSchema),
    z.tuple([object, ...written]),
  ])
  .meta({ id: 'object' });

const keySchema = z
  .tuple([
    z.literal('key'),
    stepOrLater,
    z.array(z.tuple([count, framesSchema])).max(MOST.threads),
    z.array(z.tuple([file, variablesSchema])).max(MOST.files),
    z.array(heapSchema),
    framesSchema,
  ])
  .meta({ id: 'key' });

export const CODE_KINDS = ['module', 'function', 'class', 'generator', 'coroutine'] as const;
export const ENDS = ['done', 'error', 'limit', 'lost'] as const;

/** The first line of a trace. */
export const headerSchema = z.strictObject({
  trace: z.literal(1),
  python: name,
  entry: z.string().max(MOST.path),
});

/** Every other line. */
export const recordSchema = z.union([
  z.tuple([z.literal('file'), file, z.string().max(MOST.path)]),
  z.tuple([z.literal('code'), code, file, name, z.enum(CODE_KINDS), line]),
  z.tuple([z.literal('l'), line], changeSchema),
  z.tuple([z.literal('c'), line], changeSchema),
  z.tuple([z.literal('r'), line, valueSchema], changeSchema),
  z.tuple([z.literal('y'), line, valueSchema], changeSchema),
  z.tuple([z.literal('w'), line], changeSchema),
  z.tuple([z.literal('x'), line, name, z.nullable(z.string().max(MOST.message))], changeSchema),
  z.tuple([z.literal('out'), stepOrLater, text]),
  z.tuple([z.literal('in'), stepOrLater, text, text]),
  z.tuple([z.literal('whole'), stepOrLater, object, count], z.union([valueSchema, pairSchema])),
  z.tuple([z.literal('head'), head, shown]),
  z.tuple([z.literal('text'), stepOrLater, longText, count, text]),
  z.tuple([
    z.literal('later'),
    count,
    z.array(z.tuple([file, line, count])),
    z.array(z.tuple([file, line])),
    keySchema,
  ]),
  keySchema,
  z.tuple([z.literal('end'), z.enum(ENDS), count, count]),
]);

/** What a variable, an attribute or an item holds, as FORMAT.md lists it. */
export type Value = z.infer<typeof valueSchema>;
/** Of a dict, its key and value; of an instance, a class or a function, a name and what it is. */
export type Pair = z.infer<typeof pairSchema>;
export type Change = z.infer<typeof changeSchema>;
export type TraceHeader = z.infer<typeof headerSchema>;
export type TraceRecord = z.infer<typeof recordSchema>;
export type KeyRecord = z.infer<typeof keySchema>;
export type HeapEntry = z.infer<typeof heapSchema>;
export type CodeKind = (typeof CODE_KINDS)[number];
export type SequenceKind = (typeof SEQUENCE_KINDS)[number];
export type NamedKind = (typeof NAMED_KINDS)[number];
/** `limit`: of lines; `lost`: the tracer failed, and the program went on without it. */
export type End = (typeof ENDS)[number];
export type StepRecord = Extract<TraceRecord, ['l' | 'c' | 'r' | 'y' | 'w' | 'x', ...unknown[]]>;
