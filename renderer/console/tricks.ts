import type { Terminal } from '@xterm/xterm';

/**
 * Escape codes that ask the terminal a question, which it would answer by typing for the pupil; and those that
 * reach beyond the screen. They are swallowed. (xterm.js by itself changes no title of ours and has no clipboard
 * without an addon; that those stay so is tested end to end.)
 */
export function refuseTricks({ parser }: Terminal): void {
  const swallow = () => true;
  for (const prefix of ['', '>', '=']) parser.registerCsiHandler({ ...named(prefix), final: 'c' }, swallow);
  for (const prefix of ['', '?']) {
    parser.registerCsiHandler({ ...named(prefix), final: 'n' }, swallow);
    parser.registerCsiHandler({ ...named(prefix), intermediates: '$', final: 'p' }, swallow);
  }
  parser.registerCsiHandler({ final: 't' }, swallow);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow);
  for (const code of COLOUR_QUERIES) parser.registerOscHandler(code, (data) => data.includes('?'));
  for (const code of BEYOND_THE_SCREEN) parser.registerOscHandler(code, swallow);
}

const named = (prefix: string) => (prefix === '' ? {} : { prefix });

const COLOUR_QUERIES = [4, 10, 11, 12];
/** Icon and title; hyperlink; clipboard. */
const BEYOND_THE_SCREEN = [0, 1, 2, 8, 52];
