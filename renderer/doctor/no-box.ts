import type { DoctorReport } from '../../app/contract/index.ts';

type Check = Pick<DoctorReport['engines'][number]['checks'][number], 'state' | 'seen'>;

/** Why an engine could start no box at all: where every try failed in the same way there was none to try it in. */
export function whyNoBox(checks: readonly Check[]): string | undefined {
  const [first] = checks;
  const allAlike = checks.every(({ state, seen }) => state === 'not enforced' && seen === first?.seen);
  return allAlike ? first?.seen : undefined;
}
