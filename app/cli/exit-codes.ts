import type { Verdict } from '../../runner/index.ts';

/** What `sandlot run` exits with. 2 is for a command line or a file that is not right. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = {
  finished: 0,
  accepted: 0,
  'runtime error': 1,
  'compile error': 3,
  'time limit exceeded': 4,
  'memory limit exceeded': 5,
  'output limit exceeded': 6,
  stopped: 7,
  'internal error': 8,
  'wrong answer': 9,
};
export const BAD_INPUT = 2;
