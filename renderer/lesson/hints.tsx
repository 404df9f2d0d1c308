import { Lightbulb } from 'lucide-react';
import { useState } from 'react';
import type { TextsInLanguages } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { textIn } from '../studio/lessons.ts';

interface HintsProps {
  readonly hints: readonly TextsInLanguages[];
  readonly language: string;
}

/** What the author of an exercise asks somebody who is stuck: one after the other, when it is wanted. */
export function Hints({ hints, language }: HintsProps) {
  const [shown, setShown] = useState(0);
  if (hints.length === 0) return null;
  return (
    <section className="hints" aria-label={words('lessons.hints')}>
      <ol aria-live="polite">
        {hints.slice(0, shown).map((hint, at) => (
          <li key={at} className="card look" lang={language}>
            {textIn(hint, language)}
          </li>
        ))}
      </ol>
      {shown < hints.length && (
        <button type="button" className="button plain" onClick={() => setShown(shown + 1)}>
          <Lightbulb aria-hidden />
          {words(shown === 0 ? 'lessons.showHint' : 'lessons.showNextHint')}
        </button>
      )}
    </section>
  );
}
