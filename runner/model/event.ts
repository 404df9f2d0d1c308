import * as z from 'zod';
import type { FileFacts } from './facts.ts';
import type { Returned } from './value.ts';

const text = z.string();
const line = z.int().min(0);

/**
 * An exception that nobody caught, or a file that is not Python, as the pupil's process told it. It can be
 * forged by that process, so it is shown to its pupil and never decides a mark.
 */
export const programErrorSchema = z.strictObject({
  /** Name of the exception's class: `ZeroDivisionError`. */
  name: text.max(200),
  /** What it says of itself: `division by zero`. */
  message: text.max(4_000),
  /** True if the program never began, because it could not be compiled. */
  atCompile: z.boolean(),
  /** The last place in the pupil's own files that it passed through; null if there is none. */
  place: z.nullable(
    z.strictObject({
      file: text.max(2_000),
      line,
      /** First character's column, counted from 1, where Python knows it. */
      column: z.nullable(line),
      /** The line itself. */
      source: text.max(1_000),
    }),
  ),
  /** What `python3 file.py` would have printed. */
  traceback: text.max(64_000),
});
export type ProgramError = z.infer<typeof programErrorSchema>;

/** What a run says while it is going on. Bytes of output are as the program wrote them. */
export type RunEvent =
  | { readonly type: 'stdout'; readonly data: Uint8Array }
  | { readonly type: 'stderr'; readonly data: Uint8Array }
  /** The program reads its input, there is none, and nothing else happens until there is. */
  | { readonly type: 'waiting' }
  | { readonly type: 'error'; readonly error: ProgramError }
  /** More of its trace, as `runner/trace` reads it: what its own process said, which nobody has checked. */
  | { readonly type: 'steps'; readonly text: string }
  /** What the call returned; only of a spec that makes one. It can be forged, as everything that a program says. */
  | { readonly type: 'value'; readonly returned: Returned }
  /** The facts of one of its files; only of a spec that asks for facts. */
  | { readonly type: 'facts'; readonly path: string; readonly facts: FileFacts };
