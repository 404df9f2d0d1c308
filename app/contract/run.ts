import * as z from 'zod';
import { limitsSchema, programErrorSchema, runResultSchema } from '../../runner/model/index.ts';
import { editedSchema } from './work.ts';

const size = z.int().min(1).max(1_000);
const terminal = { columns: size, rows: size };

export const runParams = {
  /**
   * `edited` are texts that may not have been saved yet: what runs is what the pupil sees. They win over
   * what lies on the disk.
   */
  start: z.strictObject({
    project: z.string().min(1).max(200),
    entry: z.string().min(1).max(1_024),
    edited: editedSchema,
    ...terminal,
  }),
  /** `run` is the number of the call that started it. */
  input: z.strictObject({ run: z.int(), text: z.string().max(256 * 1024) }),
  resize: z.strictObject({ run: z.int(), ...terminal }),
  stop: z.strictObject({ run: z.int() }),
  trace: z.strictObject({ run: z.int() }),
};

/** What a run says on its way. Output that is not UTF-8 has U+FFFD where it is not. */
export const windowRunEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started') }),
  z.strictObject({ type: z.literal('output'), text: z.string().max(2 * 1024 * 1024) }),
  z.strictObject({ type: z.literal('waiting') }),
  z.strictObject({ type: z.literal('error'), error: programErrorSchema }),
]);
export type WindowRunEvent = z.infer<typeof windowRunEventSchema>;

/** A part of a trace. */
export const traceBlockSchema = z.strictObject({ text: z.string().max(128 * 1024) });

/** How it ended, and the limits that it had: words about a limit name it. */
export const runOutcomeSchema = z.strictObject({ result: runResultSchema, limits: limitsSchema });
export type RunOutcome = z.infer<typeof runOutcomeSchema>;
