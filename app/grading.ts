import type { Grade, Grader } from '../runner/index.ts';
import { type Exercise, type Pack, assessmentFor, isPredicted, submissionOf } from './lessons/index.ts';

/** Something of a pack that was run, and whether it did what it should. */
export interface Trial {
  readonly exercise: string;
  /** `solution.py`, `starter.py`, `wrong/off-by-one.py`. */
  readonly file: string;
  readonly shouldPass: boolean;
  readonly passes: boolean;
  /** Undefined for what is not graded, such as a prediction. */
  readonly grade: Grade | undefined;
}

/**
 * Run every solution, which must be accepted, every starter, which must not be, and every wrong attempt, which must
 * fail.
 *
 * @throws RunnerError if there is no box to be had
 */
export async function* tryPack(pack: Pack, grader: Grader): AsyncGenerator<Trial, void> {
  for (const { exercises } of pack.units) {
    for (const exercise of exercises) yield* tryExercise(exercise, grader);
  }
}

async function* tryExercise(exercise: Exercise, grader: Grader): AsyncGenerator<Trial, void> {
  const { id, kind, starter, teacher, tests, passing } = exercise;
  if (kind === 'predict') {
    yield* tryPrediction(exercise, grader);
    return;
  }
  const assessment = await assessmentFor(exercise, grader);
  const attempt = async (file: string, code: string, shouldPass: boolean): Promise<Trial> => {
    if (tests.length === 0) {
      const { verdict } = await grader.observe(exercise, submissionOf(code), { input: '', call: undefined });
      return { exercise: id, file, shouldPass, passes: verdict === 'finished', grade: undefined };
    }
    const grade = await grader.grade(assessment, submissionOf(code));
    const needed = shouldPass ? grade.outOf : passing;
    return { exercise: id, file, shouldPass, passes: grade.score !== null && grade.score >= needed, grade };
  };
  if (teacher.solution !== undefined) yield await attempt('solution.py', teacher.solution, true);
  // One that cannot fail has nothing that it must not pass.
  if (tests.length === 0) return;
  if (starter !== undefined) yield await attempt('starter.py', starter, false);
  for (const { file, text } of teacher.wrong) yield await attempt(file, text, false);
}

/** The solution is what the starter prints; a wrong attempt is not. */
async function* tryPrediction(exercise: Exercise, grader: Grader): AsyncGenerator<Trial, void> {
  const { id, starter = '', teacher } = exercise;
  const { output } = await grader.observe(exercise, submissionOf(starter), { input: '', call: undefined });
  const trial = (file: string, text: string, shouldPass: boolean): Trial => {
    return { exercise: id, file, shouldPass, passes: isPredicted(text, output), grade: undefined };
  };
  yield trial('solution.txt', teacher.solution ?? '', true);
  for (const { file, text } of teacher.wrong) yield trial(file, text, false);
}
