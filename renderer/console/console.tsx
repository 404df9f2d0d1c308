import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef } from 'react';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { mustPredict } from '../studio/lessons.ts';
import { useStore } from '../studio/store.ts';
import { Announcer } from './announcer.ts';
import { belongsToProgram } from './typing.ts';
import { refuseTricks } from './tricks.ts';
import { consoleLook } from './look.ts';
import { Pacer } from './pacer.ts';
import '@xterm/xterm/css/xterm.css';
import './console.css';

interface ConsoleProps {
  readonly session: Session;
  /** Told when there is a console to give the focus to, and when it is gone. */
  readonly whenThere: (terminal: Terminal | undefined) => void;
}

/** Where the program talks and the pupil answers: a real terminal. */
export function Console({ session, whenThere }: ConsoleProps) {
  const place = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal>(undefined);
  const announcer = useRef<Announcer>(undefined);
  const heard = useRef<HTMLDivElement>(null);
  const { settings } = useStore(session.settings);
  const isIdle = useStore(session.run.phase, ({ phase }) => phase === 'idle');
  const hasToPredict = useStore(session.lessons.exercise, mustPredict);
  const { theme, scale, font, screenReader } = settings;

  useEffect(() => {
    if (place.current === null || heard.current === null) return undefined;
    const said = new Announcer(heard.current);
    const made = openTerminal(place.current, session, said);
    terminal.current = made.terminal;
    announcer.current = said;
    whenThere(made.terminal);
    return () => {
      whenThere(undefined);
      made.close();
      said.close();
    };
  }, [session, whenThere]);

  useEffect(() => {
    if (terminal.current === undefined) return;
    Object.assign(terminal.current.options, consoleLook(), { screenReaderMode: screenReader });
  }, [theme, scale, font, screenReader]);

  return (
    <section className="console" aria-label={words('window.console.label')}>
      {isIdle && (
        <p className="hint">
          {words(hasToPredict ? 'window.console.emptyToPredict' : 'window.console.empty')}
        </p>
      )}
      <div ref={place} className="terminal" />
      <div ref={heard} className="heard" aria-live="polite" />
    </section>
  );
}

// xterm.js lets the page breathe between two pieces, never within one: a piece of a flood takes it a millisecond or two.
const PIECE_CHARACTERS = 2 * 1024;

function writeInPieces(terminal: Terminal, text: string, shown: () => void): void {
  let at = 0;
  for (; text.length - at > PIECE_CHARACTERS; at += PIECE_CHARACTERS) {
    terminal.write(text.slice(at, at + PIECE_CHARACTERS));
  }
  terminal.write(text.slice(at), shown);
}

/** While nobody listens there is none. To change an option instead would draw the whole page anew. */
const HIDE_CURSOR = '\u001b[?25l';

/**
 * Told with what is written, for what the last program said may still be on its way to the screen. xterm.js leaves the
 * cursor as it was, which is hidden.
 */
const RESET = '\u001bc\u001b[?25h';

function openTerminal(parent: HTMLElement, session: Session, announcer: Announcer) {
  const { run } = session;
  const terminal = new Terminal({
    ...consoleLook(),
    scrollback: 5_000,
    cursorStyle: 'bar',
    cursorBlink: true,
    cursorInactiveStyle: 'none',
    allowProposedApi: false,
    // It would tell the browser's console of every byte that is no text, which costs more than showing it.
    logLevel: 'off',
    // A link in a program's output could lead anywhere; nothing happens.
    linkHandler: { activate: () => undefined },
    // A program may draw, and nothing else.
    windowOptions: {},
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(parent);
  terminal.write(HIDE_CURSOR);
  refuseTricks(terminal);
  terminal.textarea?.setAttribute('aria-label', words('window.console.input'));
  terminal.attachCustomKeyEventHandler((event) => belongsToProgram(event, terminal, run.phase.value.phase));
  fit.fit();

  const typed = terminal.onData((text) => run.type(text));
  const resized = terminal.onResize(({ cols, rows }) => run.resize(cols, rows));
  const observer = new ResizeObserver(() => fit.fit());
  observer.observe(parent);
  const pacer = new Pacer((text, shown) => writeInPieces(terminal, text, shown));
  run.attach({
    size: () => ({ columns: terminal.cols, rows: terminal.rows }),
    begin: () => {
      terminal.write(RESET);
      announcer.begin();
    },
    show: (text, shown) => {
      announcer.hear(text);
      pacer.show(text, shown);
    },
    end: () => {
      pacer.flush();
      terminal.write(HIDE_CURSOR);
    },
  });
  return {
    terminal,
    close: () => {
      run.attach(undefined);
      pacer.close();
      observer.disconnect();
      resized.dispose();
      typed.dispose();
      terminal.dispose();
    },
  };
}
