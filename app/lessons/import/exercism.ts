import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { type Imported, type MadeTest, PackMaker } from './imported.ts';
import { argumentsAt, looksCall, looksLiteral } from './python.ts';

/**
 * Exercises as Exercism has them (https://exercism.org/docs/building/tracks/practice-exercises): one, or a track with
 * `exercises/practice`. Undefined if the folder is neither.
 */
export function importExercism(folder: string, title: string): Imported | undefined {
  const all = join(folder, 'exercises/practice');
  const folders = existsSync(all) ? readdirSync(all).sort().map((name) => join(all, name)) : [folder];
  const exercises = folders.filter((path) => existsSync(join(path, CONFIG)));
  if (exercises.length === 0) return undefined;
  const maker = new PackMaker();
  for (const path of exercises) addExercise(path, maker);
  return maker.finish(title);
}

const CONFIG = '.meta/config.json';

const configSchema = z.object({
  files: z.object({
    solution: z.array(z.string()).min(1),
    test: z.array(z.string()).min(1),
    example: z.array(z.string()).optional(),
  }),
});

function addExercise(folder: string, maker: PackMaker): void {
  const slug = basename(resolve(folder));
  const config = configSchema.safeParse(json(read(folder, CONFIG)));
  if (!config.success) {
    maker.leaveOut(slug, 'no-tests');
    return;
  }
  const { files } = config.data;
  const [stub = ''] = files.solution;
  const [example = '.meta/example.py'] = files.example ?? [];
  const solution = read(folder, example);
  if (solution === undefined) {
    maker.leaveOut(slug, 'no-solution');
    return;
  }
  const source = files.test.map((name) => read(folder, name) ?? '').join('\n');
  const tests = testsIn(source, slug, maker);
  if (tests.length === 0) {
    maker.leaveOut(slug, 'no-tests');
    return;
  }
  if (files.solution.length > 1) maker.leaveOut(slug, 'helpers', { files: files.solution.slice(1).join(', ') });
  const parts = ['introduction.md', 'instructions.md', 'instructions.append.md'];
  const task = parts.map((name) => read(folder, `.docs/${name}`) ?? '').join('\n\n');
  const title = slug.replaceAll('-', ' ').replace(/^./u, (letter) => letter.toUpperCase());
  maker.add({ title, kind: 'function', task, starter: read(folder, stub), solution, points: undefined, tests });
}

/** Assertions that compare what a call gives with a value that is written out. */
function testsIn(source: string, slug: string, maker: PackMaker): MadeTest[] {
  const tests: MadeTest[] = [];
  let name = '';
  for (const match of source.matchAll(/^[ \t]+def test_(\w+)|self\.assert(\w+)\(/gmu)) {
    const [text, method, assertion] = match;
    if (method !== undefined) {
      name = method.replaceAll('_', ' ').trim();
      continue;
    }
    const found = comparison(assertion ?? '', argumentsAt(source, match.index + text.length - 1) ?? []);
    if (found === undefined) maker.leaveOut(slug, 'assertion', { name });
    else tests.push({ name: name.replace(/^./u, (letter) => letter.toUpperCase()), ...found });
  }
  return tests;
}

function comparison(assertion: string, [first = '', second = '']: readonly string[]) {
  const isCallFirst = looksCall(first);
  switch (assertion) {
    case 'Equal':
    case 'Is':
    case 'ListEqual':
    case 'DictEqual': {
      const [call, returns] = isCallFirst ? [first, second] : [second, first];
      return looksCall(call) && looksLiteral(returns) ? { call, returns } : undefined;
    }
    case 'True':
    case 'False':
    case 'IsNone':
      return isCallFirst ? { call: first, returns: assertion === 'IsNone' ? 'None' : assertion } : undefined;
    default:
      return undefined;
  }
}

const MOST_BYTES = 256 * 1024;

/** A file of the exercise; none if it leads out of it. */
function read(folder: string, name: string): string | undefined {
  if (name.startsWith('/') || name.split('/').includes('..')) return undefined;
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return bytes.length > MOST_BYTES ? undefined : bytes.toString('utf8').replaceAll(/\r\n?/gu, '\n');
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
