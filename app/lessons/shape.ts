import type * as z from 'zod';
import type { Problems } from './problems.ts';
import { type YamlText, readYaml } from './yaml.ts';

/**
 * A YAML file that has the shape it should have.
 *
 * @returns undefined if not; `problems` says all that is wrong, each with its line
 */
export function readShaped<T>(
  schema: z.ZodType<T>,
  file: string,
  text: string,
  problems: Problems,
): { readonly value: T; readonly yaml: YamlText } | undefined {
  const yaml = readYaml(file, text, problems);
  if (yaml === undefined) return undefined;
  const parsed = schema.safeParse(yaml.data);
  if (parsed.success) return { value: parsed.data, yaml };
  for (const issue of parsed.error.issues) tell(issue, file, yaml, problems);
  return undefined;
}

function tell(issue: z.core.$ZodIssue, file: string, yaml: YamlText, problems: Problems): void {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) problems.add(file, yaml.lineOf([...path, key]), 'unknown-key', { key });
    return;
  }
  const key = path.map(String).join(' › ');
  const line = yaml.lineOf(path);
  if (isAbsent(yaml.data, path)) problems.add(file, line, 'missing', { key });
  else problems.add(file, line, 'value', { key, expected: expectedBy(issue) });
}

/** The innermost of what was expected: a text in a wrong language is told as that. */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}

function isAbsent(data: unknown, path: readonly PropertyKey[]): boolean {
  let at = data;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return true;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at === undefined;
}
