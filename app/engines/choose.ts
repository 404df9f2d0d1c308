import {
  type Engine,
  type EngineName,
  RunnerError,
  type findEngines,
  openEngine,
  unmet,
} from '../../runner/index.ts';
import { proofOf } from './proofs.ts';

/** An engine by name, or the first that is fit. */
export type EngineChoice = 'auto' | EngineName;

export type Findings = Awaited<ReturnType<typeof findEngines>>;

export interface ChooseOptions {
  readonly choice: EngineChoice;
  readonly findings: Findings;
  readonly owner: string;
  /** A stronger runtime to ask for, such as `runsc`; the engine must list it. */
  readonly runtime: string | undefined;
  /** Folder where proofs are kept. */
  readonly proofs: string;
  /** Told before an engine is tried for the first time, which takes a few seconds. */
  readonly beforeProving: (() => void) | undefined;
}

/**
 * The first engine of those that were found whose boxes have been proven to hold.
 *
 * @throws RunnerError why there is none: what was wrong with the last one, or that there is not one
 */
export async function chooseEngine(options: ChooseOptions): Promise<Engine> {
  const { choice, findings, owner, runtime, proofs, beforeProving } = options;
  const refused = findings.missed.filter(({ error }) => error.code === 'engine-unfit');
  let why = refused.find(({ endpoint }) => choice === 'auto' || endpoint.expected === choice)?.error;
  for (const candidate of findings.found) {
    const { name } = candidate.connection.info;
    if (choice !== 'auto' && choice !== name) continue;
    try {
      const engine = await openEngine(candidate, { owner, runtime });
      const broken = unmet(await proofOf(engine, proofs, beforeProving));
      if (broken.length === 0) return engine;
      why = new RunnerError('engine-unfit', { engine: name, why: 'limits', limits: broken.join(', ') });
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
      why = error;
    }
  }
  throw why ?? new RunnerError('engine-missing', { engine: choice });
}
