import type { ProblemData } from '../../app/contract/index.ts';
import { problemWords, words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';

interface EngineCardProps {
  readonly session: Session;
  readonly problem: ProblemData;
}

/** Why programs cannot be run on this computer just now. Writing them goes on. */
export function EngineCard({ session, problem }: EngineCardProps) {
  const { askOnce, busy } = useAsking();
  return (
    <div className="card bad" role="alert">
      <h3>{words('window.engine.failed')}</h3>
      <p className="why">{problemWords(problem, 'window')}</p>
      <button
        type="button"
        className="button"
        aria-disabled={busy}
        onClick={() => void askOnce(() => session.line.call('engine.retry', {}))}
      >
        {words('window.engine.again')}
      </button>
    </div>
  );
}
