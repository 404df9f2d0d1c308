import { words } from '../../app/words/index.ts';
import type { Place } from '../editor/editor.tsx';
import type { Phase } from '../studio/program-run.ts';

interface ExplanationCardProps {
  readonly ended: Extract<Phase, { phase: 'ended' }>;
  /** Whether the program has such a file still. */
  readonly hasFile: (path: string) => boolean;
  readonly onGoTo: (place: Place) => void;
}

/** How a run ended, in a child's words; what Python said is one click away. */
export function ExplanationCard({ ended: { explanation, outcome }, hasFile, onGoTo }: ExplanationCardProps) {
  if (explanation === undefined) {
    return (
      <div className="card">
        <p>{words('window.help.finished')}</p>
        <p className="aside">{words('window.help.next')}</p>
      </div>
    );
  }
  const { verdict, why, said, place, traceback } = explanation;
  const calm = outcome.result.verdict === 'stopped';
  return (
    <div className={calm ? 'card' : 'card bad'} role="alert">
      <h3>{verdict}</h3>
      {why.map((line) => (
        <p key={line} className="why">
          {line}
        </p>
      ))}
      {said !== undefined && <code className="said">{said}</code>}
      {place !== null && (
        <>
          <pre className="source">{place.source.trim()}</pre>
          {hasFile(place.file) && (
            <button
              type="button"
              className="button"
              onClick={() => onGoTo({ file: place.file, line: place.line })}
            >
              {words('window.help.goTo', { line: place.line, file: place.file })}
            </button>
          )}
        </>
      )}
      {traceback !== undefined && (
        <details>
          <summary>{words('window.help.traceback')}</summary>
          <pre className="traceback" tabIndex={0}>
            {traceback}
          </pre>
        </details>
      )}
    </div>
  );
}
