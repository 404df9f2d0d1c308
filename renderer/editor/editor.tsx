import { EditorState, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import type { Lessons } from '../studio/lessons.ts';
import type { Session } from '../studio/session.ts';
import type { Stepper } from '../studio/stepper.ts';
import { useStore } from '../studio/store.ts';
import type { Workspace, WorkspaceState } from '../studio/workspace.ts';
import { errorLine, stepLine } from './line-light.ts';
import { type Visits, showVisits } from './visits.ts';
import { ELSEWHERE, extensionsFor } from './setup.ts';
import './editor.css';

/** A place in the pupil's files; lines are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** The one editor of a window. Each file keeps its own state: what is undone, where the cursor is. */
export class Editor {
  readonly #workspace: Workspace;
  readonly #stepper: Stepper;
  readonly #lessons: Lessons;
  readonly #view: EditorView;
  /** The line of the step that is looked at. */
  #step: Place | undefined;
  /** Of files that nobody has typed in since they ran. */
  #visits = new Map<string, Visits>();
  #states = new Map<string, EditorState>();
  #project: string;
  #shown: string | undefined;

  constructor({ workspace, stepper, lessons }: Session, parent: HTMLElement) {
    this.#lessons = lessons;
    this.#workspace = workspace;
    this.#stepper = stepper;
    this.#project = workspace.project;
    this.#view = new EditorView({ parent });
  }

  /** Show a file; undefined shows none. */
  show(project: string, path: string | undefined): void {
    if (project !== this.#project) {
      this.#states = new Map();
      this.#visits = new Map();
      this.#shown = undefined;
      this.#project = project;
    }
    if (path === this.#shown) return;
    if (this.#shown !== undefined) this.#states.set(this.#shown, this.#view.state);
    this.#shown = path;
    this.#view.setState(path === undefined ? EditorState.create() : this.#stateOf(path));
    if (path === undefined) return;
    this.#view.dispatch({ effects: showVisits.of(this.#visits.get(path) ?? new Map<number, number>()) });
    this.#lightStep();
  }

  /** Light up the line of a step, in whatever file it is; undefined lights none. */
  showStep(place: Place | undefined): void {
    const { file, line } = this.#step ?? {};
    if (place?.file === file && place?.line === line) return;
    this.#step = place;
    this.#lightStep();
  }

  /** How often the lines ran, by the path of their file. */
  showVisits(visits: ReadonlyMap<string, Visits>): void {
    this.#visits = new Map(visits);
    if (this.#shown === undefined) return;
    const shown = this.#visits.get(this.#shown) ?? new Map<number, number>();
    this.#view.dispatch({ effects: showVisits.of(shown) });
  }

  /** In the file that is shown. */
  #lightStep(): void {
    const { state } = this.#view;
    const line = this.#step?.file === this.#shown ? (this.#step?.line ?? null) : null;
    const there = line !== null && line >= 1 && line <= state.doc.lines;
    const scroll = there ? [EditorView.scrollIntoView(state.doc.line(line).from, { yMargin: 60 })] : [];
    this.#view.dispatch({ effects: [stepLine.light.of(line), ...scroll] });
  }

  /** The text of a file has come from elsewhere. One can undo even that. */
  replace(path: string, text: string): void {
    const state = path === this.#shown ? this.#view.state : this.#states.get(path);
    if (state === undefined || state.doc.toString() === text) return;
    const change = { changes: { from: 0, to: state.doc.length, insert: text }, annotations: fromElsewhere };
    if (path === this.#shown) this.#view.dispatch(change);
    else this.#states.set(path, state.update(change).state);
  }

  /** Light up a line of the file that is shown, and go there if `move`. */
  mark(line: number | null, move: boolean): void {
    const { state } = this.#view;
    this.#view.dispatch({ effects: errorLine.light.of(line) });
    if (line === null || line < 1 || line > state.doc.lines || !move) return;
    const { from } = state.doc.line(line);
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #stateOf(path: string): EditorState {
    const kept = this.#states.get(path);
    // A file that was removed and made anew has the same name and another text.
    if (kept?.doc.toString() === this.#workspace.textOf(path)) return kept;
    const extensions = extensionsFor({
      path,
      ownFiles: () => modulesOf(this.#workspace, path),
      whenTyped: (state) => {
        this.#visits.delete(path);
        this.#workspace.edit(path, state.doc);
      },
      isFixed: () => {
        const exercise = this.#lessons.exercise.value;
        return exercise !== undefined && exercise.prediction !== null && exercise.entry === path;
      },
      whenStops: (lines) => this.#stepper.stopAt(path, lines),
    });
    return EditorState.create({ doc: this.#workspace.textOf(path), extensions });
  }
}

const fromElsewhere = Transaction.userEvent.of(ELSEWHERE);

function modulesOf(workspace: Workspace, path: string): string[] {
  return workspace.state.value.files
    .map((file) => file.path)
    .filter((other) => other !== path && /^[A-Za-z_]\w*\.py$/.test(other))
    .map((other) => other.slice(0, -'.py'.length));
}

/** Of the file that is shown, if it can be edited. */
function readablePath({ active, files }: WorkspaceState): string | undefined {
  return files.find(({ path, unreadable }) => path === active && unreadable === undefined)?.path;
}

interface EditorPaneProps {
  readonly session: Session;
  /** Told when there is an editor, and when it is gone. */
  readonly whenThere: (editor: Editor | undefined) => void;
}

/** The editor in the page. */
export function EditorPane({ session, whenThere }: EditorPaneProps) {
  const { workspace } = session;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  const project = useStore(workspace.state, (state) => state.project);
  const path = useStore(workspace.state, readablePath);

  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const made = new Editor(session, place.current);
    editor.current = made;
    whenThere(made);
    const stop = workspace.replaced.subscribe(() => {
      const replacement = workspace.replaced.value;
      if (replacement !== undefined) made.replace(replacement.path, replacement.text);
    });
    return () => {
      stop();
      whenThere(undefined);
      made.destroy();
    };
  }, [session, workspace, whenThere]);

  useLayoutEffect(() => editor.current?.show(project, path), [project, path]);

  return <div ref={place} className="editor" hidden={path === undefined} />;
}
