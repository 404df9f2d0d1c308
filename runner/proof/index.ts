/** Proving that an engine's boxes hold what they promise, by trying to break one. */
export { type Proof, proofSchema, prove, unmet } from './proof.ts';
