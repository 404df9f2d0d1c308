import * as z from 'zod';
import { limitsSchema } from './limits.ts';

/** The most that one file of code may hold, in bytes. */
export const MAX_CODE_BYTES = 50 * 1024;
/** The most that all files of one submission may hold together, in bytes: data that a program reads. */
export const MAX_FILES_BYTES = 2 * 1024 * 1024;
/** The most files that one submission may have. */
export const MAX_FILES = 64;
/** The longest text of a call: a checker's holds a whole output, as a literal. */
const MAX_CALL_LENGTH = 1024 * 1024;
/** The longest path of a file, in UTF-8 bytes; one part of it may have 255, the file system's own limit. */
const MAX_PATH_BYTES = 1024;

const MAX_NAME_BYTES = 255;
const CONTROL_CHARACTER = /\p{Cc}/u;

/**
 * Why `path` cannot be the name of a file in the box, or undefined if it can. A path is relative, uses `/`,
 * and never leaves the folder that it starts in.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'empty';
  if (path.startsWith('/')) return 'absolute';
  if (CONTROL_CHARACTER.test(path)) return 'control character';
  if (!path.isWellFormed()) return 'not Unicode';
  if (utf8Length(path) > MAX_PATH_BYTES) return 'too long';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'leaves its folder';
  if (parts.some((part) => utf8Length(part) > MAX_NAME_BYTES)) return 'too long';
  return undefined;
}

/** Length in UTF-8 bytes; this room has neither TextEncoder nor Buffer. */
function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

const pathSchema = z.string().refine((path) => pathProblem(path) === undefined);

/** A file that lies in the scratch folder when the program starts. Text as it is, anything else in base64. */
export const sourceFileSchema = z.strictObject({
  path: pathSchema,
  content: z.string(),
  encoding: z.enum(['utf8', 'base64']),
});
export type SourceFile = z.infer<typeof sourceFileSchema>;

/** How a program is connected: to a terminal of its own of so many cells, or to three plain pipes. */
export const stdioSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('terminal'),
    columns: z.int().min(1).max(1000),
    rows: z.int().min(1).max(1000),
  }),
  z.strictObject({ kind: z.literal('pipes') }),
]);
export type Stdio = z.infer<typeof stdioSchema>;

/**
 * How far a program's steps are recorded: so many in full, and after so many lines it is ended. A program that is not
 * recorded has neither limit.
 */
const traceOptionsSchema = z.strictObject({
  steps: z.int().min(0).max(100_000),
  lines: z.int().min(1).max(1_000_000_000),
});
export type TraceOptions = Readonly<z.infer<typeof traceOptionsSchema>>;

/** A live run's: more steps than anybody goes through, and some ten times the lines that a long exercise takes. */
export const LIVE_TRACE: TraceOptions = { steps: 20_000, lines: 20_000_000 };

/**
 * One run, complete: what to run, on what, within which limits. It is signed by the studio that made it and
 * checked by the runner that executes it, so that neither a window nor a file can widen a limit.
 */
export const executionSpecSchema = z.strictObject({
  version: z.literal(1),
  /** Which piece of work of which pupil this is, as the studio knows it; opaque to the runner. */
  submissionId: z.string().min(1).max(128),
  language: z.literal('python'),
  /** Identity of the image that it must run on: 64 hexadecimal digits. */
  image: z.string().regex(/^[0-9a-f]{64}$/),
  limits: limitsSchema,
  network: z.literal('disabled'),
  /** `facts`: nothing runs; what is told are the facts of every file (`facts.ts`). */
  mode: z.enum(['run', 'facts']),
  /** A call, in Python, that is made when the program has ended without an error, and whose value is told; or null. */
  call: z.nullable(z.string().min(1).max(MAX_CALL_LENGTH)),
  stdio: stdioSchema,
  /**
   * Where an uncaught exception is told: `printed` on the program's standard error as Python does, or only
   * `reported` as an event, where whoever shows it puts it in words first.
   */
  tracebacks: z.enum(['printed', 'reported']),
  /** Whether its steps are recorded; null if not. */
  trace: z.nullable(traceOptionsSchema),
  /** Path of the file to run, one of `files`. */
  entry: pathSchema,
  files: z.array(sourceFileSchema).min(1).max(MAX_FILES),
  /** Time after which it may not start any more, in milliseconds since 1970. */
  expiresAt: z.int(),
  /** Makes every spec unlike every other; a runner starts each only once. */
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
});
export type ExecutionSpec = z.infer<typeof executionSpecSchema>;

/** A spec as it travels: the exact bytes that were signed (JSON in UTF-8), and an Ed25519 signature. */
export interface SignedSpec {
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}
