/** The rules of eslint.config.js. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { linesUnless, projectRoot, runProgram } from './program.ts';
import { sawAll, type CheckResult } from './result.ts';
import { sourceFiles } from './source-files.ts';

/** The part of eslint's JSON that is read here. */
interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly {
    readonly line?: number;
    readonly column?: number;
    readonly message: string;
    readonly ruleId: string | null;
  }[];
}

export async function checkLint(): Promise<CheckResult> {
  const files = sourceFiles(projectRoot);
  const args = ['.', '--format', 'json', '--max-warnings', '0', ...(await cacheFor(files))];
  const outcome = await runProgram('eslint', args);
  if (!outcome.stdout.startsWith('[')) return { seen: 0, problems: linesUnless(outcome) };
  const linted = JSON.parse(outcome.stdout) as readonly LintedFile[];
  return sawAll(files, new Set(linted.map((file) => relative(file.filePath))), linted.flatMap(problemsOf));
}

function problemsOf({ filePath, messages }: LintedFile): string[] {
  return messages.map(({ line = 0, column = 0, message, ruleId }) => {
    const place = `${relative(filePath)}:${line}:${column}`;
    return `${place} ${message.replaceAll('\n', ' ')} [${ruleId ?? 'eslint'}]`;
  });
}

/**
 * Eslint caches by file, but rules that use types depend on other files too. So the cache holds for one
 * state of all sources: it makes the second look free, and a stale finding impossible.
 */
async function cacheFor(files: readonly string[]): Promise<string[]> {
  const hash = createHash('sha256');
  for (const path of files) hash.update(await readFile(join(projectRoot, path))).update(path);
  const key = hash.digest('hex').slice(0, 16);
  const location = join('.cache', 'eslint', `${key}.json`);
  await removeOthers(join(projectRoot, '.cache', 'eslint'), `${key}.json`);
  return ['--cache', '--cache-location', location, '--cache-strategy', 'content'];
}

async function removeOthers(folder: string, keep: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name !== keep) await rm(join(folder, name));
}

function relative(path: string): string {
  return path.slice(projectRoot.length + 1).replaceAll('\\', '/');
}
