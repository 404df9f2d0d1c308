/** Runs checks at once and prints a line for each as it ends, with what it found when it failed. */
import { checks, type CheckName } from './checks.ts';

export const checkNames = Object.keys(checks) as CheckName[];

export interface FinishedCheck {
  readonly name: CheckName;
  readonly problems: readonly string[];
}

export function runChecks(names: readonly CheckName[]): Promise<FinishedCheck[]> {
  return Promise.all(
    names.map(async (name) => {
      const begin = performance.now();
      const { seen, problems } = await checks[name]();
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} check ${name}: ${seen} files, ${seconds} s`);
      for (const problem of problems) console.log(`     ${problem}`);
      return { name, problems };
    }),
  );
}
