import { CircleX, Ellipsis, FilePlus2, FileText, FileX2, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { words } from '../../app/words/index.ts';
import type { Intake } from '../intake/use-intake.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import type { OpenFile } from '../studio/workspace.ts';
import { ChangedCard } from './changed-card.tsx';
import { FileDialog } from './file-dialog.tsx';
import { PythonIcon } from './python-icon.tsx';
import './files.css';

/** The files of the program as tabs, and what is to be said about the one that is shown. */
export function Files({ session, intake }: { readonly session: Session; readonly intake: Intake }) {
  const { workspace } = session;
  const { files, active } = useStore(workspace.state);
  const wrong = useStore(session.run.phase, (phase) =>
    phase.phase === 'ended' ? phase.explanation?.place?.file : undefined,
  );
  const [dialog, setDialog] = useState<{ readonly file?: string }>();
  const shown = files.find(({ path }) => path === active);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next =
      files[(files.findIndex(({ path }) => path === active) + (step ?? 0) + files.length) % files.length];
    if (step === undefined || next === undefined) return;
    workspace.select(next.path);
    const tabs = event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]');
    tabs[files.indexOf(next)]?.focus();
  };
  return (
    <section className="files" aria-label={words('window.files.label')}>
      <div className="files-bar">
        <div className="tabs" role="tablist" aria-label={words('window.files.label')} onKeyDown={onKeyDown}>
          {files.map((file) => (
            <Tab
              key={file.path}
              file={file}
              selected={file.path === active}
              wrong={file.path === wrong}
              onSelect={() => workspace.select(file.path)}
            />
          ))}
        </div>
        {shown !== undefined && (
          <button
            type="button"
            className="button icon plain"
            aria-label={words('window.files.change', { file: shown.path })}
            title={words('window.files.change', { file: shown.path })}
            onClick={() => setDialog({ file: shown.path })}
          >
            <Ellipsis aria-hidden />
          </button>
        )}
        <button type="button" className="button plain new-file" onClick={() => setDialog({})}>
          <FilePlus2 aria-hidden />
          {words('window.files.new')}
        </button>
      </div>
      {shown === undefined && <NoFile onNew={() => setDialog({})} />}
      {shown?.unreadable !== undefined && (
        <p className="card files-note">
          {words(`window.files.unreadable.${shown.unreadable}`, { file: shown.path })}
        </p>
      )}
      {shown !== undefined && <ChangedCard workspace={workspace} file={shown} />}
      {dialog !== undefined && (
        <FileDialog workspace={workspace} intake={intake} {...dialog} onClose={() => setDialog(undefined)} />
      )}
    </section>
  );
}

interface TabProps {
  readonly file: OpenFile;
  readonly selected: boolean;
  /** Whether the last run went wrong in it. */
  readonly wrong: boolean;
  readonly onSelect: () => void;
}

function Tab({ file: { path, trouble, unreadable }, selected, wrong, onSelect }: TabProps) {
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected && tab.current !== null) showInList(tab.current);
  }, [selected]);
  return (
    <button
      ref={tab}
      type="button"
      role="tab"
      className="tab"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      title={path}
      onClick={onSelect}
    >
      {unreadable !== undefined ? (
        <FileX2 aria-hidden />
      ) : path.endsWith('.py') ? (
        <PythonIcon />
      ) : (
        <FileText aria-hidden />
      )}
      <span className="tab-name">{path}</span>
      {wrong && <CircleX aria-label={words('window.files.wrong')} className="trouble" />}
      {trouble !== undefined && (
        <TriangleAlert aria-label={words('window.files.troubled')} className="trouble" />
      )}
    </button>
  );
}

/** Only the list is scrolled: the page may show something else just then. */
function showInList(tab: HTMLElement): void {
  const list = tab.parentElement;
  if (list === null) return;
  const top = tab.offsetTop - list.offsetTop;
  const bottom = top + tab.offsetHeight;
  list.scrollTop = Math.max(Math.min(list.scrollTop, top), bottom - list.clientHeight);
}

function NoFile({ onNew }: { readonly onNew: () => void }) {
  return (
    <div className="no-file">
      <p>{words('window.files.none')}</p>
      <button type="button" className="button go" onClick={onNew}>
        <FilePlus2 aria-hidden />
        {words('window.files.new')}
      </button>
    </div>
  );
}
