import { availableParallelism } from 'node:os';
import {
  type EngineInfo,
  FactsBox,
  GRADED_LIMITS,
  Grader,
  LIVE_LIMITS,
  Owner,
  Pool,
  Runner,
  SpecGate,
  findEngines,
  gradedBox,
  deadOwners,
  forget,
  sweepBoxes,
  waitingBoxes,
} from '../runner/index.ts';
import { inHome } from './base/index.ts';
import {
  type EngineChoice,
  type Examination,
  type Findings,
  chooseEngine,
  examineEngines,
} from './engines/index.ts';
import { FactsRoom } from './facts/index.ts';
import { openHome, studioKeys } from './home/index.ts';
import { Runs } from './runs/index.ts';

export type { EngineChoice, Examination } from './engines/index.ts';

export interface WorkshopOptions {
  readonly engine: EngineChoice;
  /** Memory of the boxes that wait, in MiB; a run that wants another size waits for its box. */
  readonly memoryMb?: number;
  /** How many boxes are kept waiting; by default as many as suit this machine's memory. */
  readonly waiting?: number;
  /** How many submissions are graded at once, at the most; so many boxes wait for them from the first on. */
  readonly gradedAtOnce?: number;
  /** Told before the first run on a machine proves that its boxes hold, which takes a few seconds. */
  readonly beforeProving?: () => void;
}

/** Programs that may wait for their turn: two classes, each pupil once. */
const MAY_WAIT = 64;

/** What it takes to run programs, to read them and to give them marks: a fit engine, boxes that wait, a runner, and the queue before it. */
export class Workshop implements AsyncDisposable {
  readonly runs: Runs;
  readonly facts: FactsRoom;
  readonly grader: Grader;
  readonly engine: EngineInfo;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    rooms: { runs: Runs; facts: FactsRoom; grader: Grader },
    engine: EngineInfo,
    resources: AsyncDisposableStack,
  ) {
    this.runs = rooms.runs;
    this.facts = rooms.facts;
    this.grader = rooms.grader;
    this.engine = engine;
    this.#resources = resources;
  }

  /**
   * Open on the first engine that is fit.
   *
   * @throws RunnerError why there is none, or why the home cannot be used
   */
  static async open(options: WorkshopOptions): Promise<Workshop> {
    await using resources = new AsyncDisposableStack();
    const { home, owner, findings } = await enter(resources);
    const engine = await chooseEngine({
      choice: options.engine,
      findings,
      owner,
      runtime: process.env['SANDLOT_RUNTIME'],
      proofs: home.proofs,
      beforeProving: options.beforeProving,
    });
    // What cannot be swept now is swept by the next studio; it must not keep this one from opening.
    const sweeping = sweep(findings, home.owners).catch(() => undefined);
    resources.defer(() => sweeping);

    const size = { ...LIVE_LIMITS, ...(options.memoryMb !== undefined && { memoryMb: options.memoryMb }) };
    const pool = resources.use(new Pool(engine, { size, count: options.waiting ?? waitingBoxes() }));
    pool.fill();
    const { publicKey, privateKey } = studioKeys(home);
    const gate = new SpecGate(publicKey);
    const runner = resources.use(new Runner({ gate, pool, image: engine.image }));
    const runs = new Runs({
      runner,
      image: engine.image,
      privateKey,
      atOnce: 2 * availableParallelism(),
      mayWait: MAY_WAIT,
    });
    resources.defer(() => runs.close());
    const { image } = engine;
    const facts = resources.use(
      new FactsRoom({ makeBox: () => new FactsBox({ engine, gate, image }), image, privateKey }),
    );
    const graded = resources.use(
      new Pool(engine, { size: gradedBox(GRADED_LIMITS), count: options.gradedAtOnce ?? 0, hurry: true }),
    );
    const read = resources.use(new FactsBox({ engine, gate, image }));
    const grader = resources.use(new Grader({ pool: graded, facts: read, gate, privateKey, image }));
    return new Workshop({ runs, facts, grader }, engine.info, resources.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/**
 * What the doctor finds on this machine: the engines that answer, examined, and the places that do not.
 *
 * @throws RunnerError if the studio's home cannot be used
 */
export async function examine(
  choice: EngineChoice,
): Promise<{ examined: Examination[]; missed: Findings['missed'] }> {
  await using resources = new AsyncDisposableStack();
  const { home, owner, findings } = await enter(resources);
  const examined = await examineEngines({
    choice,
    findings,
    owner,
    runtime: process.env['SANDLOT_RUNTIME'],
    proofs: home.proofs,
  });
  return { examined, missed: findings.missed };
}

/** Come home, say that we are here, and look for engines. */
async function enter(resources: AsyncDisposableStack) {
  const home = openHome();
  const owner = resources.use(inHome(home.owners, () => Owner.claim(home.owners)));
  const findings = resources.use(await findEngines());
  return { home, owner: owner.id, findings };
}

/**
 * Remove what studios of this home left behind when they were killed, on every engine that answers. Their locks
 * are what tells that they are dead, so those go last, and only when no engine is left with a box of theirs.
 */
async function sweep({ found }: Findings, owners: string): Promise<void> {
  const dead = deadOwners(owners);
  if (dead.length === 0) return;
  const isOurs = (id: string) => Promise.resolve(dead.includes(id));
  const asked = await Promise.allSettled(found.map(({ connection }) => sweepBoxes(connection, isOurs)));
  if (asked.some(({ status }) => status === 'rejected')) return; // the next studio tries again
  const left = asked.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value.left : []));
  for (const id of dead) if (!left.includes(id)) forget(owners, id);
}
