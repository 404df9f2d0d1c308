/**
 * The envelopes. A window calls a method under a number of its own choosing; what comes back carries that
 * number: any number of events, then one `return` or `throw`.
 *
 *     window                        back end
 *     call 7 run {…}          →
 *                             ←     event 7 {type: output, …}        until 128 KiB are on their way
 *     taken 7 4096            →                                      and again when that much was shown
 *     leave 7                 →     the caller has gone; the call is given up
 *                             ←     return 7 {…}  or  throw 7 {code, details}
 *
 * A call that tells things waits until its window has taken what was told: a flood waits in the program that
 * makes it and not in memory.
 */
import * as z from 'zod';
import { problemSchema } from './problem.ts';

const id = z.int().min(0);

export const toBackEndSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id, method: z.string().max(100), params: z.unknown() }),
  z.strictObject({ type: z.literal('taken'), id, size: z.int().min(1) }),
  z.strictObject({ type: z.literal('leave'), id }),
]);
export type ToBackEnd = z.infer<typeof toBackEndSchema>;

export const toWindowSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event'), id, size: z.int().min(1), event: z.unknown() }),
  z.strictObject({ type: z.literal('return'), id, value: z.unknown() }),
  z.strictObject({ type: z.literal('throw'), id, problem: problemSchema }),
]);
/** What names its call, whatever else is in it. */
export const numberedSchema = z.object({ id });
export type ToWindow = z.infer<typeof toWindowSchema>;
