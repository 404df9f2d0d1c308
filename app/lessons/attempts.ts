import type { Exercise } from './model.ts';

/** A program of the pack's own, and whether it must get all points. What `pack check` grades. */
export interface Attempt {
  /** `solution.py`, `starter.py`, `wrong/off-by-one.py`. */
  readonly file: string;
  readonly text: string;
  readonly mustPass: boolean;
}

/** What can be run of an exercise to find out whether its tests are right. A prediction is compared while it is read. */
export function attemptsOf({
  kind,
  starter,
  tests,
  teacher: { solution, wrong },
}: Exercise): readonly Attempt[] {
  if (kind === 'predict') return [];
  const attempts: Attempt[] = wrong.map(({ file, text }) => ({ file, text, mustPass: false }));
  if (starter !== undefined && tests.length > 0) {
    attempts.unshift({ file: 'starter.py', text: starter, mustPass: false });
  }
  if (solution !== undefined) attempts.unshift({ file: 'solution.py', text: solution, mustPass: true });
  return attempts;
}
