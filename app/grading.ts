import type { Grade, Grader } from '../runner/index.ts';
import {
  type Exercise,
  type Pack,
  assessmentFor,
  attemptsOf,
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
 * fail.
 *
 * @throws RunnerError if there is no box to be had
 */
export async function* tryPack(pack: Pack, grader: Grader): AsyncGenerator<Trial, void> {
  for (const exercise of exercisesOf(pack)) {
    const passes =
      exercise.kind === 'predict' ? await predicting(exercise, grader) : await grading(exercise, grader);
    for (const { file, text, mustPass } of attemptsOf(exercise)) {
      yield { exercise: exercise.id, file, shouldPass: mustPass, ...(await passes(text, mustPass)) };
    }
  }
}

const exercisesOf = ({ units }: Pack) => units.flatMap(({ exercises }) => exercises);

type Outcome = Pick<Trial, 'passes' | 'grade'>;
type Attempting = (text: string, mustPass: boolean) => Outcome | Promise<Outcome>;

/** A solution needs all points; anything else has passed where it is enough. */
async function grading(exercise: Exercise, grader: Grader): Promise<Attempting> {
  const assessment = await assessmentFor(exercise, grader);
  return async (text, mustPass) => {
    const grade = await grader.grade(assessment, submissionOf(text));
    const needed = mustPass ? grade.outOf : exercise.passing;
    return { passes: grade.score !== null && grade.score >= needed, grade };
  };
}

/** What the starter really prints is right, and nothing else. */
async function predicting(exercise: Exercise, grader: Grader): Promise<Attempting> {
  const starter = submissionOf(exercise.starter ?? '');
  const { output } = await grader.observe(exercise, starter, { input: '', call: undefined });
  return (text) => ({ passes: isPredicted(text, output), grade: undefined });
}
