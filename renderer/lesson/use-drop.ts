import { type DragEvent, useCallback, useState } from 'react';
import { asProblem } from '../../app/contract/index.ts';
import { packProblemWords, problemWords, words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { textIn } from '../studio/lessons.ts';

/** What became of a pack that was given to the studio. */
export interface PackNews {
  readonly kind: 'busy' | 'good' | 'bad';
  readonly title: string;
  /** What is wrong with it. */
  readonly problems: readonly string[];
}

/** Packs that are dragged into the window, or chosen. */
export function useDrop(session: Session) {
  const [over, setOver] = useState(false);
  const [news, setNews] = useState<PackNews>();

  const add = async (file: File) => {
    const { name } = file;
    setNews({ kind: 'busy', title: words('lessons.packs.adding', { name }), problems: [] });
    try {
      const added = await session.lessons.add(file);
      if (added.kind === 'taken') {
        const title = textIn(added.pack.title, added.pack.languages[0] ?? '');
        setNews({ kind: 'good', title: words('lessons.packs.taken', { title }), problems: [] });
      } else if (added.kind === 'refused') {
        const problems = added.problems.map(packProblemWords);
        setNews({ kind: 'bad', title: words('lessons.packs.refused', { name }), problems });
      }
    } catch (error) {
      const problems = [problemWords(asProblem(error), 'window')];
      setNews({ kind: 'bad', title: words('lessons.packs.refused', { name }), problems });
    }
  };
  const isFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  const listeners = {
    onDragOver: (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const [file] = event.dataTransfer.files;
      if (file === undefined) return;
      event.preventDefault();
      void add(file);
    },
  };
  /** What became of a pack is no news any more. */
  const forget = useCallback(() => setNews(undefined), []);
  return { over, news, add, forget, listeners };
}

export type Drop = ReturnType<typeof useDrop>;
