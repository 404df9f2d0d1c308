/**
 * Everything that proves the project, in one command: `npm test -- [--full] [--no-check] [PATTERN…]`.
 * Sets up what the tests need, runs them, takes down what it set up, and ends with one line of counts.
 * A pattern is a part of a test file's path, or a glob.
 */
import { delimiter, dirname, join, matchesGlob } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNames, runChecks } from '../check/run-checks.ts';
import { sourceFiles } from '../check/source-files.ts';
import { printFailures, printFile, printSkips } from './report.ts';
import { runFile } from './run-file.ts';
import { setUp } from './surroundings.ts';
import { addTally, emptyTally, isGood, summaryLine } from './tally.ts';

const root = join(import.meta.dirname, '..', '..');
/** More would starve tests that measure time on a two-core school machine. */
const filesAtOnce = 2;

const { values: options, positionals: patterns } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: { full: { type: 'boolean', default: false }, check: { type: 'boolean', default: true } },
});
const total = emptyTally();

const interrupted = new AbortController();
// `disconnect`: tools/test.mjs died.
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
  process.on(event, () => interrupted.abort());

try {
  await runEverything(interrupted.signal);
} catch (error) {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  total.failed.push({ name: 'the test run itself', detail });
}
printSkips(total.skipped);
printFailures(total.failed);
console.log(`\n${summaryLine(total)}`);
// Not process.exitCode: a handle that was left open must not keep a finished run alive.
process.exit(isGood(total) ? 0 : 1);

async function runEverything(signal: AbortSignal): Promise<void> {
  // What the tests start as `node` is this Node.
  process.env['PATH'] = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const files = sourceFiles(root).filter((path) => /\.test\.tsx?$/.test(path) && isAskedFor(path));
  await using surroundings = await setUp(root, options.full);
  total.failed.push(...surroundings.failed);
  if (options.check && !signal.aborted) await countChecks();
  await runFiles(files, signal);
  if (signal.aborted) total.failed.push({ name: 'the test run itself', detail: 'interrupted' });
  else if (files.length === 0)
    total.failed.push({ name: 'test files', detail: `none for ${patterns.join(' ')}` });
}

function isAskedFor(path: string): boolean {
  return (
    patterns.length === 0 || patterns.some((pattern) => path.includes(pattern) || matchesGlob(path, pattern))
  );
}

/** Each check of the gate counts as one test. */
async function countChecks(): Promise<void> {
  for (const { name, problems } of await runChecks(checkNames)) {
    if (problems.length === 0) total.passed += 1;
    else total.failed.push({ name: `check ${name}`, detail: problems.join('\n') });
  }
}

async function runFiles(files: readonly string[], signal: AbortSignal): Promise<void> {
  const queue = files.values();
  const worker = async () => {
    // One iterator for all workers: each takes the next file when it is free.
    for (const file of queue) {
      if (signal.aborted) return;
      const result = await runFile(join(root, file), root, signal);
      printFile(result);
      addTally(total, result.tally);
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, worker));
}
