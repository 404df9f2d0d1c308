import { type DoctorReport, MOST_WORDS, asProblem } from '../contract/index.ts';
import type { Findings } from './choose.ts';
import type { Examination } from './examine.ts';

/** What the doctor found, as windows are told. */
export function reportOf(found: {
  readonly examined: readonly Examination[];
  readonly missed: Findings['missed'];
}): DoctorReport {
  return {
    engines: found.examined.map(({ info, fit, checks, problem }) => ({
      name: info.name,
      version: info.version,
      address: info.address,
      rootless: info.rootless,
      cgroupVersion: info.cgroupVersion,
      fit,
      checks: checks.map((check) => ({ ...check, seen: check.seen.slice(0, MOST_WORDS) })),
      problem: problem === undefined ? null : asProblem(problem),
    })),
    missed: found.missed.map(({ endpoint: { address, source }, error }) => ({
      address,
      source,
      problem: asProblem(error),
    })),
  };
}
