import type { Terminal } from '@xterm/xterm';
import { useCallback, useEffect } from 'react';
import type { Editor } from '../editor/editor.tsx';
import { isActive } from '../studio/program-run.ts';
import type { Session } from '../studio/session.ts';

/**
 * Gives the function that runs the program: while it runs the focus is in the console, where one can answer;
 * when it is over it goes to the editor, if nobody has taken it elsewhere.
 */
export function useRunFocus(
  session: Session,
  editor: Editor | undefined,
  terminal: Terminal | undefined,
): () => void {
  const { run } = session;
  useEffect(
    () =>
      run.phase.subscribe(() => {
        if (isActive(run.phase.value)) return;
        if (document.activeElement === terminal?.textarea) editor?.focus();
      }),
    [run, editor, terminal],
  );
  return useCallback(() => {
    if (isActive(run.phase.value) || session.lessons.mustPredict) return;
    void run.start();
    terminal?.focus(); // after the program was asked for: the page is laid out for it
  }, [session, run, terminal]);
}
