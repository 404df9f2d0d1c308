import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Program, Runs } from '../../app/runs/index.ts';
import {
  type EngineName,
  LIVE_LIMITS,
  LIVE_TRACE,
  Pool,
  type Run,
  Runner,
  SpecGate,
} from '../../runner/index.ts';
import { Bench } from '../../runner/testing/index.ts';
import { type Figure, figure } from '../figure.ts';
import { compare, timeFigures } from '../harness.ts';
import { quantile, summarise } from '../statistics.ts';
import { facts } from './facts.ts';
import { descriptorCount, newcomers, programs, residentByProcess } from './footprint.ts';
import { engineCommand, firstByte, hostPython } from './host.ts';

const HELLO = 'print("hello")\n';
const FLOOD = 'while True: print("x" * 100)\n';
const MIB = 1024 * 1024;
const ROUNDS = 60;

/** Every figure of this part on one engine. */
export async function measureEngine(name: EngineName, address: string): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sandlot-bench-'));
  try {
    await using bench = await Bench.open(name, folder, 0);
    return [
      ...(await warmRuns(bench, folder)),
      ...(await coldRuns(bench, address)),
      ...(await floods(bench)),
      ...(await waitingBox(bench)),
      ...(await facts(bench)),
      ...(await manyRuns(bench, folder)),
    ].map((one) => ({ ...one, figure: `${name}: ${one.figure}` }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The studio's own way: a turn in the queue, a signed spec, its checks, a box from a pool. */
class Way implements AsyncDisposable {
  readonly pool: Pool;
  readonly #runner: Runner;
  readonly #runs: Runs;

  constructor({ engine }: Bench, waiting: number) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.pool = new Pool(engine, { size: LIVE_LIMITS, count: waiting });
    this.#runner = new Runner({ gate: new SpecGate(publicKey), pool: this.pool, image: engine.image });
    this.#runs = new Runs({
      runner: this.#runner,
      image: engine.image,
      privateKey,
      atOnce: 4,
      mayWait: 4,
    });
  }

  start(code: string, changes: Partial<Program> = {}): Promise<Run> {
    return this.#runs.live('pupil', {
      entry: 'hello.py',
      files: [{ path: 'hello.py', content: code, encoding: 'utf8' }],
      stdio: { kind: 'terminal', columns: 80, rows: 24 },
      tracebacks: 'reported',
      trace: LIVE_TRACE,
      limits: LIVE_LIMITS,
      ...changes,
    });
  }

  /** Milliseconds from the request to the first byte of output at the host. */
  async firstByte(code: string): Promise<number> {
    const begin = performance.now();
    const run = await this.start(code);
    let first: number | undefined;
    for await (const event of run) if (event.type === 'stdout') first ??= performance.now() - begin;
    if (first === undefined) throw new Error(`no output: ${(await run.result).verdict}`);
    return first;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#runner[Symbol.asyncDispose]();
    await this.pool[Symbol.asyncDispose]();
  }
}

async function warmRuns(bench: Bench, folder: string): Promise<Figure[]> {
  await using way = new Way(bench, 2);
  const file = join(folder, 'hello.py');
  writeFileSync(file, HELLO);
  const python = hostPython();
  const compared = await compare({
    rounds: ROUNDS,
    ours: async () => {
      await way.pool.filled();
      await pause(150); // the machine rests, as it does while a child reads her own program
      return way.firstByte(HELLO);
    },
    theirs: async () => {
      await pause(150);
      return firstByte(python, [file]);
    },
  });
  const { ours, theirs } = compared;
  return [
    figure('warm run to first byte, against python3', 'ms', ours.median, theirs.median, {
      ratio: 'at most',
      value: 0.35,
    }),
    figure('warm run to first byte, p95 against its median', 'ms', ours.p95, theirs.median, {
      ratio: 'at most',
      value: 0.7,
    }),
  ];
}

async function coldRuns(bench: Bench, address: string): Promise<Figure[]> {
  await using way = new Way(bench, 0);
  const { name } = bench.engine.info;
  const [command, args] = await engineCommand(name, address);
  const compared = await compare({
    rounds: ROUNDS,
    ours: () => way.firstByte(HELLO),
    theirs: () => firstByte(command, args),
  });
  return timeFigures(`cold run to first byte, against ${name} run`, compared, {
    ratio: 'at most',
    value: 1.1,
  });
}

