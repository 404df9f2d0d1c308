import { randomBytes, randomUUID } from 'node:crypto';
import type { ExecutionSpec, Limits, SourceFile, Stdio } from '../../runner/index.ts';

/** What somebody wants to have run. */
export interface Program {
  readonly entry: string;
  readonly files: readonly SourceFile[];
  readonly stdio: Stdio;
  readonly tracebacks: ExecutionSpec['tracebacks'];
  /** How far its steps are recorded; null if they are not. */
  readonly trace: ExecutionSpec['trace'];
  readonly limits: Limits;
}

// A spec is made when its turn has come. From there to the box a busy machine may take a while.
const SPEC_LIFETIME_MILLIS = 60 * 1000;

/** A spec for one start of a program; another start needs another. */
export function specFor(program: Program, image: string): ExecutionSpec {
  return {
    version: 1,
    submissionId: randomUUID(),
    language: 'python',
    image,
    network: 'disabled',
    mode: 'run',
    call: null,
    ...program,
    files: [...program.files],
    expiresAt: Date.now() + SPEC_LIFETIME_MILLIS,
    nonce: randomBytes(16).toString('hex'),
  };
}
