import { type Pack, packs } from '../studio.ts';
import { words } from '../words/terminal.ts';

/** A test as its author calls it, in the pack's first language; where it has no name, its id. */
export function testWords({ languages: [language] }: Pack, exercise: packs.Exercise, id: string): string {
  const name = packs.testOf(exercise, id)?.name?.[language];
  return name === undefined ? words('test.numbered', { id }) : words('test.named', { name });
}
