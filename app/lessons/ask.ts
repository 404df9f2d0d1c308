import type { Assessment, Grader, SourceFile, Submission } from '../../runner/index.ts';
import { assessmentOf } from './expand.ts';
import type { Exercise } from './model.ts';

/** Gives marks, and tells what solutions do. */
export type Marker = Pick<Grader, 'grade' | 'observe'>;

/** The file that a pupil's program is, wherever it came from. */
export const PROGRAM = 'main.py';

/** A program of one file, as it is handed in. */
export const submissionOf = (code: string, others: readonly SourceFile[] = []): Submission => ({
  entry: PROGRAM,
  files: [{ path: PROGRAM, content: code, encoding: 'utf8' }, ...others],
});

/**
 * What an exercise is measured by; what is generated is asked of its solution.
 *
 * @throws RunnerError if there is no box to ask it in
 */
export function assessmentFor(exercise: Exercise, marker: Marker): Promise<Assessment> {
  return assessmentOf(exercise, async (solution, question) => {
    const { output, returned } = await marker.observe(exercise, submissionOf(solution), question);
    return { output, returned };
  });
}
