import { randomUUID } from 'node:crypto';
import { LIVE_LIMITS, LIVE_TRACE } from '../runner/index.ts';
import {
  Problem,
  type ProblemData,
  type ProjectSummary,
  asProblem,
  type Call,
  type DoctorReport,
  type EventOf,
  type Handlers,
  type ParamsOf,
  type Port,
  serve,
} from './contract/index.ts';
import { EngineRoom, reportOf } from './engines/index.ts';
import { openHome } from './home/index.ts';
import { LessonRoom, Library } from './lessons/index.ts';
import { Work } from './progress/index.ts';
import { type Program, Traces, WindowRuns } from './runs/index.ts';
import { SettingsRoom, policyPath } from './settings/index.ts';
import { dropFolders, openShelf } from './shelf.ts';
import { starterProject } from './words/terminal.ts';
import { Workshop, examine } from './workshop.ts';

export { type Pack, PackRefused, type PackSource, type SignedBy } from './lessons/index.ts';
/** What there is to do with packs. */
export * as packs from './lessons/index.ts';
export { assessmentFor } from './lessons/index.ts';
export { type Trial, trialsOf, tryPack } from './grading.ts';
export { openShelf, packSigningKey } from './shelf.ts';
export { type EngineChoice, type Examination, Workshop, examine } from './workshop.ts';

/** The rooms, joined for windows. It opens and stays open whatever becomes of the engine. */
export class Studio implements AsyncDisposable {
  /** The folder that is its user's own. */
  readonly home: string;
  readonly #settings: SettingsRoom;
  readonly #work: Work;
  readonly #lessons: LessonRoom;
  readonly #engine: EngineRoom<Workshop>;
  readonly #traces: Traces;
  readonly #resources: AsyncDisposableStack;
  #examining: Promise<DoctorReport> | undefined;

  private constructor(
    home: string,
    settings: SettingsRoom,
    work: Work,
    lessons: LessonRoom,
    engine: EngineRoom<Workshop>,
    traces: Traces,
    resources: AsyncDisposableStack,
  ) {
    this.home = home;
    this.#settings = settings;
    this.#work = work;
    this.#lessons = lessons;
    this.#engine = engine;
    this.#traces = traces;
    this.#resources = resources;
  }

  /** @throws RunnerError, Problem if this user's home cannot be used */
  static async open(): Promise<Studio> {
    await using resources = new AsyncDisposableStack();
    const home = openHome();
    const settings = await SettingsRoom.open({ file: home.settings, policyFile: policyPath() });
    const work = resources.use(
      await Work.open({ folder: home.work, database: home.database, starter: starterProject() }),
    );
    const engine = resources.use(
      new EngineRoom((beforeProving) => {
        const { engine: choice, runMemoryMb: memoryMb } = settings.state().settings;
        return Workshop.open({ engine: choice, memoryMb, beforeProving });
      }),
    );
    const shelf = openShelf(home);
    const drops = dropFolders(home, shelf, settings.packsFolder);
    const library = resources.use(new Library(shelf, drops));
    void library.watch();
    const lessons = new LessonRoom(library, work, async () => (await engine.ready()).grader);
    const listening = settings.onChange(restartWhenItMatters(settings, engine));
    resources.use(listening);
    return new Studio(home.path, settings, work, lessons, engine, new Traces(home.traces), resources.move());
  }

