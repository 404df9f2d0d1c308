/** Who may know whom, by the rules in .dependency-cruiser.mjs. */
import { join } from 'node:path';
import { projectRoot, runProgram } from './program.ts';
import { sawAll, type CheckResult } from './result.ts';
import { sourceFiles } from './source-files.ts';

/** The part of dependency-cruiser's JSON that is read here. */
interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly Violation[];
    readonly ruleSetUsed: {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
  };
}

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Applies the rules to all source files below `root`. */
export async function checkLayers(root: string): Promise<CheckResult> {
  const files = sourceFiles(root);
  if (files.length === 0) return sawAll(files, new Set(), []);
  const rules = join(projectRoot, '.dependency-cruiser.mjs');
  const args = ['--config', rules, '--output-type', 'json', ...topFolders(files)];
  const { stdout, stderr } = await runProgram('depcruise', args, root);
  if (!stdout.startsWith('{')) return { seen: 0, problems: [stderr || 'dependency-cruiser said nothing'] };
  const cruise = JSON.parse(stdout) as Cruise;
  const { violations, ruleSetUsed } = cruise.summary;
  const comments = new Map(ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  const problems = violations.map(
    ({ from, to, rule }) => `${from} imports ${to} [${rule.name}] ${comments.get(rule.name) ?? ''}`,
  );
  return sawAll(files, new Set(cruise.modules.map((module) => module.source)), problems);
}

function topFolders(files: readonly string[]): string[] {
  return [...new Set(files.map((path) => path.split('/')[0] ?? path))];
}
