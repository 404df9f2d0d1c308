import { setTimeout as pause } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import type { Run, RunEvent } from '../../runner/index.ts';
import {
  type Call,
  type EventOf,
  type Handlers,
  type ParamsOf,
  Problem,
  type RunOutcome,
  type WindowRunEvent,
} from '../contract/index.ts';
import type { KeptTrace } from './kept-trace.ts';
import type { Program } from './program.ts';
import type { Traces } from './traces.ts';

export interface WindowRunsOptions {
  /** Makes a program of what a window asks to have run. */
  readonly program: (params: ParamsOf<'run'>) => Promise<Program>;
  /** Where its programs' steps are kept. */
  readonly traces: Traces;
  /** When programs can be run, what starts one when its turn has come. */
  readonly ready: () => Promise<(program: Program, signal: AbortSignal) => Promise<Run>>;
}

/** A window looks at its last run; the one before may still be on its way to it. */
const TRACES_OF_A_WINDOW = 2;

/** Output that follows other output sooner than this waits so long, and whatever comes meanwhile comes with it. */
const BREATH_MILLIS = 8;

/** The programs of one window: each is the call that started it, and is stopped when that call is left. */
export class WindowRuns {
  readonly #options: WindowRunsOptions;
  readonly #runs = new Map<number, Run>();
  readonly #stopped = new Set<number>();
  readonly #traces = new Map<number, KeptTrace>();

  constructor(options: WindowRunsOptions) {
    this.#options = options;
  }

  readonly handlers = {
    run: (params, call) => this.#run(params, call),
    'run.input': async ({ run, text }) => {
      const running = this.#get(run);
      this.#traces.get(run)?.type(text);
      await running.write(Buffer.from(text));
      return null;
    },
    'run.resize': async ({ run, columns, rows }) => {
      this.#get(run).resize(columns, rows);
      return null;
    },
    'run.stop': async ({ run }) => {
      this.#get(run).stop();
      this.#stopped.add(run);
      return null;
    },
    'trace.read': ({ run }, call) => this.#readTrace(run, call),
  } satisfies Partial<Handlers>;

  async #run(params: ParamsOf<'run'>, call: Call<WindowRunEvent>): Promise<RunOutcome> {
    const left = leaving(call);
    const program = await left.or(this.#options.program(params));
    const start = await left.or(this.#options.ready());
    const starting = start(program, left.signal);
    call.onLeave(
      () =>
        void starting.then(
          (run) => run.stop(),
          () => undefined,
        ),
    );
    const run = await left.or(starting);
    this.#runs.set(call.id, run);
    const trace = this.#beginTrace(call.id);
    try {
      await call.emit({ type: 'started' });
      const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
      let lastOutput = -Infinity;
      for await (const event of run) {
        if (event.type === 'facts' || event.type === 'value') continue; // a live run has none
        trace.add(event);
        if (event.type === 'steps') continue;
        // Who has stopped a flood does not want to see the rest of it.
        const isOutput = event.type === 'stdout' || event.type === 'stderr';
        if (isOutput && this.#stopped.has(call.id)) continue;
        await call.emit(toWindow(event, decoders));
        if (!isOutput) continue;
        if (performance.now() - lastOutput < BREATH_MILLIS) await pause(BREATH_MILLIS);
        lastOutput = performance.now();
      }
      for (const decoder of Object.values(decoders)) {
        const rest = decoder.decode(); // a character that was cut short
        if (rest !== '') await call.emit({ type: 'output', text: rest });
      }
      return { result: await run.result, limits: program.limits };
    } finally {
      void trace.finish();
      this.#runs.delete(call.id);
      this.#stopped.delete(call.id);
    }
  }

  #beginTrace(id: number): KeptTrace {
    const trace = this.#options.traces.begin();
    this.#traces.set(id, trace);
    const [oldest] = this.#traces.keys();
    if (this.#traces.size > TRACES_OF_A_WINDOW && oldest !== undefined) this.#traces.delete(oldest);
    return trace;
  }

  async #readTrace(id: number, call: Call<EventOf<'trace.read'>>): Promise<null> {
    const trace = this.#traces.get(id);
    if (trace === undefined) throw new Problem('no-such-run');
    const left = leaving(call);
    const blocks = trace.blocks();
    try {
      for (;;) {
        const { value, done } = await left.or(blocks.next());
        if (done === true) return null;
        await call.emit({ text: value });
      }
    } finally {
      // Not awaited: where the window has left, the next block may be long in coming.
      void blocks.return();
    }
  }

  #get(id: number): Run {
    const run = this.#runs.get(id);
    if (run === undefined) throw new Problem('no-such-run');
    return run;
  }
}

/** Waits for things no longer than the window waits for the call; who heeds its signal, nor works for it. */
function leaving<E>(call: Call<E>) {
  const left = Promise.withResolvers<never>();
  left.promise.catch(() => undefined);
  const controller = new AbortController();
  call.onLeave(() => {
    const reason = new Problem('no-such-run');
    left.reject(reason);
    controller.abort(reason);
  });
  return {
    signal: controller.signal,
    or: <T>(something: Promise<T>): Promise<T> => Promise.race([something, left.promise]),
  };
}

function toWindow(
  event: Exclude<RunEvent, { readonly type: 'steps' | 'facts' | 'value' }>,
  decoders: Record<'stdout' | 'stderr', TextDecoder>,
): WindowRunEvent {
  if (event.type === 'stdout' || event.type === 'stderr') {
    return { type: 'output', text: decoders[event.type].decode(event.data, { stream: true }) };
  }
  return event;
}
