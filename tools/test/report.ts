/** How a test run reads on a terminal: a line per file, then what was skipped and why, then what failed. */
import type { FileResult } from './run-file.ts';
import { summaryLine, type Failure, type Skip } from './tally.ts';

export function printFile({ file, seconds, tally, output }: FileResult): void {
  const mark = tally.failed.length === 0 ? 'ok  ' : 'FAIL';
  console.log(`${mark} ${file}: ${summaryLine(tally)}, ${seconds.toFixed(1)} s`);
  // What a passing file printed is noise; what a failing one printed may be the only trace of why.
  if (tally.failed.length > 0 && output !== '') console.log(indent(output.trimEnd()));
}

export function printSkips(skipped: readonly Skip[]): void {
  if (skipped.length === 0) return;
  console.log('\nSkipped, by reason:');
  const byReason = Map.groupBy(skipped, (skip) => skip.reason);
  for (const [reason, skips] of byReason) {
    console.log(`  ${reason}`);
    for (const { name } of skips) console.log(`    ${name}`);
  }
}

export function printFailures(failed: readonly Failure[]): void {
  if (failed.length === 0) return;
  console.log('\nFailed:');
  for (const { name, detail } of failed) console.log(`  ${name}\n${indent(indent(detail))}`);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
