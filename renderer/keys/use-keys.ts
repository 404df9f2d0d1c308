import { useEffect, useRef } from 'react';
import { type Action, actionOf } from './keys.ts';
import { MOVES, type Move } from '../studio/moves.ts';
import { focusNextPanel } from './panels.ts';

type Actions = Readonly<Record<Exclude<Action, 'next' | Move>, () => void>> & {
  readonly go: (move: Move) => void;
};

/** Obey the studio's keys wherever the focus is, but in a dialog only those that change nothing behind it. */
export function useKeys(actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const obey = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (action === undefined) return;
      const inDialog = document.querySelector('dialog[open]') !== null;
      if (inDialog && !WHILE_IN_DIALOG.has(action)) {
        if (event.key.startsWith('F')) event.preventDefault(); // no reload by F5 either
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (action === 'next') focusNextPanel();
      else if (isMove(action)) latest.current.go(action);
      else latest.current[action]();
    };
    // Before CodeMirror and the terminal.
    window.addEventListener('keydown', obey, { capture: true });
    return () => window.removeEventListener('keydown', obey, { capture: true });
  }, []);
}

const isMove = (action: Action): action is Move => MOVES.some((move) => move === action);

const WHILE_IN_DIALOG: ReadonlySet<Action> = new Set(['zoom', 'larger', 'smaller', 'usual']);
