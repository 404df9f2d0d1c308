// stub
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../../runner/index.ts';
import {
  type Change,
  type FileContent,
  Problem,
  type Project,
  type ProjectSummary,
  type PupilFile,
  type Version,
} from '../contract/index.ts';
const sha = (b: Buffer) => createHash('sha256').update(b).digest('hex');
export class Work implements AsyncDisposable {
  f: string;
  ls = new Set<(c: Change) => void>();
  vs: (Version & { project: string; text: string })[] = [];
  constructor(f: string) {
    this.f = f;
  }
  static async open(o: {
    folder: string;
    database: string;
    starter: { name: string; files: readonly { path: string; text: string }[] };
  }): Promise<Work> {
    const w = new Work(o.folder);
    if (readdirSync(o.folder).length === 0) {
      await w.createProject(o.starter.name);
      for (const { path, text } of o.starter.files) await w.save(o.starter.name, path, text, null);
    }
    return w;
  }
  async projects(): Promise<ProjectSummary[]> {
    return readdirSync(this.f)
      .map((id) => ({ id, changedAt: statSync(join(this.f, id)).mtimeMs }))
      .sort((a, b) => b.changedAt - a.changedAt);
  }
  async lastProject(): Promise<Project> {
    return this.openProject((await this.projects())[0]?.id ?? '');
  }
  async openProject(id: string): Promise<Project> {
    return { id, files: await Promise.all(readdirSync(join(this.f, id)).map((p) => this.read(id, p))) };
  }
  async createProject(id: string): Promise<Project> {
    mkdirSync(join(this.f, id));
    this.tell({ kind: 'projects' });
    return { id, files: [] };
  }
  async renameProject(id: string, name: string): Promise<void> {
    renameSync(join(this.f, id), join(this.f, name));
    this.tell({ kind: 'projects' });
  }
  async read(project: string, path: string): Promise<PupilFile> {
    const b = readFileSync(join(this.f, project, path));
    return { path, revision: sha(b), bytes: b.length, content: { kind: 'text', text: b.toString() } };
  }
  async save(
    project: string,
    path: string,
    text: string,
    base: string | null,
  ): Promise<{ revision: string }> {
    const p = join(this.f, project, path);
    let old: string | null = null;
    try {
      old = sha(readFileSync(p));
    } catch {
      old = null;
    }
    if (old !== base) throw new Problem(base === null ? 'file-exists' : 'file-changed', { path });
    mkdirSync(dirname(p), { recursive: true });
    writeFileSync(p, text);
    this.vs.unshift({
      id: this.vs.length + 1,
      project,
      path,
      text,
      at: Date.now(),
      bytes: text.length,
      why: 'saved',
    });
    const revision = sha(Buffer.from(text));
    this.tell({ kind: 'file', project, path, revision });
    return { revision };
  }
  async renameFile(project: string, path: string, to: string): Promise<void> {
    renameSync(join(this.f, project, path), join(this.f, project, to));
    this.tell({ kind: 'file', project, path, revision: null });
    this.tell({ kind: 'file', project, path: to, revision: (await this.read(project, to)).revision });
  }
  async removeFile(project: string, path: string): Promise<void> {
    rmSync(join(this.f, project, path));
    this.tell({ kind: 'file', project, path, revision: null });
  }
  async versions(project: string, path?: string): Promise<Version[]> {
    return this.vs
      .filter((v) => v.project === project && (path === undefined || v.path === path))
      .map(({ id, path, at, bytes, why }) => ({ id, path, at, bytes, why }));
  }
  async version(_p: string, id: number): Promise<FileContent> {
    return { kind: 'text', text: this.vs.find((v) => v.id === id)?.text ?? '' };
  }
  async filesForRun(
    project: string,
    edited: readonly { path: string; text: string }[],
  ): Promise<SourceFile[]> {
    const m = new Map<string, SourceFile>();
    for (const p of readdirSync(join(this.f, project)))
      m.set(p, { path: p, content: readFileSync(join(this.f, project, p), 'utf8'), encoding: 'utf8' });
    for (const { path, text } of edited) m.set(path, { path, content: text, encoding: 'utf8' });
    return [...m.values()];
  }
  onChange(l: (c: Change) => void): Disposable {
    this.ls.add(l);
    return { [Symbol.dispose]: () => void this.ls.delete(l) };
  }
  tell(c: Change) {
    for (const l of this.ls) l(c);
  }
  async [Symbol.asyncDispose]() {
    /* */
  }
}
