/** Something that can be run. */
export const isProgram = (path: string): boolean => path.endsWith('.py');

/** Programs before what they read, then by name. */
export function inOrder(a: string, b: string): number {
  const rank = (path: string) => (isProgram(path) ? 0 : 1);
  return rank(a) - rank(b) || a.localeCompare(b);
}

/** More than anybody has files of one name. */
const MOST_NAMES = 99;

/** Names for a file that is not to take another's place: its own, then such as can be imported too: `dice_2.py`. */
export function* namesLike(path: string): Generator<string, void> {
  const [, stem = path, ending = ''] = /^(.+?)(\.[^.]*)?$/u.exec(path) ?? [];
  yield path;
  for (let number = 2; number <= MOST_NAMES; number += 1) yield `${stem}_${number}${ending}`;
}
