import { TextDecoder } from 'node:util';
import type { Run, RunEvent } from '../../runner/index.ts';
import {
  type Call,
  type Handlers,
  type ParamsOf,
  Problem,
  type RunOutcome,
  type WindowRunEvent,
} from '../contract/index.ts';
import type { Program } from './program.ts';

export interface WindowRunsOptions {
  /** Makes a program of what a window asks to have run. */
  readonly program: (params: ParamsOf<'run'>) => Promise<Program>;
  /** Starts it when its turn has come. */
  readonly start: (program: Program) => Promise<Run>;
}

/** The programs of one window: each is the call that started it, and is stopped when that call is left. */
export class WindowRuns {
  readonly #options: WindowRunsOptions;
  readonly #runs = new Map<number, Run>();

  constructor(options: WindowRunsOptions) {
    this.#options = options;
  }

  readonly handlers = {
    run: (params, call) => this.#run(params, call),
    'run.input': async ({ run, text }) => {
      await this.#get(run).write(Buffer.from(text));
      return null;
    },
    'run.resize': async ({ run, columns, rows }) => {
      this.#get(run).resize(columns, rows);
      return null;
    },
    'run.stop': async ({ run }) => {
      this.#get(run).stop();
      return null;
    },
  } satisfies Partial<Handlers>;

  async #run(params: ParamsOf<'run'>, call: Call<WindowRunEvent>): Promise<RunOutcome> {
    const left = { already: false };
    call.onLeave(() => (left.already = true));
    const program = await this.#options.program(params);
    const run = await this.#options.start(program);
    this.#runs.set(call.id, run);
    call.onLeave(() => run.stop());
    try {
      if (!left.already) await call.emit({ type: 'started' });
      const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
      for await (const event of run) await call.emit(toWindow(event, decoders));
      for (const decoder of Object.values(decoders)) {
        const rest = decoder.decode(); // a character that was cut short
        if (rest !== '') await call.emit({ type: 'output', text: rest });
      }
      return { result: await run.result, limits: program.limits };
    } finally {
      this.#runs.delete(call.id);
    }
  }

  #get(id: number): Run {
    const run = this.#runs.get(id);
    if (run === undefined) throw new Problem('no-such-run');
    return run;
  }
}

function toWindow(event: RunEvent, decoders: Record<'stdout' | 'stderr', TextDecoder>): WindowRunEvent {
  if (event.type === 'stdout' || event.type === 'stderr') {
    return { type: 'output', text: decoders[event.type].decode(event.data, { stream: true }) };
  }
  return event;
}