  /** Answer a window until its port closes. */
  connect(port: Port): void {
    const pupil = randomUUID();
    const runs = new WindowRuns({
      program: (params) => this.#program(params),
      traces: this.#traces,
      ready: async () => {
        const { runs } = await this.#engine.ready();
        return (program, signal) => runs.live(pupil, program, signal);
      },
    });
    serve(port, { ...this.#handlers(pupil), ...runs.handlers });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }

  #handlers(pupil: string): Omit<Handlers, keyof WindowRuns['handlers']> {
    const work = this.#work;
    const settings = this.#settings;
    const engine = this.#engine;
    return {
      open: async () => {
        const { project, insteadOf } = await work.lastProject();
        return {
          settings: settings.state(),
          engine: engine.state,
          project,
          insteadOf: problemOrNull(insteadOf),
          projects: await this.#ownProjects(),
          history: problemOrNull(work.historyProblem) ?? moved(work.historyMovedAside),
        };
      },
      watch: (_, call) => {
        call.onLeave(() => void this.#leave(pupil));
        return this.#watch(call);
      },
      'project.list': () => this.#ownProjects(),
      'project.open': ({ project }) => work.openProject(project),
      'project.create': ({ project }) => work.createProject(project),
      'project.rename': ({ project, name }) => work.renameProject(project, name).then(done),
      'file.show': ({ project, path }) => work.show(project, path).then(done),
      'file.read': ({ project, path }) => work.read(project, path),
      'file.save': ({ project, path, text, base }) => work.save(project, path, text, base),
      'file.rename': ({ project, path, to }) => work.renameFile(project, path, to).then(done),
      'file.remove': ({ project, path }) => work.removeFile(project, path).then(done),
      'version.list': ({ project, path }) => work.versions(project, path),
      'version.read': ({ project, id }) => work.version(project, id),
      'version.restore': ({ project, path, id, base }) => work.restore(project, path, id, base),
      facts: async ({ files }) => (await engine.ready()).facts.of(pupil, files),
      ...this.#lessons.handlers((pin) => this.#checkPin(pin)),
      'settings.change': ({ change, pin }) => settings.change(change, pin),
      'settings.check-pin': ({ pin }) => settings.checkPin(pin).then(done),
      'settings.set-pin': ({ pin, next }) => settings.setPin(next, pin),
      'engine.retry': async () => {
        if (engine.state.state === 'failed') await engine.restart();
        return null;
      },
      doctor: () => this.#examine(),
    };
  }

  /** Those of exercises are reached through their lessons. */
  async #ownProjects(): Promise<ProjectSummary[]> {
    const ofLessons = await this.#lessons.projects();
    return (await this.#work.projects()).filter(({ id }) => !ofLessons.has(id));
  }

  /** Where no teacher has set a PIN, nobody is known to be one. */
  async #checkPin(pin: string | null): Promise<void> {
    if (pin === null || !this.#settings.state().guarded) throw new Problem('pin-needed');
    await this.#settings.checkPin(pin);
  }

  /** Boxes are attacked for it, so all who ask at the same time get the same answer. */
  #examine(): Promise<DoctorReport> {
    this.#examining ??= examine(this.#settings.state().settings.engine)
      .then(reportOf)
      .finally(() => (this.#examining = undefined));
    return this.#examining;
  }

  /** What was kept for a window's pupil. Where there is no engine, nothing was. */
  async #leave(pupil: string): Promise<void> {
    const workshop = await this.#engine.ready().catch(() => undefined);
    await workshop?.facts.leave(pupil);
  }

  /** Until the window leaves, whatever changes. */
  async #watch(call: Call<EventOf<'watch'>>): Promise<null> {
    const left = Promise.withResolvers<undefined>();
    call.onLeave(() => left.resolve(undefined));
    using _engine = this.#engine.onChange((engine) => void call.emit({ about: 'engine', engine }));
    using _settings = this.#settings.onChange((settings) => void call.emit({ about: 'settings', settings }));
    using _history = this.#work.onHistoryProblem((problem) => {
      void call.emit({ about: 'history', history: problemOrNull(problem) });
    });
    using _lessons = this.#lessons.onChange(() => {
      const telling = this.#lessons.list().then((lessons) => call.emit({ about: 'lessons', lessons }));
      telling.catch(() => undefined); // whoever asks for the list is told why there is none
    });
    using _work = this.#work.onChange((change) => void call.emit({ about: 'work', change }));
    // What changed since the window asked how things are, and before it listened.
    await call.emit({ about: 'engine', engine: this.#engine.state });
    await left.promise;
    return null;
  }

  async #program({ project, entry, edited, columns, rows }: ParamsOf<'run'>): Promise<Program> {
    const { runSeconds, runMemoryMb } = this.#settings.state().settings;
    return {
      entry,
      files: await this.#work.filesForRun(project, edited),
      stdio: { kind: 'terminal', columns, rows },
      tracebacks: 'reported',
      trace: LIVE_TRACE,
      limits: { ...LIVE_LIMITS, cpuMillis: runSeconds * 1_000, memoryMb: runMemoryMb },
    };
  }
}

const done = (): null => null;

/** The versions of before are not lost, but they are not in the list any more. */
const moved = (path: string | null): ProblemData | null =>
  path === null ? null : asProblem(new Problem('store-unusable', { why: 'moved', path }));

const problemOrNull = (problem: Problem | null) => (problem === null ? null : asProblem(problem));

/** Boxes that wait are of one size and on one engine: a change of either is a new engine room. */
function restartWhenItMatters(settings: SettingsRoom, engine: EngineRoom<Workshop>): () => void {
  const key = () => {
    const { engine: choice, runMemoryMb } = settings.state().settings;
    return JSON.stringify([choice, runMemoryMb]);
  };
  let last = key();
  return () => {
    if (last === key()) return;
    last = key();
    void engine.restart();
  };
}
