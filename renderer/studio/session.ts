import type {
  EngineState,
  EventOf,
  Port,
  ProblemData,
  ProjectSummary,
  ResultOf,
  Settings,
  SettingsChange,
  SettingsState,
} from '../../app/contract/index.ts';
import { Facts } from './facts.ts';
import { Lessons } from './lessons.ts';
import { Line } from './line.ts';
import { ProgramRun } from './program-run.ts';
import { Stepper } from './stepper.ts';
import { Steps } from './steps.ts';
import { Store } from './store.ts';
import { Workspace } from './workspace.ts';

/** All that a window knows, and what it can do. Components read its stores and call its methods. */
export class Session {
  readonly line: Line;
  readonly settings: Store<SettingsState>;
  readonly engine: Store<EngineState>;
  readonly projects: Store<readonly ProjectSummary[]>;
  /** Why earlier versions are not kept just now. */
  readonly history: Store<ProblemData | null>;
  /** Why the window began with another program than the one that was open last. */
  readonly insteadOf: ProblemData | null;
  readonly workspace: Workspace;
  readonly run: ProgramRun;
  /** What the last run did, step by step. */
  readonly steps: Steps;
  readonly lessons: Lessons;
  /** What Python says of what is typed. */
  readonly facts: Facts;
  /** Where in them the pupil looks. */
  readonly stepper: Stepper;
  /** What somebody has set here and the back end has not kept, or not yet. */
  readonly #own = new Map<keyof Settings, Partial<Settings>>();

  private constructor(line: Line, first: ResultOf<'open'>) {
    this.line = line;
    this.settings = new Store(first.settings);
    this.engine = new Store(first.engine);
    this.projects = new Store<readonly ProjectSummary[]>(first.projects);
    this.history = new Store(first.history);
    this.insteadOf = first.insteadOf;
    this.workspace = new Workspace(line, first.project);
    this.steps = new Steps(line);
    this.run = new ProgramRun(line, this.workspace, this.steps);
    this.workspace.opened.subscribe(() => this.run.forget());
    this.facts = new Facts(line, this.workspace, this.engine, this.run.phase);
    this.lessons = new Lessons(line, this.workspace, this.engine);
    this.stepper = new Stepper(this.steps, this.facts);
    this.workspace.opened.subscribe(() => this.stepper.forgetStops());
    this.#watch();
  }

  /** @throws Problem */
  static async open(connect: () => Port): Promise<Session> {
    const line = new Line(connect);
    const session = new Session(line, await line.call('open', {}));
    line.onBack(() => session.#comeBack());
    return session;
  }

  /** @throws Problem */
  async changeSettings(change: SettingsChange, pin?: string): Promise<void> {
    this.#heedSettings(
      await this.line.call('settings.change', { change, ...(pin !== undefined && { pin }) }),
    );
  }

  /**
   * What somebody sets for herself counts in this window at once, whether or not it can be kept.
   *
   * @throws Problem why it cannot
   */
  async changeOwn(change: Partial<Settings>): Promise<void> {
    const names = Object.keys(change) as (keyof Settings)[];
    for (const name of names) this.#own.set(name, change);
    this.#heedSettings(this.settings.value);
    await this.changeSettings(change);
    // What was changed once more meanwhile has yet to be kept.
    for (const name of names) if (this.#own.get(name) === change) this.#own.delete(name);
  }

  /** As the back end has them, with what is set here on top. */
  #heedSettings(state: SettingsState): void {
    this.settings.set({
      ...state,
      settings: Object.assign({}, state.settings, ...this.#own.values()) as Settings,
    });
  }

  /** The first start was explained, or is to be once more. If that cannot be kept, it is explained again some day. */
  setWelcomed(welcomed: boolean): void {
    this.changeOwn({ welcomed }).catch(() => undefined);
  }

  async #comeBack(): Promise<void> {
    const now = await this.line.call('open', {});
    this.#heedSettings(now.settings);
    this.engine.set(now.engine);
    this.projects.set(now.projects);
    this.history.set(now.history);
    this.#watch();
    void this.lessons.refresh();
    this.workspace.comeBack().catch(() => undefined); // the program is gone; its savers say so
  }

  #watch(): void {
    const stream = this.line.client.stream('watch', {}, (event, taken) => {
      taken();
      this.#heed(event);
    });
    stream.done.catch(() => undefined); // ends with the line, which says so itself
  }

  #heed(event: EventOf<'watch'>): void {
    switch (event.about) {
      case 'engine':
        this.engine.set(event.engine);
        break;
      case 'settings':
        this.#heedSettings(event.settings);
        break;
      case 'lessons':
        this.lessons.list.set(event.lessons);
        break;
      case 'history':
        this.history.set(event.history);
        break;
      case 'work':
        this.workspace.heed(event.change).catch(() => undefined); // it has changed once more, and we will hear
        if (event.change.kind === 'projects') void this.#renewProjects();
        break;
    }
  }

  async #renewProjects(): Promise<void> {
    this.projects.set(await this.line.call('project.list', {}));
  }
}
