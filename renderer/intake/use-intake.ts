import { useCallback, useEffect, useState } from 'react';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { type IntakeNews, isPack, takeIn } from './take-in.ts';

/**
 * What is given to the studio from outside, chosen or dropped anywhere in the window: lesson packs go to the shelf, other
 * files into the open program.
 */
export function useIntake(session: Session) {
  const [over, setOver] = useState(false);
  const [news, setNews] = useState<readonly IntakeNews[]>([]);

  const take = useCallback(
    async (files: readonly File[]) => {
      const told: IntakeNews[] = [];
      for (const file of files) {
        const busy = {
          kind: 'busy',
          title: words('window.intake.busy', { name: file.name }),
          problems: [],
        } as const;
        setNews(isPack(file) ? [...told, busy] : [...told]);
        const became = await takeIn(session, file);
        if (became !== undefined) told.push(became);
      }
      setNews([...told]);
    },
    [session],
  );
  useEffect(() => listenForDrops(setOver, (files) => void take(files)), [take]);
  /** What became of it is no news any more. */
  const forget = useCallback(() => setNews([]), []);
  return { over, news, take, forget };
}

export type Intake = ReturnType<typeof useIntake>;

/**
 * Before anybody else hears of it: the editor would put a file's text where it was dropped, and where nobody listens the
 * browser would show the file in place of the studio. Gives what stops listening.
 */
function listenForDrops(
  over: (isOver: boolean) => void,
  dropped: (files: readonly File[]) => void,
): () => void {
  const controller = new AbortController();
  const listen = (type: 'dragover' | 'dragleave' | 'drop', heed: (event: DragEvent) => void) =>
    addEventListener(
      type,
      (event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return;
        event.preventDefault();
        event.stopPropagation();
        heed(event);
      },
      { capture: true, signal: controller.signal },
    );
  listen('dragover', () => over(true));
  listen('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) over(false); // it has left the window
  });
  listen('drop', ({ dataTransfer }) => {
    over(false);
    dropped([...(dataTransfer?.files ?? [])]);
  });
  return () => controller.abort();
}
