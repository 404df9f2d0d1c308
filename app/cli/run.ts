import { createReadStream } from 'node:fs';
import { type ProgramError, type Run, RunnerError } from '../../runner/index.ts';
import { Studio } from '../studio.ts';
import { words } from '../words/index.ts';
import { Complaint, problemWords } from './complaint.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { explain } from './explain.ts';
import { readProgram } from './files.ts';
import type { RunOptions } from './options.ts';
import { JsonOutput, type Output, PlainOutput } from './output.ts';
import { TerminalInput, isTerminal } from './terminal.ts';

/** `sandlot run`: one program, live. Gives the exit code. */
export async function run(options: RunOptions): Promise<number> {
  const program = readProgram(options.files);
  const live = !options.json && options.stdin === undefined && isTerminal();
  const output = options.json ? new JsonOutput() : new PlainOutput();
  try {
    await using studio = await Studio.open({
      engine: options.engine,
      waiting: 0,
      beforeProving: () => process.stderr.isTTY && process.stderr.write(`${words('run.proving')}\n`),
    });
    const run = await studio.runs.live('command line', {
      ...program,
      limits: options.limits,
      // As JSON, standard error is what the program would have printed; otherwise our words come first.
      tracebacks: options.json ? 'printed' : 'reported',
      stdio: live
        ? { kind: 'terminal', columns: process.stdout.columns, rows: process.stdout.rows }
        : { kind: 'pipes' },
    });
    using _signals = obeySignals(run);
    using _input = live ? new TerminalInput(run) : pipeInput(run, options.stdin);
    return await follow(run, output, options);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    output.problem(error.code, problemWords(error));
    return EXIT_CODES['internal error'];
  }
}

async function follow(run: Run, output: Output, { limits }: RunOptions): Promise<number> {
  let error: ProgramError | undefined;
  for await (const event of run) {
    if (event.type === 'error') error = event.error;
    await output.event(event);
  }
  const result = await run.result;
  output.result(result, explain(result, error, limits));
  return EXIT_CODES[result.verdict];
}

/** Ctrl-C where it is a signal and no character: the first asks, the second does not. Any other ends it. */
function obeySignals(run: Run): Disposable {
  let asked = false;
  const onInterrupt = () => {
    if (asked) run.stop();
    else run.interrupt();
    asked = true;
  };
  const onEnd = () => run.stop();
  process.on('SIGINT', onInterrupt).on('SIGTERM', onEnd).on('SIGHUP', onEnd);
  // Whoever reads our output has gone: nobody wants the rest.
  process.stdout.on('error', onEnd);
  return {
    [Symbol.dispose]: () =>
      void process.off('SIGINT', onInterrupt).off('SIGTERM', onEnd).off('SIGHUP', onEnd),
  };
}

/** The program's input from a file, or from our own standard input as long as it lasts. */
function pipeInput(run: Run, path: string | undefined): Disposable {
  const source = path === undefined || path === '-' ? process.stdin : createReadStream(path);
  source.on('data', (chunk: Buffer) => {
    source.pause();
    void run.write(chunk).then(() => source.resume());
  });
  source.on('end', () => run.endInput());
  source.on('error', (error: Error) => {
    run.stop();
    process.stderr.write(`${new Complaint('option.stdin', { words: error.message }).message}\n`);
  });
  return { [Symbol.dispose]: () => void source.destroy() };
}
