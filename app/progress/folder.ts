import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FILES_BYTES } from '../../runner/index.ts';
import { isSystemError } from '../base/index.ts';
import { Problem, type Project, type ProjectSummary, type PupilFile } from '../contract/index.ts';
import { contentOf } from './content.ts';
import { type Seen, look, makeFolders, onDisk, statOf, sweepDrafts } from './files.ts';
import { checkFilePath, checkProjectName, clash } from './names.ts';
import { type Listed, filesBelow, foldersBelow, foldersIn, isWayReal } from './tree.ts';

/** More files than anybody looks at; as many as a window may say that it has edited. */
const MAX_LISTED = 256;

/** The folder of a pupil's work, to look at: a folder for each project, and the files in it. Changes nothing. */
export class WorkFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @throws Problem `work-unwritable` if it cannot be made or written to */
  static open(path: string): Promise<WorkFolder> {
    return onDisk(path, async () => {
      await makeFolders(path);
      await access(path, constants.W_OK | constants.X_OK);
      return new WorkFolder(path);
    });
  }

  /** The names of all projects: real folders that we could have named so. */
  async names(): Promise<string[]> {
    return onDisk(this.path, () => foldersIn(this.path));
  }

  /** Newest changed first. */
  async summaries(): Promise<ProjectSummary[]> {
    const names = await this.names();
    const summaries = await Promise.all(
      names.map(async (id) => ({ id, changedAt: await this.#changedAt(id) })),
    );
    return summaries.toSorted((one, other) => other.changedAt - one.changedAt);
  }

  async has(project: string): Promise<boolean> {
    checkProjectName(project);
    return (await this.names()).includes(project); // by its exact name, on a disk that knows no case too
  }

  /** @throws Problem `bad-name`, `no-such-project` */
  async require(project: string): Promise<void> {
    if (!(await this.has(project))) throw new Problem('no-such-project', { project });
  }

  /** @throws Problem `no-such-project`, `too-many-files` */
  async files(project: string): Promise<Listed[]> {
    await this.require(project);
    const files = await onDisk(this.path, () => filesBelow(this.pathOf(project), MAX_LISTED));
    if (files.length <= MAX_LISTED) return files;
    throw new Problem('too-many-files', { project, files: files.length, most: MAX_LISTED });
  }

  /**
   * A project with the texts of its files. What its user may not read is left out. Texts beyond what a program may
   * have in all are `too-large`: they could not be run, and need not travel.
   */
  async project(id: string): Promise<Pick<Project, 'id' | 'files'>> {
    const listed = await this.files(id);
    await onDisk(this.path, () => this.#sweep(id));
    const files: PupilFile[] = [];
    let room = MAX_FILES_BYTES;
    for (const { path } of listed) {
      const file = pupilFile(path, await this.lookIfAllowed(id, path), room);
      if (file === undefined) continue;
      files.push(file);
      if (file.content.kind === 'text') room -= file.bytes;
    }
    return { id, files };
  }

  /** @throws Problem `no-such-project`, `no-such-file`, `file-unreadable` */
  async file(project: string, path: string): Promise<PupilFile> {
    const seen = await this.look(project, path);
    if (seen.kind === 'nothing') await this.require(project);
    return pupilFile(path, seen) ?? refuse(path, seen);
  }

  /**
   * What lies at a path, links not followed, neither at its end nor on the way.
   *
   * @throws Problem `bad-name`
   */
  async look(project: string, path: string): Promise<Seen> {
    checkProjectName(project);
    checkFilePath(path);
    return onDisk(this.pathOf(project, path), async () => {
      const isReal = await isWayReal(this.path, [project, ...path.split('/')]);
      return isReal ? look(this.pathOf(project, path)) : { kind: 'elsewhere', stamp: '', revision: null };
    });
  }

  /** As `look`, but a file that its user may not read is as good as none. */
  async lookIfAllowed(project: string, path: string): Promise<Seen> {
    try {
      return await this.look(project, path);
    } catch (error) {
      if (error instanceof Problem && isSystemError(error.cause)) {
        return { kind: 'nothing', stamp: '', revision: null };
      }
      throw error;
    }
  }

  /** @throws Problem `file-exists` if a file of that path cannot lie beside those that are there but `except` */
  async makeSureOfRoom(project: string, path: string, except?: string): Promise<void> {
    const others = (await this.files(project)).map((file) => file.path).filter((other) => other !== except);
    const other = clash(others, path);
    if (other !== undefined) throw new Problem('file-exists', { file: other });
  }

  /** @throws Problem `bad-name`, or `project-exists` if a project of that name cannot lie beside the others */
  async makeSureOfName(name: string, except?: string): Promise<void> {
    checkProjectName(name);
    const others = (await this.names()).filter((other) => other !== except);
    const other = clash(others, name);
    if (other !== undefined) throw new Problem('project-exists', { name: other });
  }

  pathOf(project: string, path = ''): string {
    return join(this.path, project, ...path.split('/'));
  }

  async #sweep(project: string): Promise<void> {
    for (const folder of await foldersBelow(this.pathOf(project))) {
      await sweepDrafts(this.pathOf(project, folder));
    }
  }

  /** One that its user may not read is listed all the same, as the oldest: it is there, and opening it says why not. */
  async #changedAt(project: string): Promise<number> {
    const folder = this.pathOf(project);
    try {
      const [own, files] = await Promise.all([statOf(folder), filesBelow(folder, MAX_LISTED)]);
      return Math.max(Number(own?.mtimeMs ?? 0), ...files.map(({ changedAt }) => changedAt));
    } catch (error) {
      if (isSystemError(error)) return 0;
      throw error;
    }
  }
}

/** @throws Problem that says why what was seen is no file to work with */
export function refuse(path: string, seen: Seen): never {
  if (seen.kind === 'nothing') throw new Problem('no-such-file', { file: path });
  const why = seen.kind === 'too-large' ? 'too-large' : 'no-file';
  throw new Problem('file-unreadable', { file: path, why });
}

function pupilFile(path: string, seen: Seen, room = MAX_FILES_BYTES): PupilFile | undefined {
  if (seen.kind === 'nothing' || seen.kind === 'elsewhere') return undefined;
  const { revision, bytes } = seen;
  if (seen.kind === 'too-large' || bytes > room) {
    return { path, revision, bytes, content: { kind: 'unreadable', why: 'too-large' } };
  }
  return { path, revision, bytes, content: contentOf(seen.content) };
}
