import {
  FACTS_LIMITS,
  type FileFacts,
  GRADED_LIMITS,
  type Limits,
  type Returned,
  type RunResult,
  type SourceFile,
  type Value,
} from '../model/index.ts';
import type { Assessment, ExpectedOutput, Test } from './assessment.ts';
import { Boxes, type Collected, type GraderParts, type Job, type Leaving, insist, sign } from './boxes.ts';
import { firstDifference } from './difference.ts';
import { isEqual } from './equality.ts';
import { type TestGrade, type TestVerdict, excerptOf, shortened, testGrade, wordsOf } from './grade.ts';
import { parseLiteral } from './literal.ts';
import { type Printed, isExpected, printed } from './output.ts';
import { pythonText, quotedText } from './python-text.ts';
import { linesAgainst, linesWith } from './rules.ts';
import type { Turnstile } from './turnstile.ts';

/** What a pupil hands in. */
export interface Submission {
  readonly files: readonly SourceFile[];
  /** Path of the file that is run. */
  readonly entry: string;
}

/** What a program does that nobody judges. */
export interface Observed {
  readonly verdict: RunResult['verdict'];
  readonly output: string;
  /** What its call returned, as a literal; undefined if there is none for it. */
  readonly returned: string | undefined;
}

type ProgramTest = Extract<Test, { readonly kind: 'program' | 'call' }>;
type RuleTest = Extract<Test, { readonly kind: 'rule' }>;

/** What all submissions of a grader share. */
export interface Shared {
  readonly turnstile: Turnstile;
  readonly leaving: Leaving;
}

/** Gives one submission its tests, one by one. None of them can change what comes of another. */
export class Examiner implements AsyncDisposable {
  readonly #parts: GraderParts;
  readonly #turnstile: Turnstile;
  readonly #assessment: Assessment;
  readonly #submission: Submission;
  readonly #boxes: Boxes;
  /** A checker never sees the pupil's box, nor she the checker's. */
  readonly #checkers: Boxes;
  #facts: Promise<ReadonlyMap<string, FileFacts> | undefined> | undefined;

  constructor(
    parts: GraderParts,
    { turnstile, leaving }: Shared,
    assessment: Assessment,
    submission: Submission,
  ) {
    this.#parts = parts;
    this.#turnstile = turnstile;
    this.#assessment = assessment;
    this.#submission = submission;
    this.#boxes = new Boxes(parts, leaving);
    this.#checkers = new Boxes(parts, leaving);
  }

  grade(test: Test): Promise<TestGrade> {
    return test.kind === 'rule' ? this.#gradeRule(test) : this.#gradeProgram(test);
  }

  /** Run it and say what it does. Undefined if there was no box for it. */
  async observe(input: string, call: string | undefined): Promise<Observed | undefined> {
    const collected = await this.#run(this.#job(call ?? null), input);
    if (collected === undefined) return undefined;
    const value = valueOf(collected);
    return {
      verdict: collected.result.verdict,
      output: printed(collected.stdout).text,
      returned: value === undefined ? undefined : pythonText(value),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#boxes[Symbol.asyncDispose](), this.#checkers[Symbol.asyncDispose]()]);
  }

  // Programs and calls

  async #gradeProgram(test: ProgramTest): Promise<TestGrade> {
    const collected = await this.#run(this.#job(test.kind === 'call' ? test.call : null), test.input);
    const common = { id: test.id, outOf: test.points };
    if (collected === undefined) return testGrade({ ...common, verdict: 'internal error' });
    const { result, events, stderr } = collected;
    const output = printed(collected.stdout);
    const returned = events.find((event) => event.type === 'value')?.returned;
    const told = {
      ...common,
      stdout: excerptOf(output.text),
      stderr: excerptOf(printed(stderr).text),
      error: events.find((event) => event.type === 'error')?.error ?? null,
      exitCode: result.exitCode,
      returned: test.kind === 'call' ? returnedText(returned) : null,
      cpuMillis: result.cpuMillis,
      wallMillis: result.wallMillis,
    };
    if (result.verdict !== 'finished') return testGrade({ ...told, verdict: result.verdict as TestVerdict });
    const isReturned = test.kind === 'program' || hasReturned(test, returned);
    const judged = test.output === undefined ? RIGHT : await this.#judge(test.input, test.output, output);
    const verdict = judged.verdict === 'accepted' && !isReturned ? 'wrong answer' : judged.verdict;
    return testGrade({ ...told, ...judged, verdict });
  }

