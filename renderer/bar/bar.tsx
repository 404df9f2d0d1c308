import { CircleHelp, FolderOpen, History, Play, Settings, Square, ZoomIn } from 'lucide-react';
import { words } from '../../app/words/index.ts';
import { keyOf } from '../keys/keys.ts';
import { isActive } from '../studio/program-run.ts';
import { mustPredict } from '../studio/lessons.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { Logo } from './logo.tsx';
import './bar.css';

/** What the bar can open. */
export type DialogName = 'programs' | 'history' | 'settings' | 'keys';

interface BarProps {
  readonly session: Session;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly onZoom: () => void;
  readonly onOpen: (dialog: DialogName) => void;
}

/** The top of the window: what the program is called, Run and Stop, and the way to everything else. */
export function Bar({ session, onRun, onStop, onZoom, onOpen }: BarProps) {
  const project = useStore(session.workspace.state, ({ project }) => project);
  const hasProgram = useStore(session.workspace.state, () => session.workspace.program !== undefined);
  const active = isActive(useStore(session.run.phase));
  const hasToPredict = useStore(session.lessons.exercise, mustPredict);
  return (
    <header className="bar">
      <div className="bar-which">
        <div className="bar-brand">
          <Logo />
          <h1>{words('window.name')}</h1>
        </div>
        <button type="button" className="button bar-project" onClick={() => onOpen('programs')}>
          <FolderOpen aria-hidden />
          <span className="heard">{words('window.bar.programs')}</span>
          <span className="bar-project-name">{project}</span>
        </button>
      </div>
      <div className="bar-run">
        <button
          type="button"
          className="button go"
          aria-disabled={active || !hasProgram || hasToPredict}
          aria-keyshortcuts="F5 Control+Enter"
          title={
            hasToPredict ? words('lessons.predictFirst') : words('window.bar.runTitle', { key: keyOf('run') })
          }
          onClick={onRun}
        >
          <Play aria-hidden fill="currentColor" />
          {words('window.bar.run')}
        </button>
        <button
          type="button"
          className="button halt"
          aria-disabled={!active}
          aria-keyshortcuts="Shift+F5 Control+."
          title={words('window.bar.stopTitle', { key: keyOf('stop') })}
          onClick={onStop}
        >
          <Square aria-hidden fill="currentColor" />
          {words('window.bar.stop')}
        </button>
      </div>
      <nav className="bar-more" aria-label={words('window.bar.more')}>
        <Tool
          icon={<History aria-hidden />}
          label={words('window.bar.history')}
          short={words('window.bar.short.history')}
          onClick={() => onOpen('history')}
        />
        <Tool
          icon={<ZoomIn aria-hidden />}
          label={words('window.bar.zoom', { key: keyOf('zoom') })}
          short={words('window.bar.short.zoom')}
          onClick={onZoom}
        />
        <Tool
          icon={<Settings aria-hidden />}
          label={words('window.bar.settings')}
          short={words('window.bar.short.settings')}
          onClick={() => onOpen('settings')}
        />
        <Tool
          icon={<CircleHelp aria-hidden />}
          label={words('window.bar.help', { key: keyOf('help') })}
          short={words('window.bar.short.help')}
          onClick={() => onOpen('keys')}
        />
      </nav>
    </header>
  );
}

interface ToolProps {
  readonly icon: React.ReactNode;
  /** All that is to be said: a key too. It has the short name in it, for those who say what they see. */
  readonly label: string;
  readonly short: string;
  readonly onClick: () => void;
}

function Tool({ icon, label, short, onClick }: ToolProps) {
  return (
    <button type="button" className="button plain" aria-label={label} title={label} onClick={onClick}>
      {icon}
      <span>{short}</span>
    </button>
  );
}
