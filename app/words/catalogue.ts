import { createInstance } from 'i18next';
import type { enTerminal } from './en-terminal.ts';
import { en } from './en.ts';

const catalogue = createInstance();
void catalogue.init({
  lng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  interpolation: { escapeValue: false },
  // Keys have spaces, dots in none.
  nsSeparator: false,
});

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** A key of the catalogue, such as `verdict.finished`. */
export type WordKey = Leaves<typeof en> | Leaves<typeof enTerminal>;

/** More words, for those who say more. */
export function addWords(more: object): void {
  catalogue.addResourceBundle('en', 'translation', more, true);
}

/** The words for a key, with `{{name}}` filled in from `values`. */
export function words(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogue.t(key, values);
}

/** Whether there are words of their own for `name` in a part of the catalogue. */
export function hasWords(key: string): key is WordKey {
  return catalogue.exists(key);
}
