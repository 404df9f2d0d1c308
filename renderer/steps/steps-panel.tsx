import { Footprints } from 'lucide-react';
import { Suspense, lazy } from 'react';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { positionWords } from './position-words.ts';
import './steps.css';

/** Loaded when there is one: nobody waits for it when the studio opens. */
const Recorded = lazy(() => import('./recorded.tsx'));

/** What the last run did, step by step. */
export function StepsPanel({ session: { stepper, workspace } }: { readonly session: Session }) {
  const look = useStore(stepper.look);
  return (
    <section className="side steps" aria-labelledby="steps-title" tabIndex={-1}>
      <h2 id="steps-title">
        <Footprints aria-hidden />
        {words('steps.title')}
        {look !== undefined && look.position >= 0 && (
          <span className="aside">{positionWords(look.recording.trace, look.position)}</span>
        )}
      </h2>
      {look === undefined ? (
        <p>{words('steps.empty')}</p>
      ) : (
        <Suspense>
          <Recorded stepper={stepper} workspace={workspace} look={look} />
        </Suspense>
      )}
    </section>
  );
}
