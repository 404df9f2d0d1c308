import { useState } from 'react';
import { words } from '../../app/words/index.ts';
import { Dialog } from '../design/dialog.tsx';
import type { Session } from '../studio/session.ts';
import { Picture } from './picture.tsx';
import './welcome.css';

const STEPS = ['write', 'run', 'look'] as const;

/** The first start explains itself, in three steps. */
export function Welcome({ session }: { readonly session: Session }) {
  const [at, setAt] = useState(0);
  const step = STEPS[at] ?? 'write';
  const last = at === STEPS.length - 1;
  const done = () => session.setWelcomed(true);
  return (
    <Dialog title={words('window.welcome.title')} size="narrow" onClose={done}>
      <div className="welcome">
        <Picture step={step} />
        <div aria-live="polite">
          <p className="aside">{words('window.welcome.step', { step: at + 1, steps: STEPS.length })}</p>
          <h3>{words(`window.welcome.${step}.title`)}</h3>
          <p>{words(`window.welcome.${step}.text`)}</p>
        </div>
        <div className="row spread">
          {at > 0 ? (
            <button type="button" className="button" onClick={() => setAt(at - 1)}>
              {words('window.welcome.back')}
            </button>
          ) : (
            <button type="button" className="button plain" onClick={done}>
              {words('window.welcome.skip')}
            </button>
          )}
          <button type="button" className="button go" data-first onClick={last ? done : () => setAt(at + 1)}>
            {last ? words('window.welcome.begin') : words('window.welcome.next')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
