import { problemWords, words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { type OpenFile, type Workspace, isKept } from '../studio/workspace.ts';

interface ChangedCardProps {
  readonly workspace: Workspace;
  readonly file: OpenFile;
}

/** What stands in the way of saving the file that is shown, and what the pupil can do about it. */
export function ChangedCard({ workspace, file: { path, trouble: unsaved } }: ChangedCardProps) {
  const { askOnce, busy, trouble } = useAsking();
  if (unsaved?.state === 'failed') {
    return (
      <div className="card bad files-note" role="alert">
        <p>{problemWords(unsaved.problem, 'window')}</p>
      </div>
    );
  }
  if (unsaved === undefined) return null;
  return (
    <div className="card look files-note" role="alert">
      <p>{problemWords(unsaved.problem, 'window')}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          aria-disabled={busy}
          onClick={() => void askOnce(() => workspace.keepMine(path))}
        >
          {words('window.changed.mine')}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={busy}
          onClick={() => void askOnce(() => workspace.takeTheirs(path))}
        >
          {words('window.changed.theirs')}
        </button>
      </div>
      {trouble !== undefined && <p className="trouble">{trouble}</p>}
      <p className="aside">{words(isKept(unsaved) ? 'window.changed.both' : 'window.changed.ownFile')}</p>
    </div>
  );
}
