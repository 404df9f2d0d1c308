import { MessageSquareText } from 'lucide-react';
import { problemWords, words } from '../../app/words/index.ts';
import type { Place } from '../editor/editor.tsx';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { EngineCard } from './engine-card.tsx';
import { ExplanationCard } from './explanation-card.tsx';
import { useCutOff } from './use-cut-off.ts';
import './help.css';

interface HelpPanelProps {
  readonly session: Session;
  readonly onGoTo: (place: Place) => void;
}

/** The place of steps and hints, and of what happened to the last run. */
export function HelpPanel({ session, onGoTo }: HelpPanelProps) {
  const phase = useStore(session.run.phase);
  const engine = useStore(session.engine);
  const history = useStore(session.history);
  const files = useStore(session.workspace.state, (state) => state.files);
  const hasFile = (file: string) => files.some(({ path }) => path === file);
  const wasCutOff = useCutOff(session);
  const lost = useStore(session.line.state) === 'lost';
  return (
    <aside className="side help" aria-labelledby="help-title" tabIndex={-1}>
      <h2 id="help-title">
        <MessageSquareText aria-hidden />
        {words('window.help.title')}
      </h2>
      {session.insteadOf !== null && (
        <div className="card look" role="alert">
          <p>{words('window.programs.insteadOf')}</p>
          <p className="aside">{problemWords(session.insteadOf, 'window')}</p>
        </div>
      )}
      {/* The status says it aloud. */}
      {lost && <p className="card bad">{words('window.status.lost')}</p>}
      {history !== null && (
        <div className="card look" role="alert">
          <p>{words('window.history.notKept')}</p>
          <p className="aside">{problemWords(history, 'window')}</p>
        </div>
      )}
      {engine.state === 'failed' && <EngineCard session={session} problem={engine.problem} />}
      {phase.phase === 'failed' && engine.state !== 'failed' && (
        <div className="card bad" role="alert">
          <p>{problemWords(phase.problem, 'window')}</p>
        </div>
      )}
      {phase.phase === 'ended' && <ExplanationCard ended={phase} hasFile={hasFile} onGoTo={onGoTo} />}
      {phase.phase === 'idle' && wasCutOff && <p className="card look">{words('window.help.cutOff')}</p>}
      {phase.phase === 'idle' && engine.state !== 'failed' && <p>{words('window.help.idle')}</p>}
      {phase.phase === 'waiting' && <p className="card look">{words('window.help.waiting')}</p>}
      {(phase.phase === 'running' || phase.phase === 'starting') && <p>{words('window.help.running')}</p>}
    </aside>
  );
}