  #job(call: string | null): Job {
    const { limits, files } = this.#assessment;
    const { entry } = this.#submission;
    // What the program is given to read is the teacher's, whatever else has its name or is in its way.
    const own = this.#submission.files.filter(({ path }) => !files.some((given) => clash(path, given.path)));
    return { limits, mode: 'run', call, entry, files: [...files, ...own] };
  }

  /**
   * The clock on the wall is there for programs that wait for nothing. It may also run out because others had the
   * processor, or the disk was slow. So it runs again while nobody else does, and that counts.
   */
  async #run(job: Job, input: string): Promise<Collected | undefined> {
    const run = () => this.#boxes.run(job, input);
    const collected = await this.#turnstile.among(run);
    return collected?.result.reason === 'wall clock' ? this.#turnstile.alone(run) : collected;
  }

  async #judge(input: string, expected: ExpectedOutput, output: Printed): Promise<Judged> {
    if (expected.kind === 'checker') return this.#ask(expected.source, input, output.text);
    if (isExpected(expected.text, output, expected.comparison)) return RIGHT;
    const difference = firstDifference(expected.text, output, expected.comparison) ?? null;
    return { verdict: 'wrong answer', difference };
  }

  /**
   * What a checker says. An output on which it fails, as `int` does on a word, is not what it wanted. If there is no
   * checker at all, or it says neither yes nor no, that is its own fault: nobody knows the mark.
   */
  async #ask(source: string, input: string, output: string): Promise<Judged> {
    const { memoryMb, pids, diskMb } = this.#assessment.limits;
    const job: Job = {
      limits: { ...GRADED_LIMITS, memoryMb, pids, diskMb } satisfies Limits,
      mode: 'run',
      call: `check(${quotedText(input)}, ${quotedText(output)})`,
      entry: 'checker.py',
      files: [{ path: 'checker.py', content: source, encoding: 'utf8' }],
    };
    const run = (asked: Job) => this.#turnstile.among(() => this.#checkers.run(asked, ''));
    const collected = await run(job);
    if (collected === undefined) return UNKNOWN;
    if (collected.result.verdict !== 'finished') {
      const value = valueOf(await run({ ...job, call: 'callable(check)' }));
      return value?.type === 'bool' && value.value ? { verdict: 'wrong answer' } : UNKNOWN;
    }
    const value = valueOf(collected);
    if (value?.type === 'bool') return value.value ? RIGHT : { verdict: 'wrong answer' };
    return value?.type === 'str' ? { verdict: 'wrong answer', words: wordsOf(value.value) } : UNKNOWN;
  }

  // Rules

  async #gradeRule(test: RuleTest): Promise<TestGrade> {
    const common = { id: test.id, outOf: test.points };
    this.#facts ??= this.#read();
    const facts = await this.#facts;
    if (facts === undefined) return testGrade({ ...common, verdict: 'internal error' });
    const rule = {
      missing: [...test.uses],
      found: [] as { feature: string; file: string; line: number }[],
      tooBig: false,
    };
    for (const [file, told] of facts) {
      if (told.kind === 'syntaxError') return testGrade({ ...common, verdict: 'compile error' });
      if (told.kind === 'tooBig') {
        rule.tooBig = true;
        continue;
      }
      // What is left out may be just that.
      if (!told.complete) rule.tooBig = true;
      rule.missing = rule.missing.filter((feature) => linesWith(told, feature).length === 0);
      for (const feature of test.avoids) {
        const [line] = linesAgainst(told, feature);
        if (line !== undefined) rule.found.push({ feature, file, line });
      }
    }
    const isKept = rule.missing.length === 0 && rule.found.length === 0 && !rule.tooBig;
    return testGrade({ ...common, verdict: isKept ? 'accepted' : 'wrong answer', rule });
  }

  /** The facts of every file of the pupil's that may be run. Undefined if there was no box to read them in. */
  #read(): Promise<ReadonlyMap<string, FileFacts> | undefined> {
    const { entry, files } = this.#submission;
    const sources = files.filter(({ path }) => path === entry || path.endsWith('.py'));
    const job: Job = { limits: FACTS_LIMITS, mode: 'facts', call: null, entry, files: sources };
    return insist(() => this.#parts.facts.read(sign(job, this.#parts)));
  }
}

/** Whether they are one file, or one would have to be a folder for the other. */
const clash = (path: string, other: string): boolean =>
  path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`);

function valueOf(collected: Collected | undefined): Value | undefined {
  const returned = collected?.events.find((event) => event.type === 'value')?.returned;
  return collected?.result.verdict === 'finished' && returned?.kind === 'value' ? returned.value : undefined;
}

type Judged = Pick<TestGrade, 'verdict'> & Partial<Pick<TestGrade, 'difference' | 'words'>>;

const RIGHT: Judged = { verdict: 'accepted' };
const UNKNOWN: Judged = { verdict: 'internal error' };

function hasReturned(
  { returns, tolerance }: Extract<Test, { kind: 'call' }>,
  returned: Returned | undefined,
): boolean {
  if (returns === undefined) return returned !== undefined;
  return returned?.kind === 'value' && isEqual(parseLiteral(returns), returned.value, tolerance);
}

function returnedText(returned: Returned | undefined): TestGrade['returned'] {
  if (returned === undefined) return { kind: 'nothing' };
  return returned.kind === 'value'
    ? { kind: 'value', text: shortened(pythonText(returned.value)) }
    : returned;
}
