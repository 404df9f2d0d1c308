import { type Turns, isSystemError } from '../base/index.ts';
import { type Change, Problem, type Project } from '../contract/index.ts';
import type { WorkFolder } from './folder.ts';

/** What is known of a file: which content, and its stamp when that was read; none if it has not been compared. */
interface Known {
  readonly revision: string;
  readonly stamp?: string;
}

interface WatcherOptions {
  readonly folder: WorkFolder;
  /** A look must not fall between a save and its being noted here. */
  readonly turns: Turns;
  readonly everyMillis: number;
  readonly tell: (change: Change) => void;
}

/**
 * Looks again and again whether another program or studio has changed the work: the list of projects, and the
 * files of those that are watched. It asks the disk, because no server tells a network home's changes.
 */
export class Watcher implements Disposable {
  readonly #options: WatcherOptions;
  readonly #projects = new Map<string, Map<string, Known>>();
  #names: readonly string[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.#wait();
  }

  /** Watch a project from now on, as it has just been read; who watched it before is told what is new. */
  watch({ id: project, files }: Pick<Project, 'id' | 'files'>): void {
    const before = this.#projects.get(project) ?? new Map<string, Known>();
    const isFirst = !this.#projects.has(project);
    this.#projects.set(project, new Map(files.map(({ path, revision }) => [path, { revision }])));
    if (isFirst) return;
    for (const { path, revision } of files) {
      if (before.get(path)?.revision !== revision)
        this.#options.tell({ kind: 'file', project, path, revision });
      before.delete(path);
    }
    for (const path of before.keys()) this.#options.tell({ kind: 'file', project, path, revision: null });
  }

  /** A project has another name now. */
  renamed(project: string, name: string): void {
    this.#projects.delete(project);
    this.#options.tell({ kind: 'project-renamed', project, name });
    this.ownProjects();
  }

  /** What we have done ourselves is known, and told at once; `revision` is null for a file that is gone. */
  own(project: string, path: string, revision: string | null): void {
    const known = this.#projects.get(project);
    if (revision === null) known?.delete(path);
    else known?.set(path, { revision });
    this.#options.tell({ kind: 'file', project, path, revision });
  }

  /** As `own`, for the list of projects. */
  ownProjects(): void {
    this.#names = undefined;
    this.#options.tell({ kind: 'projects' });
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    const { turns, everyMillis } = this.#options;
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      void turns.take(() => this.#look()).finally(() => this.#wait());
    }, everyMillis).unref();
  }

  async #look(): Promise<void> {
    await unlessDiskFails(() => this.#lookForProjects());
    for (const [project, known] of this.#projects) {
      await unlessDiskFails(() => this.#lookInto(project, known));
    }
  }

  async #lookForProjects(): Promise<void> {
    const names = await this.#options.folder.names();
    const before = this.#names;
    this.#names = names;
    if (before !== undefined && before.join('/') !== names.join('/'))
      this.#options.tell({ kind: 'projects' });
  }

  async #lookInto(project: string, known: Map<string, Known>): Promise<void> {
    const { folder, tell } = this.#options;
    const files = (await folder.has(project)) ? await folder.files(project) : [];
    for (const { path, stamp } of files) {
      const before = known.get(path);
      if (before?.stamp === stamp) continue;
      const { revision } = await folder.lookIfAllowed(project, path);
      if (revision === null) continue; // it has just gone, or its user may not read it
      known.set(path, { revision, stamp });
      if (revision !== before?.revision) tell({ kind: 'file', project, path, revision });
    }
    const there = new Set(files.map(({ path }) => path));
    for (const path of known.keys()) {
      if (there.has(path)) continue;
      known.delete(path);
      tell({ kind: 'file', project, path, revision: null });
    }
  }
}

/** A share that is away for a moment is looked at again the next time; so is a project with too many files. */
async function unlessDiskFails(look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof Problem) && !isSystemError(error)) throw error;
  }
}
