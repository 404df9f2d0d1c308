/** The gate: `npm run check`, or `npm run check -- lint layers` for a part of it. */
import { checkNames, runChecks } from './check/run-checks.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !checkNames.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}; there are: ${checkNames.join(', ')}`);
  process.exitCode = 2;
} else {
  const names = asked.length > 0 ? checkNames.filter((name) => asked.includes(name)) : checkNames;
  const finished = await runChecks(names);
  process.exitCode = finished.every(({ problems }) => problems.length === 0) ? 0 : 1;
}
