/** A back end in memory: as much of the real one as a window can tell. */
import {
  type Call,
  DEFAULT_SETTINGS,
  type EngineState,
  type EventOf,
  type Handlers,
  type ParamsOf,
  type Port,
  Problem,
  type ProblemData,
  type PupilFile,
  type RunOutcome,
  type Settings,
  type WindowRunEvent,
  portPair,
  serve,
} from '../../../app/contract/index.ts';
import type { FileFacts } from '../../../runner/model/index.ts';
import { Session } from '../session.ts';

/** A program that a window runs; the test says what it does. */
export interface FakeProgram {
  readonly params: ParamsOf<'run'>;
  /** What it was told, in order. */
  readonly told: string[];
  say(event: WindowRunEvent): Promise<void>;
  /** More of its trace. */
  record(text: string): void;
  end(result: Partial<RunOutcome['result']>): void;
  fail(problem: Problem): void;
}

const LIMITS: RunOutcome['limits'] = {
  cpuMillis: 30_000,
  wallClockMillis: 60_000,
  memoryMb: 256,
  pids: 64,
  diskMb: 32,
  maxOutputBytes: 1_000_000,
};

/** The outcome of a program that simply ran to its end, but for what is said here. */
export const outcomeOf = (result: Partial<RunOutcome['result']>): RunOutcome => ({
  limits: LIMITS,
  result: {
    verdict: 'finished',
    reason: null,
    exitCode: 0,
    signal: null,
    wallMillis: 1_500,
    cpuMillis: 20,
    peakMemoryBytes: 1,
    outputBytes: 0,
    truncated: false,
    engine: 'podman',
    warm: true,
    ...result,
  },
});

interface FakeTrace {
  readonly recorded: string[];
  over: boolean;
  more: PromiseWithResolvers<void>;
}

export class FakeBackEnd {
  /** What lies on the disk: files of programs. */
  readonly disk: Map<string, Map<string, string>>;
  /** Of each program, the file that was shown last. */
  readonly shown = new Map<string, string>();
  readonly runs: FakeProgram[] = [];
  /** Whose facts were asked for, each time: path and text. */
  readonly read: [path: string, text: string][][] = [];
  factsOf: (text: string) => FileFacts = () => ({ kind: 'tooBig', why: 'limits' });
  /** Until then facts take. */
  whenRead: Promise<unknown> = Promise.resolve();
  engine: EngineState = { state: 'ready', name: 'podman', version: '5' };
  /** What writing to the disk meets. */
  trouble: Problem | undefined;
  /** Whether the history can be written. */
  keepsVersions = true;
  /** What somebody who opens the studio meets. */
  openTrouble: Problem | undefined;
  /** Why the program that was open last is not the one that is opened. */
  insteadOf: ProblemData | null = null;
  /** When what a program is told has been read by it. */
  reading: Promise<unknown> = Promise.resolve();
  #watchers = new Set<Call<EventOf<'watch'>>>();
  #ports = new Set<Port>();
  #settings: Settings = DEFAULT_SETTINGS;

  /** @param programs files by path, by the program that they are of */
  constructor(programs: Record<string, Record<string, string>>) {
    this.disk = new Map(Object.entries(programs).map(([id, files]) => [id, new Map(Object.entries(files))]));
  }

