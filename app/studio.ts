import { availableParallelism } from 'node:os';
import {
  type Engine,
  type EngineName,
  LIVE_LIMITS,
  Owner,
  Pool,
  Runner,
  RunnerError,
  SpecGate,
  findEngines,
  forget,
  isDead,
  openEngine,
  unmet,
} from '../runner/index.ts';
import { inHome, openHome, studioKeys } from './home/index.ts';
import { proofOf } from './proofs/index.ts';
import { Runs } from './runs/index.ts';

export type EngineChoice = 'auto' | EngineName;

export interface StudioOptions {
  readonly engine: EngineChoice;
  /** How many boxes are kept waiting. */
  readonly waiting: number;
  /** Told before the first run on a machine proves that its boxes hold, which takes a few seconds. */
  readonly beforeProving?: () => void;
}

/** Programs that may wait for their turn: two classes, each pupil once. */
const MAY_WAIT = 64;

/** The rooms, joined. The one file that knows them all. */
export class Studio implements AsyncDisposable {
  readonly runs: Runs;
  readonly engine: Engine;
  readonly #resources: AsyncDisposableStack;

  private constructor(runs: Runs, engine: Engine, resources: AsyncDisposableStack) {
    this.runs = runs;
    this.engine = engine;
    this.#resources = resources;
  }

  /**
   * Open the studio on the first engine that is fit.
   *
   * @throws RunnerError why there is none, or why its home cannot be used
   */
  static async open(options: StudioOptions): Promise<Studio> {
    const home = openHome();
    await using resources = new AsyncDisposableStack();
    const owner = resources.use(await inHome(home.owners, () => Owner.claim(home.owners)));
    const findings = resources.use(await findEngines());
    const engine = await inHome(home.proofs, () => firstFit(options, owner.id, home.proofs, findings));
    const sweeping = engine
      .sweep((id) => Promise.resolve(isDead(home.owners, id)))
      .then((owners) => {
        for (const id of owners) forget(home.owners, id);
      })
      .catch(() => undefined); // what cannot be swept now is swept the next time
    resources.defer(() => sweeping);
    const pool = resources.use(new Pool(engine, { size: LIVE_LIMITS, count: options.waiting }));
    pool.fill();
    const keys = studioKeys(home);
    const gate = new SpecGate(keys.publicKey);
    const runner = resources.use(new Runner({ gate, pool, image: engine.image }));
    const runs = new Runs({
      runner,
      image: engine.image,
      privateKey: keys.privateKey,
      atOnce: 2 * availableParallelism(),
      mayWait: MAY_WAIT,
    });
    return new Studio(runs, engine, resources.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

async function firstFit(
  { engine: choice, beforeProving }: StudioOptions,
  owner: string,
  proofs: string,
  { found, missed }: Awaited<ReturnType<typeof findEngines>>,
): Promise<Engine> {
  const errors = missed.filter(({ endpoint }) => choice === 'auto' || endpoint.expected === choice);
  let why = errors.find(({ error }) => error.code === 'engine-unfit')?.error;
  for (const candidate of found) {
    const { name } = candidate.connection.info;
    if (choice !== 'auto' && choice !== name) continue;
    try {
      const engine = await openEngine(candidate, { owner });
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
