import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EngineName, Grade } from '../../runner/index.ts';
import { GradingRoom, assessment, program, submission } from '../../runner/grader/testing/index.ts';
import { Bench } from '../../runner/testing/index.ts';
import { type Figure, figure } from '../figure.ts';
import { engineCommand } from '../run/host.ts';
import { quantile } from '../statistics.ts';

const SUBMISSIONS = 500;
/** Theirs is measured in rounds between ours, so that both meet the same machine. */
const ROUNDS = 5;
const SAMPLED_RUNS = 40;
const AT_ONCE = Math.max(2, availableParallelism());
const MIB = 1024 * 1024;

const INPUTS = [1, 2, 3, 10, 100];
const ASKED = assessment(INPUTS.map((n) => program(`t${n}`, `${n}\n`, `${n + 1}`)));
/** Each of them is another program, so that none of them has been graded before. */
const handedIn = (label: number) => submission(`# ${label}\nage = int(input())\nprint(age + 1)\n`);

export async function measureGrading(name: EngineName, address: string): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sandlot-bench-'));
  try {
    await using bench = await Bench.open(name, folder, 0);
    await using room = new GradingRoom(bench.engine, AT_ONCE);
    const command = await engineCommand(name, address);
    const journal = join(folder, 'grades.jsonl');
    let ours = 0;
    let theirs = 0;
    const memory: number[] = [];
    const perRound = SUBMISSIONS / ROUNDS;
    await theirTests(command, AT_ONCE); // both begin warm
    for (let round = 0; round < ROUNDS; round += 1) {
      const jobs = Array.from({ length: perRound }, (_, index) => {
        const label = round * perRound + index;
        return { label, assessment: ASKED, submission: handedIn(label) };
      });
      const begin = performance.now();
      for await (const { grade, label } of room.grader.gradeAll(jobs, { atOnce: AT_ONCE, journal })) {
        mustBeFull(grade);
        if (label % 5 === 0) memory.push(settledMemory());
      }
      ours += performance.now() - begin;
      theirs += await theirTests(command, SAMPLED_RUNS);
    }
    const tests = SUBMISSIONS * INPUTS.length;
    const scaled = theirs * (tests / (ROUNDS * SAMPLED_RUNS));
    const sampled = `theirs of ${ROUNDS * SAMPLED_RUNS} runs, scaled`;
    const [start, end] = [quantile(memory.slice(0, 20), 0.5), quantile(memory.slice(-20), 0.5)];
    return [
      figure(
        `${name}: tests graded a second, ${SUBMISSIONS} submissions of ${INPUTS.length} (${sampled})`,
        'tests/s',
        (tests / ours) * 1000,
        (tests / scaled) * 1000,
        { ratio: 'at least', value: 6 },
      ),
      figure(
        `${name}: growth of our process while it grades them`,
        'MiB',
        Math.max(0, end - start) / MIB,
        undefined,
        {
          ours: 'at most',
          value: 30,
        },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mustBeFull({ score, outOf }: Grade): void {
  if (score !== outOf) throw new Error(`a right program has ${score} of ${outOf} points`);
}

/** Milliseconds that so many tests take with the engine's own command, so many at once. */
async function theirTests([command, args]: [string, string[]], count: number): Promise<number> {
  const begin = performance.now();
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout.resume();
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`${command} run ended with ${code}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - begin;
}

/** Resident memory of this process when what nobody needs is gone. */
function settledMemory(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
