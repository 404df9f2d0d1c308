import { type WordKey, words } from '../words/index.ts';

/** Something that the person at the command line has to change. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly code: string;

  constructor(key: WordKey, values: Readonly<Record<string, string | number>> = {}) {
    super(words(key, values));
    this.code = key;
  }
}
