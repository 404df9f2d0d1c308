import { useEffect } from 'react';
import type { Session } from '../studio/session.ts';
import type { Editor } from './editor.tsx';

/** Light up the line where a run went wrong, if its file is shown; and none when there is another run. */
export function useErrorLine(session: Session, editor: Editor | undefined): void {
  useEffect(() => {
    const { run, workspace } = session;
    return run.phase.subscribe(() => {
      const phase = run.phase.value;
      if (phase.phase === 'starting') editor?.mark(null, false);
      if (phase.phase !== 'ended') return;
      const place = phase.explanation?.place;
      if (place?.file === workspace.state.value.active) editor?.mark(place?.line ?? null, true);
    });
  }, [session, editor]);
}
