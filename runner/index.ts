/**
 * Runs untrusted code. It knows nothing of lessons, windows or Electron, and of our own code only what the
 * boxes are made of (sandbox-images).
 */
export * from './model/index.ts';
export {
  type Engine,
  type EngineInfo,
  type EngineName,
  findEngines,
  openEngine,
  sweepBoxes,
} from './engines/index.ts';
export { FactsBox } from './facts/index.ts';
export * from './grader/index.ts';
export { Owner, deadOwners, forget, isDead } from './owner/index.ts';
export { Pool, waitingBoxes } from './pool/index.ts';
export { type Proof, proofSchema, prove, unmet } from './proof/index.ts';
export { TraceRecorder } from './recording/index.ts';
export { Runner } from './runner.ts';
export type { Run } from './sandbox/index.ts';
export { SpecGate, type VerifiedSpec, signSpec } from './signing/index.ts';