  readonly connect = (): Port => {
    const [window, host] = portPair();
    this.#ports.add(window);
    serve(host, this.#handlers() as Handlers);
    return window;
  };

  openWindow(): Promise<Session> {
    return Session.open(this.connect);
  }

  /** Every line ends. */
  hangUp(): void {
    for (const port of this.#ports) port.close();
    this.#ports.clear();
    this.#watchers.clear();
  }

  tell(event: EventOf<'watch'>): void {
    for (const call of this.#watchers) void call.emit(event);
  }

  /** Write, or remove, as another program would. */
  write(project: string, path: string, text: string | null): void {
    const files = this.#files(project);
    if (text === null) files.delete(path);
    else files.set(path, text);
    const revision = text === null ? null : revisionOf(text);
    this.tell({ about: 'work', change: { kind: 'file', project, path, revision } });
  }

  #files(project: string): Map<string, string> {
    const files = this.disk.get(project);
    if (files === undefined) throw new Problem('no-such-project', { project });
    return files;
  }

  #file(project: string, path: string): PupilFile {
    const text = this.#files(project).get(path);
    if (text === undefined) throw new Problem('no-such-file', { file: path });
    return { path, revision: revisionOf(text), bytes: text.length, content: { kind: 'text', text } };
  }

  #project(id: string) {
    const files = [...this.#files(id).keys()].map((path) => this.#file(id, path));
    return { id, files, shown: this.shown.get(id) ?? null };
  }

  #projects = () => [...this.disk.keys()].map((id) => ({ id, changedAt: 0 }));

  #handlers(): Partial<Handlers> {
    const settingsState = () => ({
      settings: this.#settings,
      guarded: false,
      managed: [],
      policyProblem: null,
    });
    const programs = new Map<number, FakeProgram>();
    const traces = new Map<number, FakeTrace>();
    const program = (run: number) => {
      const found = programs.get(run);
      if (found === undefined) throw new Problem('no-such-run');
      return found;
    };
    return {
      open: async () => {
        if (this.openTrouble !== undefined) throw this.openTrouble;
        const [first = ''] = this.disk.keys();
        return {
          settings: settingsState(),
          engine: this.engine,
          projects: this.#projects(),
          history: null,
          insteadOf: this.insteadOf,
          project: this.#project(first),
        };
      },
      watch: (_, call) => {
        this.#watchers.add(call);
        return new Promise(() => undefined);
      },
      'settings.change': async ({ change }) => {
        this.#settings = { ...this.#settings, ...change } as Settings;
        return settingsState();
      },
      'project.list': async () => this.#projects(),
      'project.open': async ({ project }) => this.#project(project),
      'project.create': async ({ project }) => {
        this.disk.set(project, new Map());
        this.tell({ about: 'work', change: { kind: 'projects' } });
        return this.#project(project);
      },
      'project.rename': async ({ project, name }) => {
        this.disk.set(name, this.#files(project));
        this.disk.delete(project);
        this.tell({ about: 'work', change: { kind: 'project-renamed', project, name } });
        this.tell({ about: 'work', change: { kind: 'projects' } });
        return null;
      },
      facts: async ({ files }) => {
        this.read.push(files.map(({ path, text }) => [path, text]));
        await this.whenRead;
        return files.map(({ path, text }) => ({ path, facts: this.factsOf(text) }));
      },
      'file.show': async ({ project, path }) => {
        this.shown.set(project, path);
        return null;
      },
      'file.read': async ({ project, path }) => this.#file(project, path),
      'file.save': async ({ project, path, text, base }) => {
        if (this.trouble !== undefined) throw this.trouble;
        const there = this.#files(project).get(path);
        const now = there === undefined ? null : revisionOf(there);
        if (now !== base) {
          throw new Problem('file-changed', { file: path, ...(!this.keepsVersions && { kept: 'no' }) });
        }
        this.write(project, path, text);
        return { revision: revisionOf(text) };
      },
      'version.restore': async ({ project, path, id, base }) => {
        const there = this.#files(project).get(path);
        if ((there === undefined ? null : revisionOf(there)) !== base) throw new Problem('file-changed');
        const text = `version ${id}`;
        this.write(project, path, text);
        return { revision: revisionOf(text) };
      },
      'file.rename': async ({ project, path, to }) => {
        const text = this.#files(project).get(path) ?? '';
        this.write(project, path, null);
        this.write(project, to, text);
        return null;
      },
      'file.remove': async ({ project, path }) => {
        this.write(project, path, null);
        return null;
      },
      run: async (params, call) => {
        const over = Promise.withResolvers<RunOutcome>();
        const told: string[] = [];
        const trace: FakeTrace = { recorded: [], over: false, more: Promise.withResolvers() };
        const tell = () => {
          trace.more.resolve();
          trace.more = Promise.withResolvers();
        };
        const run: FakeProgram = {
          params,
          told,
          say: (event) => call.emit(event),
          record: (text) => {
            trace.recorded.push(text);
            tell();
          },
          end: (result) => over.resolve(outcomeOf(result)),
          fail: (problem) => over.reject(problem),
        };
        call.onLeave(() => told.push('leave'));
        programs.set(call.id, run);
        traces.set(call.id, trace);
        this.runs.push(run);
        return over.promise.finally(() => {
          programs.delete(call.id);
          trace.over = true;
          tell();
        });
      },
      'trace.read': async ({ run }, call) => {
        const trace = traces.get(run);
        if (trace === undefined) throw new Problem('no-such-run');
        for (let at = 0; ; at += 1) {
          while (at === trace.recorded.length && !trace.over) await trace.more.promise;
          const text = trace.recorded[at];
          if (text === undefined) return null;
          await call.emit({ text });
        }
      },
      'run.input': async ({ run, text }) => {
        program(run).told.push(`type ${text}`);
        await this.reading;
        return null;
      },
      'run.resize': async ({ run, columns, rows }) => (
        program(run).told.push(`resize ${columns} ${rows}`),
        null
      ),
      'run.stop': async ({ run }) => (program(run).told.push('stop'), null),
    };
  }
}

/** As a hash does, it tells contents apart; for short texts it is one to one. */
function revisionOf(text: string): string {
  const hex = [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.padStart(64, '0').slice(-64);
}
