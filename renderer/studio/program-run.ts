import {
  type ProblemData,
  type RunOutcome,
  type Stream,
  type WindowRunEvent,
  asProblem,
} from '../../app/contract/index.ts';
import type { ProgramError } from '../../runner/model/index.ts';
import { type Explanation, explain } from '../../app/words/index.ts';
import type { Line } from './line.ts';
import type { Steps } from './steps.ts';
import { Store } from './store.ts';
import type { Workspace } from './workspace.ts';

/** Where the pupil's program is. */
export type Phase =
  | { readonly phase: 'idle' }
  /** Run was pressed; the program has not begun, or has only just. */
  | { readonly phase: 'starting' }
  | { readonly phase: 'running' }
  /** It waits for the pupil to type. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'stopping' }
  | { readonly phase: 'ended'; readonly outcome: RunOutcome; readonly explanation: Explanation | undefined }
  /** It could not be run, which is not its own fault. */
  | { readonly phase: 'failed'; readonly problem: ProblemData };

/** Where a program talks: the console. */
export interface Screen {
  /** In cells. */
  size(): { columns: number; rows: number };
  /** Begin anew. */
  begin(): void;
  /** Show what it says, and call `shown` when that is done. */
  show(text: string, shown: () => void): void;
  /** Nothing more comes, and nobody listens. */
  end(): void;
}

/** To draw that a program runs would hold up what it prints first. */
const FIRST_WORDS_MILLIS = 50;

/** Of what is typed or pasted, so much at a time. */
const INPUT_CHARACTERS = 32 * 1024;

const ACTIVE: ReadonlySet<Phase['phase']> = new Set(['starting', 'running', 'waiting', 'stopping']);

export const isActive = ({ phase }: Phase): boolean => ACTIVE.has(phase);

/** The one program that a window runs at a time, from the click on Run to what came of it. */
export class ProgramRun {
  readonly phase = new Store<Phase>({ phase: 'idle' });
  /** The file that runs, or ran last. */
  entry = '';
  readonly #line: Line;
  readonly #workspace: Workspace;
  readonly #steps: Steps;
  #screen: Screen | undefined;
  #stream: Stream<'run'> | undefined;
  #sources: ReturnType<Workspace['sources']> = new Map();
  #error: ProgramError | undefined;
  #started = false;
  #begun: ReturnType<typeof setTimeout> | undefined;
  /** Whether nobody wants to know what becomes of it. */
  #forgotten = false;
  #unsent = '';
  #sending = false;

  constructor(line: Line, workspace: Workspace, steps: Steps) {
    this.#line = line;
    this.#steps = steps;
    this.#workspace = workspace;
  }

  /** The console is there, or not any more. */
  attach(screen: Screen | undefined): void {
    this.#screen = screen;
  }

  /** Run the program that is shown, or was last. Does nothing while one is running. */
  async start(): Promise<void> {
    const entry = this.#workspace.program;
    const screen = this.#screen;
    if (entry === undefined || screen === undefined || isActive(this.phase.value)) return;
    this.entry = entry;
    this.#error = undefined;
    this.#started = false;
    this.#unsent = '';
    try {
      const edited = this.#workspace.edited();
      this.#sources = this.#workspace.sources();
      const params = { project: this.#workspace.project, entry, edited, ...screen.size() };
      // First of all: the program starts while the page is being drawn.
      const stream = this.#line.client.stream('run', params, (event, taken) => this.#heed(event, taken));
      this.#stream = stream;
      this.phase.set({ phase: 'starting' });
      screen.begin();
      void this.#workspace.flush(); // after the run, which does not wait for it
      const outcome = await stream.done;
      if (this.#forgotten) return;
      const explanation = explain(outcome.result, this.#error, outcome.limits);
      this.phase.set({ phase: 'ended', outcome, explanation });
    } catch (error) {
      if (this.#forgotten) return;
      const wasStopped = this.phase.value.phase === 'stopping' && !this.#started;
      this.phase.set(wasStopped ? { phase: 'idle' } : { phase: 'failed', problem: asProblem(error) });
    } finally {
      clearTimeout(this.#begun);
      this.#stream = undefined;
      screen.end();
      if (this.#forgotten) this.#clear();
    }
  }

  /** Another program is open: the last run was not of it. One that goes on is stopped. */
  forget(): void {
    this.#forgotten = isActive(this.phase.value);
    if (this.#forgotten) this.stop();
    else this.#clear();
  }

  #clear(): void {
    this.#forgotten = false;
    this.#error = undefined;
    this.#steps.forget();
    this.#screen?.begin();
    this.#screen?.end();
    this.phase.set({ phase: 'idle' });
  }

  /** Stop it. It is not asked. */
  stop(): void {
    const stream = this.#stream;
    if (stream === undefined || this.phase.value.phase === 'stopping') return;
    const begun = this.#started;
    this.phase.set({ phase: 'stopping' });
    if (!begun) stream.leave();
    // Whoever is not heard leaves, which stops it too.
    else this.#line.call('run.stop', { run: stream.id }).catch(() => stream.leave());
  }

  /** Type into it. */
  type(text: string): void {
    const stream = this.#stream;
    if (stream === undefined || !this.#started) return;
    if (this.phase.value.phase === 'waiting' && /[\r\n\x03\x04]/.test(text)) {
      this.phase.set({ phase: 'running' });
    }
    // Ctrl-C does not wait behind what the program has not read.
    if (text.includes('\x03')) this.#quietly(this.#line.call('run.input', { run: stream.id, text }));
    else void this.#send(text);
  }

  /** One call at a time, however fast somebody types and however little the program reads. */
  async #send(typed: string): Promise<void> {
    this.#unsent += typed;
    if (this.#sending) return;
    this.#sending = true;
    while (this.#unsent !== '' && this.#stream !== undefined) {
      const text = this.#unsent.slice(0, INPUT_CHARACTERS);
      this.#unsent = this.#unsent.slice(text.length);
      // A program that has just ended hears nothing; what was typed since is for the next.
      await this.#line.call('run.input', { run: this.#stream.id, text }).catch(() => undefined);
    }
    this.#sending = false;
  }

  resize(columns: number, rows: number): void {
    const stream = this.#stream;
    if (stream === undefined || !this.#started) return;
    this.#quietly(this.#line.call('run.resize', { run: stream.id, columns, rows }));
  }

  #heed(event: WindowRunEvent, taken: () => void): void {
    if (event.type === 'output') {
      if (this.phase.value.phase === 'stopping') {
        taken(); // a flood that was stopped is not looked at any more
        return;
      }
      if (this.phase.value.phase === 'waiting') this.phase.set({ phase: 'running' });
      if (this.#screen === undefined) taken();
      else this.#screen.show(event.text, taken);
      return;
    }
    taken();
    if (event.type === 'error') this.#error = event.error;
    else if (event.type === 'started') {
      this.#started = true;
      if (this.#stream !== undefined) this.#steps.follow(this.#stream.id, this.#sources);
    }
    if (this.phase.value.phase === 'stopping') return;
    if (event.type === 'started') {
      this.#begun = setTimeout(() => {
        if (this.phase.value.phase === 'starting') this.phase.set({ phase: 'running' });
      }, FIRST_WORDS_MILLIS);
    }
    if (event.type === 'waiting') this.phase.set({ phase: 'waiting' });
  }

  /** What is told to a program that has just ended has nobody to reach, and that is all right. */
  #quietly(call: Promise<unknown>): void {
    call.catch(() => undefined);
  }
}
