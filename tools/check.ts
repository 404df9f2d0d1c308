/**
 * The gate: `npm run check`, or `npm run check -- lint layers` for some of it. All checks run at once; each
 * prints one line, and what it found when it failed.
 */
import { checks, type CheckName } from './check/checks.ts';

const isName = (name: string): name is CheckName => name in checks;
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(checks);

const passed = await Promise.all(
  names.map(async (name) => {
    if (!isName(name)) {
      console.log(`FAIL ${name}: no such check; there are: ${Object.keys(checks).join(', ')}`);
      return false;
    }
    const begin = performance.now();
    const { seen, problems } = await checks[name]();
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${seen} files, ${seconds} s`);
    for (const problem of problems) console.log(`     ${problem}`);
    return problems.length === 0;
  }),
);
process.exitCode = passed.every(Boolean) ? 0 : 1;
