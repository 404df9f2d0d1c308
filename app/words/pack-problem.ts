import type { PackProblem } from '../contract/index.ts';
import { type WordKey, hasWords, words } from './catalogue.ts';
import { nameProblemWords } from './problem.ts';

/** A problem of a pack in words: where, what is wrong, and what to do. */
export function packProblemWords({ file, line, code, values }: PackProblem): string {
  const said = sentence(code, values);
  return line === null
    ? words('packs.place.file', { file, words: said })
    : words('packs.place.line', { file, line, words: said });
}

function sentence(code: string, values: PackProblem['values']): string {
  if (code === 'yaml') return words(keyOr('yaml', values['why']), values);
  if (code === 'value') {
    return words('packs.problem.value', {
      key: values['key'] ?? '',
      expected: words(keyOr('expected', values['expected'])),
    });
  }
  if (code === 'path') {
    return words('packs.problem.path', { problem: nameProblemWords(String(values['problem'])) });
  }
  const key = `packs.problem.${code}`;
  if (hasWords(key)) return words(key, values);
  const leftOut = `packs.import.${code}`;
  return hasWords(leftOut) ? words(leftOut, values) : code;
}

function keyOr(part: 'yaml' | 'expected', name: string | number | undefined): WordKey {
  const key = `packs.${part}.${name ?? ''}`;
  return hasWords(key) ? key : `packs.${part}.other`;
}
