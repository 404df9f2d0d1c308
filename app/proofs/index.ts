/** Keeps what was proven of an engine, so that it need not be proven before every run. */
export { proofOf, renewProof } from './proofs.ts';
