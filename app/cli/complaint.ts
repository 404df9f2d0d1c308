import { type WordKey, words } from '../words/terminal.ts';
import { printable } from './printable.ts';

/** Something that the person at the command line has to change. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly code: string;

  constructor(key: WordKey, values: Readonly<Record<string, string | number>> = {}) {
    const shown = Object.entries(values).map(([name, value]) => [name, asShown(value)] as const);
    super(words(key, Object.fromEntries(shown)));
    this.code = key;
  }
}

/** Much of it is names that somebody else has given. */
const asShown = (value: string | number) => (typeof value === 'string' ? printable(value) : value);
