import { useEffect, useState } from 'react';
import type { FileContent, Version } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { Dialog, closeToProgram } from '../design/dialog.tsx';
import { timeWords } from '../design/time-words.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';

interface HistoryDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** What the program had ten minutes ago, and how to get it back. Removed files are there too. */
export default function HistoryDialog({ session, onClose }: HistoryDialogProps) {
  const { workspace, line } = session;
  const project = useStore(workspace.state, ({ project }) => project);
  const [versions, setVersions] = useState<readonly Version[]>();
  const [chosen, setChosen] = useState<Version>();
  const [read, setRead] = useState<{ readonly id: number; readonly content: FileContent }>();
  const [now] = useState(Date.now);
  const content = read?.id === chosen?.id ? read?.content : undefined;
  const { ask, askOnce, busy, trouble } = useAsking();

  useEffect(() => {
    void ask(async () => {
      await workspace.flush();
      const all = await line.call('version.list', { project });
      setVersions(all);
      setChosen(all[0]);
    });
  }, [ask, line, workspace, project]);

  useEffect(() => {
    let wanted = true;
    if (chosen === undefined) return undefined;
    line.call('version.read', { project, id: chosen.id }).then(
      (content) => wanted && setRead({ id: chosen.id, content }),
      () => undefined, // it has just been thinned out; the list has others
    );
    return () => {
      wanted = false;
    };
  }, [line, project, chosen]);

  const isNow =
    chosen !== undefined &&
    content?.kind === 'text' &&
    workspace.hasFile(chosen.path) &&
    workspace.textOf(chosen.path) === content.text;

  const bringBack = async () => {
    if (chosen === undefined || content === undefined || isNow) return;
    const { path, id } = chosen;
    if (
      await askOnce(async () => {
        if (content.kind === 'text') await workspace.setText(path, content.text);
        else await workspace.restore(path, id);
        workspace.select(path);
      })
    )
      closeToProgram(onClose);
  };

  return (
    <Dialog title={words('window.history.title')} size="wide" onClose={onClose}>
      <p>{words('window.history.about')}</p>
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {versions?.length === 0 && <p className="card">{words('window.history.none')}</p>}
      {versions !== undefined && versions.length > 0 && (
        <div className="history">
          <ul className="versions" aria-label={words('window.history.list')}>
            {versions.map((version) => (
              <li key={version.id}>
                <button
                  type="button"
                  className="version"
                  aria-current={version.id === chosen?.id ? 'true' : undefined}
                  onClick={() => setChosen(version)}
                >
                  <strong>{timeWords(version.at, now)}</strong>
                  <span className="aside">
                    {words(`window.history.why.${version.why}`, { file: version.path })}
                    {', '}
                    {new Date(version.at).toLocaleTimeString()}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="version-shown">
            <pre tabIndex={0} aria-label={words('window.history.shown')}>
              {content?.kind === 'text' ? content.text : ''}
              {content?.kind === 'unreadable' && words('window.history.unreadable')}
            </pre>
            <button
              type="button"
              className="button go"
              aria-disabled={busy || content === undefined || isNow}
              onClick={() => void bringBack()}
            >
              {words('window.history.bringBack')}
            </button>
            <p className="aside">{words(isNow ? 'window.history.isNow' : 'window.history.safe')}</p>
          </div>
        </div>
      )}
    </Dialog>
  );
}
