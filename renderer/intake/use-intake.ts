import { useCallback, useEffect, useRef, useState } from 'react';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { type IntakeNews, isPack, takeIn } from './take-in.ts';

/** News, and the number of what it is about. */
interface Told extends IntakeNews {
  readonly id: number;
}

/**
 * What is given to the studio from outside, chosen or dropped anywhere in the window: lesson packs go to the shelf, other
 * files into the open program. One after the other, whenever they come.
 */
export function useIntake(session: Session) {
  const [over, setOver] = useState(false);
  const [news, setNews] = useState<readonly Told[]>([]);
  const turn = useRef(Promise.resolve());
  const count = useRef(0);

  const take = useCallback(
    (files: readonly File[]) => {
      setNews((told) => told.filter(({ kind }) => kind === 'busy')); // of what was given before, all is known
      for (const file of files) {
        const id = (count.current += 1);
        const tell = (became: IntakeNews | undefined) =>
          setNews((told) => [
            ...told.filter((one) => one.id !== id),
            ...(became === undefined ? [] : [{ ...became, id }]),
          ]);
        turn.current = turn.current.then(async () => {
          if (isPack(file))
            tell({ kind: 'busy', title: words('window.intake.busy', { name: file.name }), problems: [] });
          tell(await takeIn(session, file));
        });
      }
    },
    [session],
  );
  useEffect(() => listenForDrops(setOver, take), [take]);
  /** What became of one is no news any more, or of any. */
  const forget = useCallback(
    (id?: number) => setNews((told) => (id === undefined ? [] : told.filter((one) => one.id !== id))),
    [],
  );
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
