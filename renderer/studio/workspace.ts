import {
  type Change,
  type FileContent,
  Problem,
  type ProblemData,
  type Project,
  type PupilFile,
  asProblem,
} from '../../app/contract/index.ts';
import { inOrder, isProgram, namesLike } from './file-names.ts';
import type { Line } from './line.ts';
import { MAX_FILES_BYTES } from '../../runner/model/index.ts';
import { type Saved, SavedNews } from './saved.ts';
import { Saver, type Saving, type TextSource } from './saver.ts';
import { Store } from './store.ts';

type Trouble = Extract<Saving, { readonly problem: ProblemData }>;

/** A file of the open program, as the window shows it. */
export interface OpenFile {
  readonly path: string;
  /** Why it cannot be edited, if it cannot. */
  readonly unreadable: 'not-utf8' | 'nul' | 'too-large' | undefined;
  /** Why it is not saved, if it cannot be. */
  readonly trouble: Trouble | undefined;
}

export interface WorkspaceState {
  readonly project: string;
  readonly files: readonly OpenFile[];
  /** Path of the file that is shown; undefined if there is none. */
  readonly active: string | undefined;
}

/** A text that did not come from the editor: it has to show it. */
export interface Replacement {
  readonly path: string;
  readonly text: string;
}

/** So long a file is shown before that is remembered: steps may lead from file to file faster than a disk writes. */
const REMEMBER_MILLIS = 300;

