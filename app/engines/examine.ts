import { type EngineInfo, type Proof, RunnerError, openEngine, unmet } from '../../runner/index.ts';
import type { ChooseOptions } from './choose.ts';
import { renewProof } from './proofs.ts';

/** One engine that answers: what was proven of it, or why nothing could be. */
export interface Examination {
  readonly info: EngineInfo;
  readonly fit: boolean;
  readonly checks: Proof['checks'];
  readonly problem: RunnerError | undefined;
}

/** Try to break a box of every engine that was found, or of the one that is asked for. */
export async function examineEngines(options: Omit<ChooseOptions, 'beforeProving'>): Promise<Examination[]> {
  const { choice, findings, owner, runtime, proofs } = options;
  const examined: Examination[] = [];
  for (const candidate of findings.found) {
    const { info } = candidate.connection;
    if (choice !== 'auto' && choice !== info.name) continue;
    try {
      const proof = await renewProof(await openEngine(candidate, { owner, runtime }), proofs);
      examined.push({ info, fit: unmet(proof).length === 0, checks: proof.checks, problem: undefined });
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
      examined.push({ info, fit: false, checks: [], problem: error });
    }
  }
  return examined;
}