async function floods(bench: Bench): Promise<Figure[]> {
  await using way = new Way(bench, 1);
  const ends: number[] = [];
  const answers: number[] = [];
  const before = settledMemory();
  let most = before;
  for (let round = 0; round < ROUNDS; round += 1) {
    await way.pool.filled();
    const run = await way.start(FLOOD);
    let bytes = 0;
    let passed: number | undefined;
    for await (const event of run) {
      if (event.type === 'stdout') bytes += event.data.length;
      if (bytes >= LIVE_LIMITS.maxOutputBytes) passed ??= performance.now();
      most = Math.max(most, process.memoryUsage.rss());
    }
    const { verdict } = await run.result;
    if (verdict !== 'output limit exceeded' || passed === undefined) throw new Error(verdict);
    ends.push(performance.now() - passed);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    await way.pool.filled();
    const limits = { ...LIVE_LIMITS, maxOutputBytes: 16 * MIB };
    const run = await way.start(FLOOD, { limits });
    let asked: number | undefined;
    for await (const event of run) {
      if (asked !== undefined || event.type !== 'stdout') continue;
      asked = performance.now();
      void run.write(Buffer.of(3));
    }
    const { verdict } = await run.result;
    if (verdict !== 'stopped' || asked === undefined) throw new Error(verdict);
    answers.push(performance.now() - asked);
  }
  const [end, answer] = [summarise(ends), summarise(answers)];
  return [
    figure('endless output: ended after passing its limit, p95', 'ms', end.p95, undefined, {
      ours: 'at most',
      value: 300,
    }),
    figure('endless output: Ctrl-C answered, p95', 'ms', answer.p95, undefined, {
      ours: 'at most',
      value: 100,
    }),
    figure('endless output: growth of our process', 'MiB', (most - before) / MIB, undefined, {
      ours: 'at most',
      value: 30,
    }),
  ];
}

async function waitingBox({ engine }: Bench): Promise<Figure[]> {
  const sizes: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = residentByProcess();
    await using _sandbox = await engine.open(LIVE_LIMITS);
    await pause(50);
    sizes.push(newcomers(before, residentByProcess()));
  }
  const name = 'memory of one waiting box (PSS)';
  return [
    figure(name, 'MiB', quantile(sizes, 0.5) / MIB, undefined, {
      ours: 'at most',
      value: engine.info.name === 'docker' ? 20 : 15,
    }),
  ];
}

const RUNS = 200;
const SETTLED_AFTER = 50;

// Node keeps the connections of past requests for five seconds, in case there are more.
const IDLE_MILLIS = 6_000;

async function manyRuns(bench: Bench, folder: string): Promise<Figure[]> {
  await pause(IDLE_MILLIS);
  const before = { programs: programs(), descriptors: descriptorCount(), files: filesIn(folder) };
  const memory: number[] = [];
  {
    await using way = new Way(bench, 1);
    for (let run = 1; run <= RUNS; run += 1) {
      await way.firstByte(HELLO);
      if (run >= SETTLED_AFTER) memory.push(settledMemory());
    }
  }
  await pause(IDLE_MILLIS);
  const descriptors = descriptorCount(); // before we ask the engine, which takes a connection
  const owners = await bench.engine.sweep((owner) => Promise.resolve(owner === bench.owner.id));
  const left = {
    boxes: owners.length,
    processes: programs().difference(before.programs).size,
    descriptors: Math.max(0, descriptors - before.descriptors),
    files: filesIn(folder) - before.files,
  };
  const things = Object.values(left).reduce((sum, count) => sum + count, 0);
  if (things > 0) console.error('left:', left);
  // A median at either end: what is asked is whether it creeps, and one collection more or less does not matter.
  const start = quantile(memory.slice(0, 20), 0.5);
  const end = quantile(memory.slice(-20), 0.5);
  return [
    figure(`${RUNS} runs: boxes, processes, descriptors, files left`, 'things', things, undefined, {
      ours: 'at most',
      value: 0,
    }),
    figure(`${RUNS} runs: memory after the first ${SETTLED_AFTER}`, 'MiB', (end - start) / MIB, undefined, {
      ours: 'at most',
      value: 5,
    }),
  ];
}

const filesIn = (folder: string) => readdirSync(folder, { recursive: true }).length;

/** Resident memory of this process when what nobody needs is gone. */
function settledMemory(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
