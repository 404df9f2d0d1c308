/** A grader on a real engine, and short words for assessments and submissions. For tests and benchmarks only. */
import { generateKeyPairSync } from 'node:crypto';
import type { Engine } from '../../engines/index.ts';
import { FactsBox } from '../../facts/index.ts';
import { GRADED_LIMITS } from '../../model/index.ts';
import { Pool } from '../../pool/index.ts';
import { SpecGate } from '../../signing/index.ts';
import type { Assessment, ExpectedOutput, Test } from '../assessment.ts';
import { type GraderParts, gradedBox } from '../boxes.ts';
import type { Submission } from '../examiner.ts';
import { Grader, type GradingJob } from '../grader.ts';

/** A grader with a pool and a facts box of its own. */
export class GradingRoom implements AsyncDisposable {
  readonly grader: Grader;
  readonly parts: GraderParts;
  readonly #pool: Pool;
  readonly #facts: FactsBox;

  /** @param change what a test puts in the place of a real part */
  constructor(engine: Engine, waiting = 2, change: (parts: GraderParts) => GraderParts = (parts) => parts) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const gate = new SpecGate(publicKey);
    const { image } = engine;
    this.#pool = new Pool(engine, { size: gradedBox(GRADED_LIMITS), count: waiting, hurry: true });
    this.#facts = new FactsBox({ engine, gate, image });
    this.parts = { pool: this.#pool, facts: this.#facts, gate, privateKey, image };
    this.grader = new Grader(change(this.parts));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.grader[Symbol.asyncDispose]();
    await this.#facts[Symbol.asyncDispose]();
    await this.#pool[Symbol.asyncDispose]();
  }
}

/** A program of one file. */
export const submission = (code: string, files: Readonly<Record<string, string>> = {}): Submission => ({
  entry: 'main.py',
  files: Object.entries({ 'main.py': code, ...files }).map(([path, content]) => ({
    path,
    content,
    encoding: 'utf8',
  })),
});

export const assessment = (tests: readonly Test[], rest: Partial<Assessment> = {}): Assessment => ({
  tests,
  limits: GRADED_LIMITS,
  files: [],
  ...rest,
});

const text = (output: string | ExpectedOutput): ExpectedOutput =>
  typeof output === 'string' ? { kind: 'text', text: output, comparison: { kind: 'lines' } } : output;

export const program = (id: string, input: string, output: string | ExpectedOutput, points = 1): Test => ({
  kind: 'program',
  id,
  points,
  input,
  output: text(output),
});

export const call = (
  id: string,
  of: string,
  returns: string | undefined,
  {
    points = 1,
    tolerance = 0,
    input = '',
    output,
  }: { points?: number; tolerance?: number; input?: string; output?: string } = {},
): Test => ({
  kind: 'call',
  id,
  points,
  call: of,
  returns,
  tolerance,
  input,
  output: output === undefined ? undefined : text(output),
});

export const rule = (
  id: string,
  uses: readonly string[],
  avoids: readonly string[] = [],
  points = 1,
): Test => ({
  kind: 'rule',
  id,
  points,
  uses,
  avoids,
});

export const checker = (source: string): ExpectedOutput => ({ kind: 'checker', source });

/** Thirty programs, of which every third is right. */
export function someJobs(): GradingJob<number>[] {
  const asked = assessment([program('a', '1\n', '2'), program('b', '5\n', '10')]);
  return Array.from({ length: 30 }, (_, label) => ({
    label,
    assessment: asked,
    submission: submission(`# ${label}\nn = int(input())\nprint(n * ${label % 3 === 0 ? 2 : 3})`),
  }));
}
