/** The checks, by name. Each uses a cache below .cache/, and reports a problem when it checked nothing. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { checkLayers } from './layers.ts';
import { checkLint } from './lint.ts';
import { linesUnless, projectRoot, runProgram } from './program.ts';
import { sawAll, type CheckResult } from './result.ts';
import { sourceFiles } from './source-files.ts';

export const checks = {
  types: checkTypes,
  lint: checkLint,
  layers: () => checkLayers(projectRoot),
  'dead code': checkDeadCode,
  format: checkFormat,
} satisfies Record<string, () => Promise<CheckResult>>;

export type CheckName = keyof typeof checks;

async function checkTypes(): Promise<CheckResult> {
  const outcome = await runProgram('tsc', ['-b', '--pretty', 'false']);
  // Each project emits its declarations: a source without one is in no project.
  const files = sourceFiles(projectRoot);
  const compiled = files.filter((path) =>
    existsSync(join(projectRoot, '.cache/types', path.replace(/tsx?$/, 'd.ts'))),
  );
  // With errors there are no declarations, and nothing to learn from their absence.
  return sawAll(files, new Set(outcome.ok ? compiled : files), linesUnless(outcome));
}

async function checkDeadCode(): Promise<CheckResult> {
  const reporters = ['--reporter', 'compact', '--reporter', './tools/check/knip-reporter.ts'];
  const cache = ['--cache', '--cache-location', '.cache/knip'];
  const outcome = await runProgram('knip', ['--no-progress', '--no-config-hints', ...cache, ...reporters]);
  const analysed = Number(/^analysed (\d+) files$/m.exec(outcome.stdout)?.[1] ?? 0);
  const problems = linesUnless(outcome).filter((line) => !line.startsWith('analysed '));
  const expected = sourceFiles(projectRoot).length;
  if (analysed < expected) problems.push(`only ${analysed} of ${expected} files were looked at`);
  return { seen: analysed, problems };
}

async function checkFormat(): Promise<CheckResult> {
  const files = globSync('**/*.{ts,tsx,mjs,js,json,md,css,html,yml}', {
    cwd: projectRoot,
    exclude: (path) => /(?:^|\/)(?:node_modules|\.cache|\.git)$/.test(path),
  });
  const cache = ['--cache', '--cache-location', '.cache/prettier', '--cache-strategy', 'content'];
  const outcome = await runProgram('prettier', ['--check', '--log-level', 'warn', ...cache, ...files]);
  return sawAll(files, new Set(files), linesUnless(outcome));
}
