import { LIVE_LIMITS, LIVE_TRACE, type Run } from '../index.ts';
import type { RunEvent, RunResult } from '../model/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import type { Bench, ProgramOptions } from '../testing/index.ts';
import { TraceReader } from '../trace/index.ts';
import type { Program } from './program.ts';

/** What came of a program. */
export interface Traced {
  readonly stdout: string;
  readonly stderr: string;
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  readonly trace: TraceReader;
}

/** One warm box for program after program; a new one where a program has ended the box or needs another. */
export class TracingBox implements AsyncDisposable {
  readonly #bench: Bench;
  #sandbox: Sandbox | undefined;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  async run(program: Program, traced: boolean): Promise<Traced> {
    const run = await this.#start(program, traced);
    if (program.stdin !== '') void run.write(Buffer.from(program.stdin));
    run.endInput();
    const stop = program.options.get('stop');
    // What is still going on when it is stopped has no end of its own, so nothing is lost by waiting longer.
    const timer = stop === undefined ? undefined : setTimeout(() => run.stop(), Number(stop));
    const { stdout, stderr, events, result } = await run.collect();
    clearTimeout(timer);
    const text = events.map((event) => (event.type === 'steps' ? event.text : '')).join('');
    return {
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      result,
      events,
      trace: TraceReader.read(text),
    };
  }

  async #start({ code, files, options }: Program, traced: boolean): Promise<Run> {
    const number = (word: string, otherwise: number) => Number(options.get(word) ?? otherwise);
    const { steps, lines } = LIVE_TRACE;
    const asked: ProgramOptions = {
      files,
      limits: { memoryMb: number('memory', LIVE_LIMITS.memoryMb) },
      trace: traced ? { steps: number('steps', steps), lines: number('lines', lines) } : null,
    };
    if (options.has('memory')) return await this.#bench.start(code, asked);
    const sandbox = (this.#sandbox ??= await this.#open());
    return sandbox.exec(this.#bench.admit(code, asked), { warm: true });
  }

  async #open(): Promise<Sandbox> {
    const sandbox = await this.#bench.engine.open(LIVE_LIMITS);
    void sandbox.gone.then(() => {
      if (this.#sandbox === sandbox) this.#sandbox = undefined;
      return sandbox.destroy();
    });
    return sandbox;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox?.destroy();
  }
}
