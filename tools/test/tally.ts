/** What one test file, or all of them, came to. Only leaves count: a suite is as good as its tests. */

export interface Failure {
  readonly name: string;
  /** The error as a developer wants to read it, with its stack. */
  readonly detail: string;
}

export interface Skip {
  readonly name: string;
  readonly reason: string;
}

export interface Tally {
  passed: number;
  readonly failed: Failure[];
  readonly skipped: Skip[];
}

export function emptyTally(): Tally {
  return { passed: 0, failed: [], skipped: [] };
}

export function addTally(total: Tally, part: Tally): void {
  total.passed += part.passed;
  total.failed.push(...part.failed);
  total.skipped.push(...part.skipped);
}

/** The line that everything ends with, and that other programs read. */
export function summaryLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
}

/** Nothing failed, and something was tested at all. */
export function isGood({ passed, failed }: Tally): boolean {
  return failed.length === 0 && passed > 0;
}
