import type { Grade, Grader, GradingJob } from '../runner/index.ts';
import {
  type Attempt,
  type Exercise,
  type Pack,
  assessmentFor,
  attemptsOf,
  exercisesOf,
  isPredicted,
  submissionOf,
} from './lessons/index.ts';

/** Something of a pack that was tried, and whether it did what it should. */
export interface Trial {
  readonly exercise: string;
  /** `solution.py`, `starter.py`, `wrong/off-by-one.py`. */
  readonly file: string;
  readonly shouldPass: boolean;
  readonly passes: boolean;
  /** Undefined for what is not graded, such as a prediction. */
  readonly grade: Grade | undefined;
}

/** How many trials a pack takes. */
export const trialsOf = (pack: Pack): number =>
  exercisesOf(pack).reduce((sum, exercise) => sum + attemptsOf(exercise).length, 0);

/**
 * Try every solution, which must be accepted, every starter, which must not be, and every wrong attempt, which must
 * fail. Each is given when it is done; so many are tried at once.
 *
 * @throws RunnerError if there is no box to be had
 */
export async function* tryPack(pack: Pack, grader: Grader, atOnce: number): AsyncGenerator<Trial, void> {
  for (const exercise of exercisesOf(pack)) {
    if (exercise.kind === 'predict') yield* tryPredictions(exercise, grader);
  }
  for await (const { label, grade } of grader.gradeAll(jobsOf(pack, grader), { atOnce })) {
    const { exercise, attempt } = label;
    // A solution needs all points; anything else has passed where it is enough.
    const needed = attempt.mustPass ? grade.outOf : exercise.passing;
    yield trial(exercise, attempt, grade.score !== null && grade.score >= needed, grade);
  }
}

async function* jobsOf(
  pack: Pack,
  grader: Grader,
): AsyncGenerator<GradingJob<{ exercise: Exercise; attempt: Attempt }>, void> {
  for (const exercise of exercisesOf(pack)) {
    if (exercise.kind === 'predict') continue;
    const assessment = await assessmentFor(exercise, grader);
    for (const attempt of attemptsOf(exercise)) {
      yield { label: { exercise, attempt }, assessment, submission: submissionOf(attempt.text) };
    }
  }
}

/** What the starter really prints is right, and nothing else. */
async function* tryPredictions(exercise: Exercise, grader: Grader): AsyncGenerator<Trial, void> {
  const starter = submissionOf(exercise.starter ?? '');
  const { output } = await grader.observe(exercise, starter, { input: '', call: undefined });
  for (const attempt of attemptsOf(exercise)) {
    yield trial(exercise, attempt, isPredicted(attempt.text, output), undefined);
  }
}

const trial = (
  { id }: Exercise,
  { file, mustPass }: Attempt,
  passes: boolean,
  grade: Grade | undefined,
): Trial => ({ exercise: id, file, shouldPass: mustPass, passes, grade });
