import type { Terminal } from '@xterm/xterm';
import { useCallback, useRef, useState } from 'react';
import { words } from '../app/words/index.ts';
import { Bar } from './bar/bar.tsx';
import { StatusBar } from './bar/status-bar.tsx';
import { Console } from './console/console.tsx';
import { Splitter } from './design/splitter.tsx';
import { useAppearance, useScale } from './design/appearance.ts';
import { type Editor, EditorPane, type Place } from './editor/editor.tsx';
import { useErrorLine } from './editor/use-error-line.ts';
import { Files } from './files/files.tsx';
import { Programs } from './files/programs.tsx';
import { HelpPanel } from './help/help-panel.tsx';
import { HistoryDialog } from './history/history-dialog.tsx';
import { KeysDialog } from './keys/keys-dialog.tsx';
import { useKeys } from './keys/use-keys.ts';
import { LessonPanel } from './lesson/lesson-panel.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import type { Session } from './studio/session.ts';
import { useStore } from './studio/store.ts';
import { Welcome } from './welcome/welcome.tsx';

export type DialogName = 'programs' | 'history' | 'settings' | 'keys';

/** Share of the console when a window opens, in per cent. */
const CONSOLE_SHARE = 38;

/** The whole window: the bar, the lesson, the editor over the console, what happened, the status. */
export function App({ session }: { readonly session: Session }) {
  const [dialog, setDialog] = useState<DialogName>();
  const [share, setShare] = useState(CONSOLE_SHARE);
  const editor = useRef<Editor>(undefined);
  const terminal = useRef<Terminal>(undefined);
  const welcomed = useStore(session.settings, ({ settings }) => settings.welcomed);
  useAppearance(session);
  const scale = useScale(session);

  const run = useCallback(() => {
    terminal.current?.focus();
    void session.run.start();
  }, [session]);
  const stop = useCallback(() => session.run.stop(), [session]);
  const goTo = useCallback(
    ({ file, line }: Place) => {
      session.workspace.select(file);
      // The editor shows the file once React has drawn it.
      requestAnimationFrame(() => {
        editor.current?.mark(line, true);
        editor.current?.focus();
      });
    },
    [session],
  );
  const keepEditor = useKeeper(editor);
  const keepTerminal = useKeeper(terminal);
  useErrorLine(session, editor);
  useKeys({
    run,
    stop,
    zoom: scale.toggle,
    larger: scale.larger,
    smaller: scale.smaller,
    usual: scale.usual,
    help: () => setDialog('keys'),
  });

  const close = () => setDialog(undefined);
  return (
    <div className="studio">
      <Bar session={session} onRun={run} onStop={stop} onZoom={scale.toggle} onOpen={setDialog} />
      <LessonPanel session={session} />
      <main className="work" style={{ gridTemplateRows: `auto ${100 - share}fr auto ${share}fr` }}>
        <Files session={session} />
        <EditorPane session={session} whenThere={keepEditor} />
        <Splitter label={words('window.splitter')} value={share} onChange={setShare} />
        <Console session={session} whenThere={keepTerminal} />
      </main>
      <HelpPanel session={session} onGoTo={goTo} />
      <StatusBar session={session} />
      {dialog === 'programs' && <Programs session={session} onClose={close} />}
      {dialog === 'history' && <HistoryDialog session={session} onClose={close} />}
      {dialog === 'settings' && <SettingsDialog session={session} onClose={close} />}
      {dialog === 'keys' && <KeysDialog session={session} onClose={close} />}
      {!welcomed && <Welcome session={session} />}
    </div>
  );
}

/** A function that keeps what it is given in a reference, and is always the same. */
function useKeeper<T>(reference: React.RefObject<T | undefined>): (value: T | undefined) => void {
  return useCallback((value) => void (reference.current = value), [reference]);
}
