import type { SourceFile } from '../../runner/index.ts';
import { Listeners, Turns } from '../base/index.ts';
import {
  type Change,
  type FileContent,
  Problem,
  type ProblemCode,
  type Project,
  type ProjectSummary,
  type PupilFile,
  type Version,
} from '../contract/index.ts';
import { contentOf } from './content.ts';
import { WorkFolder, refuse } from './folder.ts';
import { Memory } from './memory.ts';
import { makeProject, move } from './moving.ts';
import { freeName } from './names.ts';
import { type Edited, filesForRun } from './run-files.ts';
import { type Draft, remove, save } from './saving.ts';
import type { BestMark, ExerciseWork, Mark } from './store/index.ts';
import { Watcher } from './watcher.ts';

export interface WorkOptions {
  /** Where the projects lie, a folder each. Made if it is not there. */
  readonly folder: string;
  /** Path of the history's database. */
  readonly database: string;
  /** The project of somebody who has none yet. */
  readonly starter: { readonly name: string; readonly files: readonly Edited[] };
  /** How often to look for what others have changed. Two seconds are soon enough and cost a server little. */
  readonly lookEveryMillis?: number;
}

/** What a window shows first. */
export interface LastProject {
  readonly project: Project;
  /** Why it is not the one that was open last, if that could not be opened. */
  readonly insteadOf: Problem | null;
}

const OTHERS_WAS_FIRST: ReadonlySet<ProblemCode> = new Set(['project-exists', 'file-changed']);

/** A pupil's work: real files in real folders, and the history of each. Nothing of it is ever lost. */
export class Work implements AsyncDisposable {
  readonly #options: WorkOptions;
  readonly #folder: WorkFolder;
  readonly #memory: Memory;
  readonly #watcher: Watcher;
  readonly #turns = new Turns();
  readonly #changes = new Listeners<Change>();

