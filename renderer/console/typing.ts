import type { Terminal } from '@xterm/xterm';
import type { Phase } from '../studio/program-run.ts';

/** Keys of the studio's own, with Ctrl; the others of its keys are function keys. */
const OF_STUDIO: ReadonlySet<string> = new Set(['Enter', '.', '+', '-', '=', '0']);

/**
 * Whether a key in the console is typed into the program. Function keys and the studio's own are not; nor are those
 * that move a cursor, because a program that asks with input() takes them for letters.
 */
export function belongsToProgram(event: KeyboardEvent, terminal: Terminal, phase: Phase['phase']): boolean {
  const { key, type } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key === 'Tab') {
    // It leaves the console, so that it is no trap; but not from under an answer that is being typed: F6 does.
    if (phase === 'waiting' && !event.shiftKey) event.preventDefault();
    return false;
  }
  if (/^F\d+$/u.test(key) || (control && OF_STUDIO.has(key))) return false;
  if (key === 'PageUp' || key === 'PageDown') {
    if (type === 'keydown') terminal.scrollPages(key === 'PageUp' ? -1 : 1);
    return false;
  }
  if (MOVES.test(key)) return false;
  if (control && key === 'v') return false; // the browser pastes
  if (control && key === 'c' && terminal.hasSelection()) {
    // The browser copies, as everywhere; the next one stops the program.
    if (type === 'keydown') setTimeout(() => terminal.clearSelection());
    return false;
  }
  return true;
}

const MOVES = /^(?:Arrow\w+|Home|End|Insert|Delete|Escape)$/u;
