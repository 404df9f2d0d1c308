import type { Exercise } from './model.ts';

/** Something of a pack whose mark is known before: what `pack check` tries. */
export interface Attempt {
  /** `solution.py`, or `solution.txt` for a prediction; `starter.py`; `wrong/off-by-one.py`. */
  readonly file: string;
  readonly text: string;
  /** Whether it must get all points, or must not be enough. */
  readonly mustPass: boolean;
}

/** The solution, which is right, and the starter and the wrong attempts, which are not. */
export function attemptsOf({
  kind,
  starter,
  tests,
  teacher: { solution, wrong },
}: Exercise): readonly Attempt[] {
  const attempts: Attempt[] = wrong.map(({ file, text }) => ({ file, text, mustPass: false }));
  // Without tests there is nothing that a starter which runs would lack; and one to be predicted is no answer.
  if (starter !== undefined && tests.length > 0) {
    attempts.unshift({ file: 'starter.py', text: starter, mustPass: false });
  }
  const file = kind === 'predict' ? 'solution.txt' : 'solution.py';
  if (solution !== undefined) attempts.unshift({ file, text: solution, mustPass: true });
  return attempts;
}
