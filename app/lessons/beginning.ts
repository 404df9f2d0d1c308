import { PROGRAM } from './ask.ts';
import type { Exercise, Pack } from './model.ts';
import { PREDICTION } from './predict.ts';

/** A file with which an exercise begins: a text, or the bytes of what is none. */
export interface Beginning {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What a pupil begins with. Tests have the pack's own files, whatever she makes of hers. */
export function beginningOf({ kind, starter, files }: Exercise): Beginning[] {
  const program = { path: PROGRAM, content: starter ?? '' };
  const given = files.map(({ path, content, encoding }) => ({
    path,
    content: encoding === 'utf8' ? content : Buffer.from(content, encoding),
  }));
  return [program, ...given, ...(kind === 'predict' ? [{ path: PREDICTION, content: '' }] : [])];
}

/** No system has a folder with one of these in its name. */
const NOT_IN_NAMES = /[<>:"/\\|?*\p{Cc}]/gu;

/** What to call the project in which an exercise is worked on. */
export function projectName({ id, title }: Exercise, { languages: [language] }: Pack): string {
  const name = (title[language] ?? '').replaceAll(NOT_IN_NAMES, '').trim().replace(/\.+$/u, '').slice(0, 60);
  return name === '' ? id : name;
}
