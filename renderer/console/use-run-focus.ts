import type { Terminal } from '@xterm/xterm';
import { useCallback, useEffect, useRef } from 'react';
import type { Editor } from '../editor/editor.tsx';
import { isActive } from '../studio/program-run.ts';
import type { Session } from '../studio/session.ts';

/**
 * Gives the function that runs the program: while it runs the focus is in the console, where one can answer;
 * when it is over it goes back to the editor, if it came from there and nobody has taken it elsewhere.
 */
export function useRunFocus(
  session: Session,
  editor: Editor | undefined,
  terminal: Terminal | undefined,
): () => void {
  const cameFromEditor = useRef(false);
  const { run } = session;
  useEffect(
    () =>
      run.phase.subscribe(() => {
        if (isActive(run.phase.value) || !cameFromEditor.current) return;
        cameFromEditor.current = false;
        if (document.activeElement === terminal?.textarea) editor?.focus();
      }),
    [run, editor, terminal],
  );
  return useCallback(() => {
    if (isActive(run.phase.value)) return;
    cameFromEditor.current = editor?.hasFocus ?? false;
    terminal?.focus();
    void run.start();
  }, [run, editor, terminal]);
}
