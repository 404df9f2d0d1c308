import { z } from 'zod';
import {
  type ExecutionSpec,
  type FileFacts,
  type ProgramError,
  type Returned,
  fileFactsSchema,
  programErrorSchema,
} from '../model/index.ts';
import { type Frame, Inward, MalformedFrame, Outward, encodeFrame } from './frames.ts';
import { readReturned } from './value.ts';

/** The version of the protocol that this host speaks; a box that speaks another is not used. */
const PROTOCOL_VERSION = 1;

/** What the box's control group has counted since the exec began; the peak, since the box was started. */
export interface Usage {
  readonly cpuMicros: number;
  readonly peakBytes: number;
  readonly oomKills: number;
}

/** A frame from a box, checked. */
export type BoxMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'stdout' | 'stderr'; readonly data: Buffer }
  | { readonly type: 'waiting' }
  | { readonly type: 'error'; readonly error: ProgramError }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'stdinTaken'; readonly bytes: number }
  | { readonly type: 'steps'; readonly text: string }
  | { readonly type: 'spent' }
  | { readonly type: 'facts'; readonly path: string; readonly facts: FileFacts }
  | { readonly type: 'value'; readonly returned: Returned }
  /** `exitCode` as Python's `os.waitstatus_to_exitcode` gives it: minus the number of a signal. */
  | { readonly type: 'exit'; readonly exitCode: number; readonly usage: Usage };

const count = z.int().min(0);
const usageFields = { cpuMicros: count, peakBytes: count, oomKills: count };
const readySchema = z.strictObject({ protocol: z.literal(PROTOCOL_VERSION) });
const usageSchema = z.strictObject(usageFields);
const factsSchema = z.strictObject({ path: z.string().max(1_024), facts: fileFactsSchema });
const exitSchema = z.strictObject({ exitCode: z.int().min(-64).max(255), ...usageFields });

/**
 * Read one frame. An error, facts or a value told by the pupil's process that are not well formed are dropped (undefined):
 * that process may say what it likes. Anything else that is not well formed is not from our supervisor.
 *
 * @throws MalformedFrame
 */
export function readMessage(frame: Frame): BoxMessage | undefined {
  switch (frame.type) {
    case Outward.stdout:
      return { type: 'stdout', data: frame.payload };
    case Outward.stderr:
      return { type: 'stderr', data: frame.payload };
    case Outward.waiting:
      return { type: 'waiting' };
    case Outward.error: {
      const error = programErrorSchema.safeParse(parseJson(frame.payload));
      return error.success ? { type: 'error', error: error.data } : undefined;
    }
    case Outward.steps:
      return { type: 'steps', text: frame.payload.toString('utf8') };
    case Outward.spent:
      return { type: 'spent' };
    case Outward.facts: {
      const facts = factsSchema.safeParse(parseJson(frame.payload));
      return facts.success ? { type: 'facts', ...facts.data } : undefined;
    }
    case Outward.value: {
      const returned = readReturned(parseJson(frame.payload));
      return returned === undefined ? undefined : { type: 'value', returned };
    }
    case Outward.usage:
      return { type: 'usage', usage: checked(usageSchema, frame) };
    case Outward.stdinTaken:
      if (frame.payload.length !== 4) throw new MalformedFrame('stdin taken without a count');
      return { type: 'stdinTaken', bytes: frame.payload.readUInt32BE(0) };
    case Outward.exit: {
      const { exitCode, ...usage } = checked(exitSchema, frame);
      return { type: 'exit', exitCode, usage };
    }
    case Outward.ready:
      checked(readySchema, frame);
      return { type: 'ready' };
    default:
      throw new MalformedFrame(`a frame of type ${frame.type}`);
  }
}

/** The job frame for a spec: what the box has to know, and nothing else. */
export function jobFrame(spec: ExecutionSpec, exec: number): Buffer {
  const { mode, call, entry, files, stdio, tracebacks, trace, limits } = spec;
  const { maxOutputBytes } = limits;
  const job = { mode, call, entry, files, stdio, tracebacks, trace, maxOutputBytes };
  return encodeFrame(Inward.job, exec, Buffer.from(JSON.stringify(job)));
}

export function resizeFrame(columns: number, rows: number, exec: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt16BE(columns, 0);
  payload.writeUInt16BE(rows, 2);
  return encodeFrame(Inward.resize, exec, payload);
}

function checked<T>(schema: z.ZodType<T>, frame: Frame): T {
  const result = schema.safeParse(parseJson(frame.payload));
  if (!result.success) throw new MalformedFrame(`type ${frame.type}: ${result.error.message}`);
  return result.data;
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