  private constructor(options: WorkOptions, folder: WorkFolder, memory: Memory) {
    this.#options = options;
    this.#folder = folder;
    this.#memory = memory;
    this.#watcher = new Watcher({
      folder,
      turns: this.#turns,
      everyMillis: options.lookEveryMillis ?? 2_000,
      tell: (change) => this.#changes.tell(change),
    });
  }

  /** Also without its history, if that cannot be had: see `historyProblem`. @throws Problem `work-unwritable` */
  static async open(options: WorkOptions): Promise<Work> {
    const folder = await WorkFolder.open(options.folder);
    return new Work(options, folder, await Memory.open(options.database));
  }

  /** Newest changed first. */
  projects(): Promise<ProjectSummary[]> {
    return this.#folder.summaries();
  }

  /**
   * The one that was open last, or the newest that can be opened. If there is none, a starter is made.
   *
   * @throws Problem `work-unwritable`
   */
  lastProject(): Promise<LastProject> {
    return this.#turns.take(async () => {
      const last = await this.#memory.attempt((store) => store.ask('lastProject'));
      const names = (await this.projects()).map(({ id }) => id);
      const order = names.toSorted((one, other) => Number(other === last) - Number(one === last));
      let insteadOf: Problem | null = null;
      for (const name of order) {
        try {
          return { project: await this.#open(name), insteadOf };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          insteadOf ??= error;
        }
      }
      return { project: await this.#makeStarter(names), insteadOf };
    });
  }

  /** @throws Problem `bad-name`, `no-such-project`, `too-many-files` */
  openProject(id: string): Promise<Project> {
    return this.#turns.take(() => this.#open(id));
  }

  /** Remember which file of a project is shown. Not while the history cannot be had: one can do without. */
  async show(project: string, path: string): Promise<void> {
    await this.#memory.attempt((store) => store.ask('setShownFile', project, path));
  }

  /** @throws Problem `bad-name`, `project-exists`, `work-unwritable` */
  createProject(id: string): Promise<Project> {
    return this.#turns.take(async () => {
      await this.#create(id);
      return this.#open(id);
    });
  }

  /** In which project each exercise is worked on. None while the history cannot be had. */
  async exercises(): Promise<readonly ExerciseWork[]> {
    return (await this.#memory.attempt((store) => store.ask('exercises'))) ?? [];
  }

  /**
   * The project in which an exercise is worked on, made with these files if there is none.
   *
   * @param name what to call it then, if no other is called so
   * @throws Problem `work-unwritable`, `store-unusable`
   */
  projectOf(
    { pack, exercise }: Omit<ExerciseWork, 'project'>,
    name: string,
    files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
  ): Promise<string> {
    return this.#turns.take(async () => {
      const known = await this.#memory.insist((store) => store.ask('exercises'));
      const names = (await this.projects()).map(({ id }) => id);
      const one = known.find((work) => work.pack === pack && work.exercise === exercise);
      if (one !== undefined && names.includes(one.project)) return one.project;
      const project = freeName(names, name);
      await this.#create(project);
      for (const { path, content } of files) await this.#save({ project, path, content, base: null });
      await this.#memory.insist((store) => store.ask('setExercise', { pack, exercise, project }));
      return project;
    });
  }

  /** Put a content in the place of whatever a file has; that is among its versions. @throws Problem, as `save` */
  overwrite(project: string, path: string, content: string | Uint8Array): Promise<void> {
    return this.#turns.take(async () => {
      const seen = await this.#folder.look(project, path);
      const base = seen.kind === 'file' ? seen.revision : null;
      const revision = await this.#save({ project, path, content, base });
      this.#changes.tell({ kind: 'file', project, path, revision });
    });
  }

  /** Keep a mark. When this returns, it is on the disk. @throws Problem `store-unusable` */
  addMark(mark: Mark): Promise<void> {
    return this.#memory.insist((store) => store.ask('addMark', mark));
  }

  /** Of each exercise that has any, the best mark. None while the history cannot be had. */
  async bestMarks(): Promise<readonly BestMark[]> {
    return (await this.#memory.attempt((store) => store.ask('bestMarks'))) ?? [];
  }

  /** Its history goes with it. @throws Problem `bad-name`, `no-such-project`, `project-exists`, `work-unwritable` */
  renameProject(project: string, name: string): Promise<void> {
    return this.#turns.take(async () => {
      await this.#folder.require(project);
      await this.#folder.makeSureOfName(name, project);
      if (name === project) return;
      await move(this.#folder.pathOf(project), this.#folder.pathOf(name));
      await this.#memory.attempt((store) => store.ask('renameProject', project, name));
      this.#watcher.renamed(project, name);
      await this.#open(name);
    });
  }

  /** @throws Problem `bad-name`, `no-such-project`, `no-such-file`, `file-unreadable` if it is no file at all */
  read(project: string, path: string): Promise<PupilFile> {
    return this.#folder.file(project, path);
  }

  /**
   * Save a text. When this returns, the file is on the disk, whatever becomes of the history (see `historyProblem`).
   *
   * @param base the revision that the text was made from, null for a new file
   * @throws Problem `file-changed`, `file-exists` (its name differs too little from another's), `file-too-large`,
   *     `bad-name`, `no-such-project`, `work-unwritable`; the file is as it was then
   */
  save(project: string, path: string, text: string, base: string | null): Promise<{ revision: string }> {
    return this.#turns.take(async () => ({
      revision: await this.#save({ project, path, content: text, base }),
    }));
  }

  /**
   * Put a version into a file, byte for byte. What lies there is among the versions first.
   *
   * @param base as for `save`
   * @throws Problem `no-such-version`, `store-unusable`, and as `save`
   */
  restore(project: string, path: string, id: number, base: string | null): Promise<{ revision: string }> {
    return this.#turns.take(async () => {
      const content = await this.#memory.insist((store) => store.ask('content', project, id));
      return { revision: await this.#save({ project, path, content, base }) };
    });
  }

  /** Its history goes with it. @throws Problem `bad-name`, `no-such-file`, `file-exists`, `work-unwritable` */
  renameFile(project: string, path: string, to: string): Promise<void> {
    return this.#turns.take(async () => {
      const seen = await this.#folder.look(project, path);
      if (seen.kind === 'nothing' || seen.kind === 'elsewhere') refuse(path, seen);
      const there = await this.#folder.look(project, to);
      await this.#folder.makeSureOfRoom(project, to, path);
      if (path === to) return;
      // On a disk that knows no case it may be the very file.
      if (there.kind !== 'nothing' && there.stamp !== seen.stamp)
        throw new Problem('file-exists', { file: to });
      await move(this.#folder.pathOf(project, path), this.#folder.pathOf(project, to));
      await this.#memory.attempt((store) => store.ask('renameFile', project, path, to));
      this.#watcher.own(project, path, null);
      this.#watcher.own(project, to, seen.revision);
    });
  }

  /** It can be had back from its versions. @throws Problem `no-such-file`, `file-unreadable`, `store-unusable` */
  removeFile(project: string, path: string): Promise<void> {
    return this.#turns.take(async () => {
      await remove(this.#folder, this.#memory, project, path);
      this.#watcher.own(project, path, null);
    });
  }

  /** Newest first, of one file or of all that the project has or had. @throws Problem `store-unusable` */
  versions(project: string, path?: string): Promise<Version[]> {
    return this.#memory.insist((store) => store.ask('versions', project, path ?? null));
  }

  /** @throws Problem `no-such-version`, `store-unusable` */
  async version(project: string, id: number): Promise<FileContent> {
    return contentOf(await this.#memory.insist((store) => store.ask('content', project, id)));
  }

  /** All that a run needs: the project's files with `edited` laid over them. @throws Problem, see `filesForRun` */
  filesForRun(project: string, edited: readonly Edited[]): Promise<SourceFile[]> {
    return filesForRun(this.#folder, project, edited);
  }

  /** Hear what changes, whoever changes it: we, another studio, another program. */
  onChange(listener: (change: Change) => void): Disposable {
    return this.#changes.add(listener);
  }

  /** Why the history could not be written when it was last tried (`store-unusable`); null while all is well. */
  get historyProblem(): Problem | null {
    return this.#memory.problem;
  }

  /** Hear when the history fails, and null when it works again. */
  onHistoryProblem(listener: (problem: Problem | null) => void): Disposable {
    return this.#memory.onProblem.add(listener);
  }

  /** Where a damaged history was moved to when a new one was begun, if that was so. */
  get historyMovedAside(): string | null {
    return this.#memory.movedAside;
  }

  /** What was asked for before is still done. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#watcher[Symbol.dispose]();
    await this.#turns.take(() => this.#memory[Symbol.asyncDispose]());
  }

  async #open(id: string): Promise<Project> {
    const project = await this.#folder.project(id);
    const shown = (await this.#memory.attempt((store) => store.ask('openProject', id))) ?? null;
    this.#watcher.watch(project);
    return { ...project, shown };
  }

  async #create(id: string): Promise<void> {
    await this.#folder.makeSureOfName(id);
    await makeProject(this.#folder.pathOf(id), id);
    this.#watcher.ownProjects();
  }

  async #save(draft: Draft): Promise<string> {
    const revision = await save(this.#folder, this.#memory, draft);
    this.#watcher.own(draft.project, draft.path, revision);
    return revision;
  }

  async #makeStarter(names: readonly string[]): Promise<Project> {
    const { name, files } = this.#options.starter;
    const project = freeName(names, name);
    try {
      await this.#create(project);
      for (const { path, text } of files) await this.#save({ project, path, content: text, base: null });
    } catch (error) {
      // Another studio of this user, started at the same moment, makes the very same: its is as good.
      if (!(error instanceof Problem) || !OTHERS_WAS_FIRST.has(error.code)) throw error;
    }
    return this.#open(project);
  }
}
