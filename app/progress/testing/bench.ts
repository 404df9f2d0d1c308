/** A small language for tests of the work: a folder of its own, and what another program does to it. For tests only. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Change, Version } from '../../contract/index.ts';
import { Work } from '../index.ts';

export const STARTER = { name: 'Start', files: [{ path: 'hello.py', text: 'print("Hello")\n' }] };

/** A work on a folder that goes with it. */
export class Bench implements AsyncDisposable {
  readonly root: string;
  readonly folder: string;
  readonly database: string;
  readonly work: Work;
  readonly heard: Change[] = [];

  private constructor(root: string, work: Work) {
    this.root = root;
    this.folder = join(root, 'work');
    this.database = join(root, 'store.db');
    this.work = work;
    work.onChange((change) => this.heard.push(change));
  }

  /** @param prepare is given the folder first */
  static async open(prepare: (root: string) => void = () => undefined): Promise<Bench> {
    const root = mkdtempSync(join(tmpdir(), 'sandlot-work-'));
    prepare(root);
    return new Bench(root, await openWork(root));
  }

  /** One with a project `p`. */
  static async withProject(): Promise<Bench> {
    const bench = await Bench.open();
    await bench.work.createProject('p');
    return bench;
  }

  /** What another program writes. */
  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  bytes(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  /** Save over whatever is there. @returns the new revision */
  async save(path: string, text: string): Promise<string> {
    const base = await this.revision(path);
    return (await this.work.save('p', path, text, base)).revision;
  }

  async revision(path: string): Promise<string | null> {
    const { files } = await this.work.openProject('p');
    return files.find((file) => file.path === path)?.revision ?? null;
  }

  /** Why and with which text each version of a file is there, newest first. */
  async history(path: string, project = 'p'): Promise<[Version['why'], string][]> {
    const versions = await this.work.versions(project, path);
    return Promise.all(
      versions.map(async ({ id, why }): Promise<[Version['why'], string]> => {
        const content = await this.work.version(project, id);
        return [why, content.kind === 'text' ? content.text : content.why];
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.work[Symbol.asyncDispose]();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Another studio on the same folder and history. It looks for changes all the time. */
export const openWork = (root: string): Promise<Work> =>
  Work.open({
    folder: join(root, 'work'),
    database: join(root, 'store.db'),
    starter: STARTER,
    lookEveryMillis: 20,
  });
