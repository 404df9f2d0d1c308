import type { Terminal } from '@xterm/xterm';
import { Suspense, lazy, useCallback, useEffect, useState } from 'react';
import { words } from '../app/words/index.ts';
import { Bar, type DialogName } from './bar/bar.tsx';
import { StatusBar } from './bar/status-bar.tsx';
import { Console } from './console/console.tsx';
import { useRunFocus } from './console/use-run-focus.ts';
import { Splitter } from './design/splitter.tsx';
import { useAppearance, useScale } from './design/appearance.ts';
import { type Editor, EditorPane, type Place } from './editor/editor.tsx';
import { useErrorLine } from './editor/use-error-line.ts';
import { useStepLine } from './editor/use-step-line.ts';
import { Files } from './files/files.tsx';
import { HelpPanel } from './help/help-panel.tsx';
import { useIntake } from './intake/use-intake.ts';
import { keepFocus } from './keys/keep-focus.ts';
import { useKeys } from './keys/use-keys.ts';
import { LessonPanel } from './lesson/lesson-panel.tsx';
import { StepsPanel } from './steps/steps-panel.tsx';
import type { Session } from './studio/session.ts';
import { useStore } from './studio/store.ts';
import { Welcome } from './welcome/welcome.tsx';
// What is loaded later has its looks with the page.
import './doctor/doctor.css';
import './history/history.css';
import './keys/keys.css';
import './settings/settings.css';

/** Loaded when they are wanted: nobody waits for them when the studio opens. */
const Programs = lazy(() => import('./files/programs.tsx'));
const HistoryDialog = lazy(() => import('./history/history-dialog.tsx'));
const SettingsDialog = lazy(() => import('./settings/settings-dialog.tsx'));
const KeysDialog = lazy(() => import('./keys/keys-dialog.tsx'));
const ParsonsBoard = lazy(() => import('./lesson/parsons-board.tsx'));

/** Share of the console when a window opens, in per cent. */
const CONSOLE_SHARE = 38;

/** The whole window: the bar, the lesson, the editor over the console, what happened, the status. */
export function App({ session }: { readonly session: Session }) {
  const [dialog, setDialog] = useState<DialogName>();
  const [share, setShare] = useState(CONSOLE_SHARE);
  const [editor, setEditor] = useState<Editor>();
  const [terminal, setTerminal] = useState<Terminal>();
  const exercise = useStore(session.lessons.exercise);
  const active = useStore(session.workspace.state, (state) => state.active);
  const pieces = exercise?.entry === active ? exercise?.pieces : undefined;
  const welcomed = useStore(session.settings, ({ settings }) => settings.welcomed);
  useAppearance(session);
  const intake = useIntake(session);
  useEffect(keepFocus, []);
  const scale = useScale(session);

  const run = useRunFocus(session, editor, terminal);
  const stop = useCallback(() => session.run.stop(), [session]);
  const goTo = useCallback(
    ({ file, line }: Place) => {
      session.workspace.select(file);
      // The editor shows the file once React has drawn it.
      requestAnimationFrame(() => {
        editor?.mark(line, true);
        editor?.focus();
      });
    },
    [session, editor],
  );
  useErrorLine(session, editor);
  useStepLine(session, editor);
  useKeys({
    run,
    stop,
    zoom: scale.toggle,
    larger: scale.larger,
    smaller: scale.smaller,
    usual: scale.usual,
    help: () => setDialog('keys'),
    go: (move) => session.stepper.go(move),
  });

  const close = () => setDialog(undefined);
  return (
    <div className="studio">
      <Bar session={session} onRun={run} onStop={stop} onZoom={scale.toggle} onOpen={setDialog} />
      <LessonPanel session={session} intake={intake} onRun={run} />
      <main
        className="work"
        style={{ gridTemplateRows: `auto minmax(0, ${100 - share}fr) auto minmax(5.5rem, ${share}fr)` }}
      >
        <Files session={session} intake={intake} />
        <div className="at-work">
          {exercise !== undefined && pieces !== undefined && pieces !== null && (
            <Suspense>
              <ParsonsBoard session={session} exercise={exercise} pieces={pieces} />
            </Suspense>
          )}
          <div className="at-work" hidden={pieces !== undefined && pieces !== null}>
            <EditorPane session={session} whenThere={setEditor} />
          </div>
        </div>
        <Splitter label={words('window.splitter')} value={share} onChange={setShare} />
        <Console session={session} whenThere={setTerminal} />
      </main>
      <div className="right">
        <HelpPanel session={session} onGoTo={goTo} />
        <StepsPanel session={session} />
      </div>
      <StatusBar session={session} />
      <Suspense>
        {dialog === 'programs' && <Programs session={session} onClose={close} />}
        {dialog === 'history' && <HistoryDialog session={session} onClose={close} />}
        {dialog === 'settings' && <SettingsDialog session={session} onClose={close} />}
        {dialog === 'keys' && <KeysDialog session={session} onClose={close} />}
      </Suspense>
      {intake.over && <p className="drop-here">{words('window.intake.drop')}</p>}
      {!welcomed && <Welcome session={session} />}
    </div>
  );
}
