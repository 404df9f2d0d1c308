import type { EngineState } from '../../app/contract/index.ts';
import { type FileFacts, MAX_CODE_BYTES, MAX_FILES } from '../../runner/model/index.ts';
import type { Line } from './line.ts';
import type { Phase } from './program-run.ts';
import type { TextSource } from './saver.ts';
import { Store } from './store.ts';
import type { Workspace } from './workspace.ts';

type ProgramFacts = Extract<FileFacts, { readonly kind: 'facts' }>;
export type LoopFact = ProgramFacts['loops'][number];

/** What is known of a file, and of which text: by now the pupil may have typed another. */
export interface KnownFacts {
  readonly text: string;
  readonly facts: FileFacts;
  /** The last that were no error: half a line is rarely Python. */
  readonly good: { readonly text: string; readonly facts: ProgramFacts } | undefined;
}

/** So long after the last letter. A little longer than saving waits, so that the two do not meet. */
const PAUSE_MILLIS = 400;

/** While a program is busy, the computer is its own. One that waits for its pupil needs nothing. */
const BUSY: ReadonlySet<Phase['phase']> = new Set(['starting', 'running', 'stopping']);

/** The facts of the open program's files, asked for whenever the pupil pauses and something has changed. */
export class Facts {
  /** By path. */
  readonly known = new Store<ReadonlyMap<string, KnownFacts>>(new Map());
  readonly #line: Line;
  readonly #workspace: Workspace;
  readonly #engine: Store<EngineState>;
  readonly #phase: Store<Phase>;
  #project: string;
  /** The texts that were asked about, as the workspace keeps them. */
  #asked = new Map<string, TextSource>();
  #asking = false;
  /** Whether there was a pause in typing while an answer was awaited. */
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, workspace: Workspace, engine: Store<EngineState>, phase: Store<Phase>) {
    this.#line = line;
    this.#workspace = workspace;
    this.#engine = engine;
    this.#phase = phase;
    this.#project = workspace.project;
    for (const news of [workspace.typed, workspace.state, engine, phase, line.state]) {
      news.subscribe(() => this.#soon());
    }
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), PAUSE_MILLIS);
  }

  async #ask(): Promise<void> {
    this.#again = this.#asking;
    if (this.#asking || BUSY.has(this.#phase.value.phase)) return;
    if (this.#engine.value.state !== 'ready' || this.#line.state.value !== 'open') return;
    this.#forgetOthers();
    const files = this.#changed();
    if (files.length === 0) return;
    const asked = this.#asked;
    for (const { path, source } of files) asked.set(path, source);
    this.#asking = true;
    try {
      const answer = await this.#line.call('facts', {
        files: files.map(({ path, text }) => ({ path, text })),
      });
      if (asked !== this.#asked) return; // another program is open now
      const texts = new Map(files.map(({ path, text }) => [path, text]));
      this.#learn((answer ?? []).map(({ path, facts }) => ({ path, facts, text: texts.get(path) ?? '' })));
    } catch {
      // No box, or no line: whatever mends that is news, after which they are asked for again.
      for (const { path } of files) asked.delete(path);
    } finally {
      this.#asking = false;
      if (this.#again) this.#soon();
    }
  }

  /** Programs whose text is not the one that was asked about last. */
  #changed() {
    return this.#workspace.state.value.files
      .filter(({ path, unreadable }) => path.endsWith('.py') && unreadable === undefined)
      .map(({ path }) => ({ path, source: this.#workspace.sourceOf(path) }))
      .filter(({ path, source }) => this.#asked.get(path) !== source)
      .map(({ path, source }) => ({ path, source, text: source.toString() }))
      .filter(({ text }) => text.length <= MAX_CODE_BYTES) // none longer can be run
      .slice(0, MAX_FILES);
  }

  #learn(told: readonly { path: string; text: string; facts: FileFacts }[]): void {
    const known = new Map(this.known.value);
    for (const { path, text, facts } of told) {
      const good = facts.kind === 'facts' ? { text, facts } : known.get(path)?.good;
      known.set(path, { text, facts, good });
    }
    this.known.set(known);
  }

  /** Of files that are no longer there, and of other programs, nothing is known. */
  #forgetOthers(): void {
    const { project, files } = this.#workspace.state.value;
    if (project !== this.#project) {
      this.#project = project;
      this.#asked = new Map();
      this.known.set(new Map());
    }
    const gone = [...this.#asked.keys()].filter((path) => !files.some((file) => file.path === path));
    if (gone.length === 0) return;
    for (const path of gone) this.#asked.delete(path);
    this.known.set(new Map([...this.known.value].filter(([path]) => !gone.includes(path))));
  }
}
