import { RunnerError } from '../model/index.ts';
import type { Assessment } from './assessment.ts';
import { atOnceAtMost } from './at-once.ts';
import { type GraderParts, Leaving } from './boxes.ts';
import { BadAssessment, assessmentProblems } from './check.ts';
import { Examiner, type Observed, type Submission } from './examiner.ts';
import { type Grade, type TestGrade, gradeOf } from './grade.ts';
import { Journal, keyOfGrade } from './journal.ts';
import { Turnstile } from './turnstile.ts';

/** One submission among many, and what its grade is to be given back with. */
export interface GradingJob<Label> {
  readonly label: Label;
  readonly assessment: Assessment;
  readonly submission: Submission;
}

export interface Graded<Label> {
  readonly label: Label;
  readonly grade: Grade;
  /** Whether it was found in the journal. */
  readonly resumed: boolean;
}

export interface GradeAllOptions {
  /** How many submissions are graded at once. */
  readonly atOnce: number;
  /** Path of a file in which grades are written down, and from which they are taken if they are there. */
  readonly journal?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Gives marks. What it grades at the same time, and in which order, makes no difference to them. */
export class Grader implements AsyncDisposable {
  readonly #parts: GraderParts;
  readonly #shared = { turnstile: new Turnstile(), leaving: new Leaving() };

  constructor(parts: GraderParts) {
    // A box for facts reads one thing at a time.
    let reading: Promise<unknown> = Promise.resolve();
    const read: GraderParts['facts']['read'] = (signed) => {
      const mine = reading.then(() => parts.facts.read(signed));
      reading = mine.catch(() => undefined);
      return mine;
    };
    this.#parts = { ...parts, facts: { read } };
  }

  /** Resolves when nothing is left of the boxes that were used. Whoever grades has to be done. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#shared.leaving[Symbol.asyncDispose]();
  }

  /**
   * Grade one submission.
   *
   * @throws BadAssessment
   * @throws RunnerError if the submission cannot be run at all, as when it has too many files
   */
  async grade(assessment: Assessment, submission: Submission): Promise<Grade> {
    const problems = assessmentProblems(assessment);
    if (problems.length > 0) throw new BadAssessment(problems);
    await using examiner = new Examiner(this.#parts, this.#shared, assessment, submission);
    const tests: TestGrade[] = [];
    for (const test of assessment.tests) tests.push(await examiner.grade(test));
    return gradeOf(tests);
  }

  /**
   * What a program does with an input, and what a call of one of its functions returns. Nobody judges it.
   *
   * @throws RunnerError if there is no box to be had
   */
  async observe(
    { limits, files }: Pick<Assessment, 'limits' | 'files'>,
    submission: Submission,
    { input, call }: { readonly input: string; readonly call: string | undefined },
  ): Promise<Observed> {
    await using examiner = new Examiner(this.#parts, this.#shared, { tests: [], limits, files }, submission);
    const observed = await examiner.observe(input, call);
    if (observed === undefined) throw new RunnerError('box-failed', { words: 'internal error' });
    return observed;
  }

  /**
   * Grade many, and give each when it is done. What is in the journal already is not graded again; nor is a grade
   * written there that lacks its score, so that it is tried again next time.
   *
   * @throws BadAssessment or RunnerError, as `grade` does; the reason of `signal`
   */
  async *gradeAll<Label>(
    jobs: Iterable<GradingJob<Label>> | AsyncIterable<GradingJob<Label>>,
    { atOnce, journal, signal }: GradeAllOptions,
  ): AsyncGenerator<Graded<Label>, void> {
    if (!Number.isInteger(atOnce) || atOnce < 1) throw new RangeError(`atOnce: ${atOnce}`);
    await using book = journal === undefined ? undefined : await Journal.open(journal);
    // The same submission twice is graded once, and the second waits for the first.
    const underway = new Map<string, Promise<Grade>>();
    const one = async ({ label, assessment, submission }: GradingJob<Label>): Promise<Graded<Label>> => {
      const key = keyOfGrade(assessment, submission, this.#parts.image);
      const found = await book?.get(key);
      if (found !== undefined) return { label, grade: found, resumed: true };
      let grading = underway.get(key);
      if (grading === undefined) {
        grading = this.grade(assessment, submission).then(async (grade) => {
          if (grade.score !== null) await book?.add(key, grade);
          return grade;
        });
        underway.set(key, grading);
        const forget = () => underway.delete(key);
        grading.then(forget, forget);
      }
      return { label, grade: await grading, resumed: false };
    };
    yield* atOnceAtMost(atOnce, jobs, one, signal);
  }
}
