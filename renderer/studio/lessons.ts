import type {
  Added,
  Checked,
  EngineState,
  ExerciseView,
  LessonList,
  TextsInLanguages,
} from '../../app/contract/index.ts';
import type { Line } from './line.ts';
import { Store } from './store.ts';
import type { Workspace } from './workspace.ts';

/** How it goes with a check of what the pupil has. */
export type Checking =
  { readonly state: 'checking' } | { readonly state: 'checked'; readonly checked: Checked };

/** So long after programs can be run, or cannot be, lessons are asked for. */
const REST_MILLIS = 100;

const NONE: LessonList = { packs: [], refused: [] };

/** A pack on its way is told in pieces of so many bytes. */
const PIECE_BYTES = 768 * 1024;

/** The lessons that are there, and the exercise whose program is open. */
export class Lessons {
  /** Undefined until they have been told. */
  readonly list = new Store<LessonList | undefined>(undefined);
  /** Of the open program; undefined if it is the pupil's own. */
  readonly exercise = new Store<ExerciseView | undefined>(undefined);
  /** Of that exercise, the last check since it was opened. */
  readonly checking = new Store<Checking | undefined>(undefined);
  readonly #line: Line;
  readonly #workspace: Workspace;

  /** @param engine what comes first: to read the packs takes the back end a moment */
  constructor(line: Line, workspace: Workspace, engine: Store<EngineState>) {
    this.#line = line;
    this.#workspace = workspace;
    workspace.opened.subscribe(() => void this.#lookUp());
    const begin = () => {
      if (engine.value.state === 'starting') return;
      stop();
      setTimeout(() => {
        void this.refresh();
        void this.#lookUp();
      }, REST_MILLIS);
    };
    const stop = engine.subscribe(begin);
    begin();
  }

  /** Whether the open program may not be run yet, since its pupil is to say what it prints. */
  get mustPredict(): boolean {
    return mustPredict(this.exercise.value);
  }

  /** Ask again what there is. A line that is lost is told elsewhere. */
  async refresh(): Promise<void> {
    this.list.set(await this.#line.call('lesson.list', {}).catch(() => this.list.value ?? NONE));
  }

  /** @throws Problem also when something typed cannot be saved: it would be lost */
  async open(pack: string, exercise: string): Promise<void> {
    const view = await this.#line.call('lesson.open', { pack, exercise });
    await this.#workspace.openProject(view.project);
    this.#show(view);
    this.#workspace.select(view.entry);
    void this.refresh();
  }

  /** Test what is in the window. @throws Problem */
  async check(): Promise<void> {
    const view = this.exercise.value;
    if (view === undefined || this.checking.value?.state === 'checking') return;
    const { pack, id } = view;
    const before = this.checking.value;
    const tell = (checking: Checking | undefined) => {
      if (this.exercise.value?.project === view.project) this.checking.set(checking);
    };
    tell({ state: 'checking' });
    this.#workspace.select(view.entry); // what is checked
    try {
      const edited = this.#workspace.edited();
      const checked = this.#line.call('lesson.check', { pack, exercise: id, edited });
      void this.#workspace.flush();
      tell({ state: 'checked', checked: await checked });
    } catch (error) {
      tell(before);
      throw error;
    }
    await this.#lookUp();
    await this.refresh();
  }

  /** As it was in the beginning. What was there is among the earlier versions. @throws Problem */
  async reset(): Promise<void> {
    const view = this.exercise.value;
    if (view === undefined) return;
    await this.#workspace.flush();
    await this.#line.call('lesson.reset', { pack: view.pack, exercise: view.id });
    await this.#workspace.openProject(view.project);
    this.checking.set(undefined); // what was checked is not there any more
  }

  /** Give the studio a pack, from a stick or a folder. @throws Problem */
  async add(file: {
    readonly name: string;
    readonly size: number;
    slice(from: number, to: number): Blob;
  }): Promise<Added> {
    for (let at = 0; ; at += PIECE_BYTES) {
      const isLast = at + PIECE_BYTES >= file.size;
      const place = at === 0 ? (isLast ? 'only' : 'first') : isLast ? 'last' : 'middle';
      const base64 = await base64Of(file.slice(at, at + PIECE_BYTES));
      const added = await this.#line.call('lesson.add', { name: file.name, base64, place });
      if (!isLast) continue;
      await this.refresh();
      return added;
    }
  }

  /** What pupils have made of it stays, and is theirs like all their programs. @throws Problem */
  async remove(pack: string, pin: string): Promise<void> {
    await this.#line.call('lesson.remove', { pack, pin });
    await this.refresh();
    await this.#lookUp();
  }

  /** Which exercise the open program is of. */
  async #lookUp(): Promise<void> {
    const { project } = this.#workspace;
    const view = await this.#line.call('lesson.of', { project }).catch(() => null);
    if (project === this.#workspace.project) this.#show(view ?? undefined);
  }

  #show(view: ExerciseView | undefined): void {
    if (view?.project !== this.exercise.value?.project) this.checking.set(undefined);
    this.exercise.set(view);
  }
}

/** The language that the pupil has chosen, or the system's, or the first. */
export function languageOf(languages: readonly string[], chosen: string): string {
  const wanted = [chosen, ...navigator.languages].filter((one) => one !== '');
  for (const one of wanted) {
    const found = languages.find((language) => language === one || language === one.split('-')[0]);
    if (found !== undefined) return found;
  }
  return languages[0] ?? '';
}

/** A text that may not be in this language. */
export const textIn = (texts: TextsInLanguages, language: string): string =>
  texts[language] ?? Object.values(texts)[0] ?? '';

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export const mustPredict = (exercise: ExerciseView | undefined): boolean =>
  exercise !== undefined && exercise.prediction !== null && exercise.progress.state !== 'done';
