import { type RefObject, useEffect } from 'react';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import type { Editor } from './editor.tsx';

/** Light up the line where the last run went wrong, in its file; and none when there is another run. */
export function useErrorLine(session: Session, editor: RefObject<Editor | undefined>): void {
  const phase = useStore(session.run.phase);
  const active = useStore(session.workspace.state, ({ active }) => active);
  const place = phase.phase === 'ended' ? (phase.explanation?.place ?? null) : null;
  useEffect(() => {
    editor.current?.mark(place !== null && place.file === active ? place.line : null, true);
    // Not when the file changes back and forth: a line that was mended stays dark.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [place]);
}
