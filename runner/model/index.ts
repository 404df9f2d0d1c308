/**
 * The nouns that every room uses: spec, limits, verdict, event, error. Types and schemas only; no Node, no
 * DOM, no behaviour.
 */
export {
  FACTS_LIMITS,
  GRADED_LIMITS,
  LIMIT_BOUNDS,
  LIVE_LIMITS,
  limitsSchema,
  type BoxKind,
  type BoxSize,
  type Limits,
} from './limits.ts';
export {
  LIVE_TRACE,
  MAX_CODE_BYTES,
  MAX_FILES,
  MAX_FILES_BYTES,
  executionSpecSchema,
  pathProblem,
  type ExecutionSpec,
  type SignedSpec,
  type SourceFile,
  type Stdio,
} from './spec.ts';
export {
  TEST_VERDICTS,
  VERDICTS,
  type Reason,
  type RunResult,
  runResultSchema,
  type Verdict,
} from './verdict.ts';
export { type FileFacts, fileFactsSchema } from './facts.ts';
export type { Returned, Value } from './value.ts';
export { programErrorSchema, type ProgramError, type RunEvent } from './event.ts';
export { RUNNER_ERROR_CODES, RunnerError, type RunnerErrorCode } from './error.ts';
