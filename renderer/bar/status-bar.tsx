import { CircleCheck, CircleX, Info, Keyboard, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { mustPredict } from '../studio/lessons.ts';
import type { Workspace } from '../studio/workspace.ts';
import { type Mood, statusOf } from '../studio/status.ts';
import { useStore } from '../studio/store.ts';
import './status-bar.css';

const PICTURES: Readonly<Record<Mood, ReactNode>> = {
  calm: <Info aria-hidden />,
  busy: <LoaderCircle aria-hidden className="turning" />,
  asking: <Keyboard aria-hidden />,
  good: <CircleCheck aria-hidden />,
  bad: <CircleX aria-hidden />,
};

/** The bottom of the window: what is happening, and whether the work is on the disk. */
export function StatusBar({ session }: { readonly session: Session }) {
  const line = useStore(session.line.state);
  const engine = useStore(session.engine);
  const phase = useStore(session.run.phase);
  const hasToPredict = useStore(session.lessons.exercise, mustPredict);
  const hasProgram = useStore(session.workspace.state, () => session.workspace.program !== undefined);
  const before = hasToPredict ? 'predict' : hasProgram ? undefined : 'make';
  const status = statusOf(line, engine, phase, session.run.entry, before);
  const explanation = phase.phase === 'ended' ? phase.explanation : undefined;
  const hasNews = explanation !== undefined || engine.state === 'failed';
  return (
    <footer className="status-bar" data-mood={status.mood}>
      <p role="status" className="status">
        {PICTURES[status.mood]}
        <span>{status.words}</span>
      </p>
      {/* Read out by the card that explains it, so not from here too. */}
      {explanation !== undefined && explanation.why.length > 0 && (
        <p className="status-why">{explanation.why.join(' ')}</p>
      )}
      {hasNews && (
        <button type="button" className="button to-help" onClick={showHelp}>
          {words('window.help.title')}
        </button>
      )}
      <SavedWords workspace={session.workspace} />
    </footer>
  );
}

/** By itself: it changes as somebody types, and little is to be drawn anew then. */
function SavedWords({ workspace }: { readonly workspace: Workspace }) {
  const saved = useStore(workspace.saved);
  return (
    <p className="saved" data-state={saved}>
      {(saved === 'failed' || saved === 'changed') && <TriangleAlert aria-hidden />}
      <span className="heard">{words('window.saved.label')}</span> {words(`window.saved.${saved}`)}
    </p>
  );
}

/** In a small window what happened is below the work. */
function showHelp(): void {
  const help = document.querySelector<HTMLElement>('.help');
  help?.scrollIntoView();
  help?.focus({ preventScroll: true });
}