/** The pupil's open program: its files, what is typed into them, and how that gets to the disk. */
export class Workspace {
  readonly state: Store<WorkspaceState>;
  /** How many programs were opened one after the other. */
  readonly opened = new Store(0);
  /** How often somebody has typed: tells that it was done, at every letter. */
  readonly typed = new Store(0);
  readonly replaced = new Store<Replacement | undefined>(undefined);
  readonly #saved = new SavedNews();
  readonly #line: Line;
  #savers = new Map<string, Saver>();
  /** Where the savers of the open program write: its name may change under them. */
  #home = { project: '' };
  /** The program that was shown last, before what is shown now. */
  #shownBefore: string | undefined;
  #heeding: Promise<void> = Promise.resolve();
  #remembering: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, project: Project) {
    this.#line = line;
    this.state = new Store<WorkspaceState>({ project: '', files: [], active: undefined });
    this.#show(project);
  }

  /** Whether everything is on the disk, as somebody is told who types. */
  get saved(): Store<Saved> {
    return this.#saved.store;
  }

  get project(): string {
    return this.state.value.project;
  }

  /** What Run is for: the program that is shown, or was before a file that is none, or the first. Undefined if there is none. */
  get program(): string | undefined {
    const { files, active } = this.state.value;
    const programs = files.map(({ path }) => path).filter(isProgram);
    return (
      [active, this.#shownBefore].find((path) => path !== undefined && programs.includes(path)) ?? programs[0]
    );
  }

  hasFile(path: string): boolean {
    return this.#savers.has(path);
  }

  textOf(path: string): string {
    return this.#savers.get(path)?.text.toString() ?? '';
  }

  /** The text as it is kept, which is another object after each change. */
  sourceOf(path: string): TextSource {
    return this.#savers.get(path)?.text ?? '';
  }

  /** All files as they are now, by path. */
  sources(): ReadonlyMap<string, TextSource> {
    return new Map(this.state.value.files.map(({ path }) => [path, this.sourceOf(path)]));
  }

  /** What the editor says that its text is now. */
  edit(path: string, text: TextSource): void {
    this.#saved.typed();
    this.#savers.get(path)?.edit(text);
    this.typed.set(this.typed.value + 1);
  }

  /** Show a file, here and when the program is opened again. One that is gone cannot be shown. */
  select(path: string): void {
    const { active } = this.state.value;
    if (path === active || !this.hasFile(path)) return;
    if (active !== undefined && isProgram(active)) this.#shownBefore = active;
    this.state.set({ ...this.state.value, active: path });
    const home = this.#home;
    clearTimeout(this.#remembering);
    this.#remembering = setTimeout(() => {
      // Nobody waits for it, and without it little is lost.
      this.#line.call('file.show', { project: home.project, path }).catch(() => undefined);
    }, REMEMBER_MILLIS);
  }

  /** What the disk may not have yet: a run takes it as it is here. @throws Problem if one is too long */
  edited(): { path: string; text: string }[] {
    return [...this.#savers]
      .filter(([, { saving }]) => saving.state !== 'saved')
      .map(([path, { text }]) => ({ path, text: checkLength(path, text.toString()) }));
  }

  /** Whether everything is on the disk at this very moment. */
  get allSaved(): boolean {
    return [...this.#savers.values()].every(({ saving }) => saving.state === 'saved');
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#savers.values()].map((saver) => saver.flush()));
  }

  /** @throws Problem also when something typed cannot be saved: it would be lost */
  async openProject(project: string): Promise<void> {
    await this.#leave();
    this.#show(await this.#line.call('project.open', { project }));
  }

  /** @throws Problem as `openProject` */
  async createProject(project: string): Promise<void> {
    await this.#leave();
    this.#show(await this.#line.call('project.create', { project }));
  }

  /** @throws Problem */
  async renameProject(name: string): Promise<void> {
    await this.flush();
    await this.#line.call('project.rename', { project: this.project, name });
    this.#become(name);
  }

  /** It has another name now, here or in another window. */
  #become(name: string): void {
    this.#home.project = name;
    this.state.set({ ...this.state.value, project: name });
  }

  /** Make a file and show it. @throws Problem */
  async createFile(path: string, text: string): Promise<void> {
    if (this.#savers.has(path)) throw new Problem('file-exists', { file: path });
    const { revision } = await this.#line.call('file.save', {
      project: this.project,
      path,
      text,
      base: null,
    });
    this.#add({ path, revision, bytes: 0, content: { kind: 'text', text } });
    this.select(path);
  }

  /** Bring in a text from elsewhere and show it; under another name where that one has another text. @throws Problem */
  async bringFile(path: string, text: string): Promise<void> {
    const isThere = this.hasFile(path) && inLines(this.textOf(path)) === inLines(text);
    if (isThere) this.select(path);
    else await this.#createBeside(path, text);
  }

  /** Make a file of this name, or of one like it that is free. @throws Problem */
  async #createBeside(path: string, text: string): Promise<void> {
    for (const name of namesLike(path)) {
      if (this.hasFile(name)) continue;
      try {
        await this.createFile(name, text);
        return;
      } catch (error) {
        // Another window has just made it, or this computer takes it for the same as another: the next, then.
        if (!['file-exists', 'file-changed'].includes(asProblem(error).code)) throw error;
      }
    }
    throw new Problem('file-exists', { file: path });
  }

  /** @throws Problem */
  async renameFile(path: string, to: string): Promise<void> {
    const saver = await this.#settled(path);
    const wasActive = this.state.value.active === path;
    await this.#line.call('file.rename', { project: this.project, path, to });
    this.#add(await this.#line.call('file.read', { project: this.project, path: to }));
    // What was typed meanwhile comes along.
    if (saver !== undefined && saver.saving.state !== 'saved') this.edit(to, saver.text);
    if (wasActive) this.select(to);
    this.#drop(path);
  }

  /** @throws Problem */
  async removeFile(path: string): Promise<void> {
    await this.#settled(path);
    await this.#line.call('file.remove', { project: this.project, path });
    this.#drop(path);
  }

  /** Put a text into a file that is open as if it had been typed: the editor has it, too. */
  rewrite(path: string, text: string): void {
    this.replaced.set({ path, text });
    this.edit(path, text);
  }

  /** Put a text into a file, which is made if it is not there; what was there stays among its versions. */
  async setText(path: string, text: string): Promise<void> {
    if (!this.#savers.has(path)) return this.createFile(path, text);
    this.rewrite(path, text);
    await this.#savers.get(path)?.flush();
  }

  /** Bring back a version that is no text, as the editor cannot. @throws Problem */
  async restore(path: string, id: number): Promise<void> {
    const { project } = this;
    const base = (await this.#settled(path))?.revision ?? null;
    const { revision } = await this.#line.call('version.restore', { project, path, id, base });
    await this.heed({ kind: 'file', project, path, revision });
  }

  /** Somebody else changed a file that the pupil was typing in: hers is to win. */
  async keepMine(path: string): Promise<void> {
    const there = await this.#onDisk(path);
    if (there !== undefined) await this.#setAside(path, there.content);
    await this.#savers.get(path)?.insist(there?.revision ?? null);
  }

  /** … or the other is. */
  async takeTheirs(path: string): Promise<void> {
    await this.#savers.get(path)?.flush(); // so that hers is among the versions
    await this.#setAside(path, { kind: 'text', text: this.textOf(path) });
    const there = await this.#onDisk(path);
    if (there === undefined) this.#drop(path);
    else this.#replace(there);
  }

  /** What is not chosen gets a file of its own where the history does not keep it. @throws Problem if it cannot have one */
  async #setAside(path: string, content: FileContent): Promise<void> {
    const saving = this.#savers.get(path)?.saving;
    if (saving === undefined || isKept(saving)) return;
    if (content.kind !== 'text') throw new Problem('store-unusable', { why: 'not-kept', file: path });
    await this.#createBeside(path, content.text);
    this.select(path);
  }

  async #onDisk(path: string): Promise<PupilFile | undefined> {
    try {
      return await this.#line.call('file.read', { project: this.project, path });
    } catch (error) {
      if (asProblem(error).code === 'no-such-file') return undefined;
      throw error;
    }
  }

  /** Something was told about the work of this user, perhaps by this very window. One after another. */
  heed(change: Change): Promise<void> {
    this.#heeding = this.#heeding.catch(() => undefined).then(() => this.#heedOne(change));
    return this.#heeding;
  }

  /** The line was lost and is back: show what has changed meanwhile. @throws Problem */
  async comeBack(): Promise<void> {
    const { project } = this;
    const { files } = await this.#line.call('project.open', { project });
    const gone = [...this.#savers.keys()].filter((path) => !files.some((file) => file.path === path));
    for (const { path, revision } of files) await this.heed({ kind: 'file', project, path, revision });
    for (const path of gone) await this.heed({ kind: 'file', project, path, revision: null });
    await this.flush();
  }

  async #heedOne(change: Change): Promise<void> {
    if (change.kind === 'project-renamed' && change.project === this.project) this.#become(change.name);
    if (change.kind !== 'file' || change.project !== this.project) return;
    const { path, revision } = change;
    const saver = this.#savers.get(path);
    if (saver !== undefined && !outdated(saver, revision)) return;
    if (revision === null) {
      if (saver !== undefined) this.#drop(path);
      return;
    }
    const savers = this.#savers;
    const there = await this.#line.call('file.read', { project: this.project, path });
    if (savers !== this.#savers || saver !== savers.get(path)) return; // no longer what is shown
    if (saver === undefined) this.#add(there);
    else if (outdated(saver, there.revision)) this.#replace(there);
  }

  /** A file's saver, with nothing left to save. @throws Problem why it could not be saved: it would be lost */
  async #settled(path: string): Promise<Saver | undefined> {
    const saver = this.#savers.get(path);
    await saver?.flush();
    if (saver !== undefined && 'problem' in saver.saving) {
      throw new Problem(saver.saving.problem.code, saver.saving.problem.details);
    }
    return saver;
  }

  /** Save everything, as it will not be shown any more. @throws Problem why something could not be saved */
  async #leave(): Promise<void> {
    await Promise.all([...this.#savers.keys()].map((path) => this.#settled(path)));
  }

  #show({ id, files, shown: last }: Project): void {
    this.#shownBefore = undefined;
    for (const saver of this.#savers.values()) {
      void saver.flush().finally(() => saver.close()); // what was typed while the other was opened
    }
    this.#savers = new Map();
    this.#home = { project: id };
    this.state.set({ project: id, files: [], active: undefined });
    for (const file of files) this.#add(file);
    this.#tellSaved();
    const { files: shown } = this.state.value;
    const first =
      shown.find(({ path }) => path === last) ?? shown.find(({ path }) => isProgram(path)) ?? shown[0];
    this.state.set({ ...this.state.value, active: first?.path });
    this.opened.set(this.opened.value + 1);
  }

  #add(file: PupilFile): void {
    const { path, revision, content } = file;
    if (this.#savers.has(path)) return;
    const home = this.#home;
    const saver: Saver = new Saver(content.kind === 'text' ? content.text : '', revision, {
      write: async (text, base) => {
        checkLength(path, text);
        return this.#line.call('file.save', { project: home.project, path, text, base });
      },
      whenChanged: (saving) => {
        if (this.#savers.get(path) === saver) this.#heedSaving(path, saving);
      },
    });
    this.#savers.set(path, saver);
    const unreadable = content.kind === 'unreadable' ? content.why : undefined;
    const files = [...this.state.value.files, { path, unreadable, trouble: undefined }];
    this.state.set({ ...this.state.value, files: files.sort((a, b) => inOrder(a.path, b.path)) });
  }

  #replace(file: PupilFile): void {
    const { path, revision, content } = file;
    const text = content.kind === 'text' ? content.text : '';
    this.#savers.get(path)?.replace(text, revision);
    this.#changeFile(path, { unreadable: content.kind === 'unreadable' ? content.why : undefined });
    this.replaced.set({ path, text });
  }

  #drop(path: string): void {
    this.#savers.get(path)?.close();
    this.#savers.delete(path);
    const { active } = this.state.value;
    const files = this.state.value.files.filter((file) => file.path !== path);
    this.state.set({ ...this.state.value, files });
    // What was shown before, if it is a program, or else the first.
    if (active === path) this.state.set({ ...this.state.value, active: this.program ?? files[0]?.path });
    this.#tellSaved();
  }

  #heedSaving(path: string, saving: Saving): void {
    const trouble = 'problem' in saving ? saving : undefined;
    const before = this.state.value.files.find((file) => file.path === path)?.trouble;
    if (trouble !== before) this.#changeFile(path, { trouble });
    this.#tellSaved();
  }

  #tellSaved(): void {
    this.#saved.heed([...this.#savers.values()].map(({ saving }) => saving));
  }

  #changeFile(path: string, change: Partial<OpenFile>): void {
    const files = this.state.value.files.map((file) => (file.path === path ? { ...file, ...change } : file));
    this.state.set({ ...this.state.value, files });
  }
}

/** However a computer ends them. */
const inLines = (text: string): string => text.replaceAll('\r\n', '\n');

/** Whether the history has both texts of a file that somebody else has changed. */
export const isKept = (saving: Saving): boolean =>
  !('problem' in saving) || saving.problem.details['kept'] !== 'no';

/** Whether the disk has another text than an editor in which nothing was typed since. What is unsaved meets it when it is saved. */
const outdated = (saver: Saver, revision: string | null): boolean =>
  saver.saving.state === 'saved' && saver.revision !== revision;

/** Nothing that is too long for the line may be sent over it. @throws Problem */
function checkLength(file: string, text: string): string {
  if (text.length <= MAX_FILES_BYTES) return text;
  throw new Problem('file-too-large', { file, bytes: text.length, most: MAX_FILES_BYTES });
}
