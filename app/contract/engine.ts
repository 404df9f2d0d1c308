import * as z from 'zod';
import { MOST_WORDS, problemSchema } from './problem.ts';

const text = z.string().max(MOST_WORDS);

/** Where the studio is with making boxes to run programs in. */
export const engineStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('starting') }),
  /** Its boxes are tried, once since the computer was switched on; takes a few seconds. */
  z.strictObject({ state: z.literal('proving') }),
  z.strictObject({ state: z.literal('ready'), name: text, version: text }),
  z.strictObject({ state: z.literal('failed'), problem: problemSchema }),
]);
export type EngineState = z.infer<typeof engineStateSchema>;

/** The doctor's table: every engine of this computer, and whether its boxes hold. */
export const doctorReportSchema = z.strictObject({
  engines: z.array(
    z.strictObject({
      name: text,
      version: text,
      address: text,
      rootless: z.boolean(),
      cgroupVersion: z.union([z.literal(1), z.literal(2)]),
      fit: z.boolean(),
      checks: z.array(
        z.strictObject({
          id: text,
          essential: z.boolean(),
          state: z.enum(['proven', 'not enforced', 'unproven']),
          seen: text,
        }),
      ),
      problem: z.nullable(problemSchema),
    }),
  ),
  /** Places where no engine answered. */
  missed: z.array(z.strictObject({ address: text, source: text, problem: problemSchema })),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
