import { createReadStream, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { LIVE_TRACE, type ProgramError, type Run, type RunEvent, RunnerError } from '../../runner/index.ts';
import { Workshop } from '../studio.ts';
import { problemWords, words } from '../words/terminal.ts';
import { Complaint } from './complaint.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { explainInText } from './explain.ts';
import { readProgram } from './files.ts';
import type { RunOptions } from './options.ts';
import { JsonOutput, type Output, PlainOutput } from './output.ts';
import { Signals } from './signals.ts';
import { TerminalInput, isTerminal, terminalSize } from './terminal.ts';

/** Takes what a run says, for its trace. */
export interface Recorder {
  add(event: RunEvent): void;
}

/** `sandlot run`: one program, live. Gives the exit code. Its steps are recorded if there is somebody to take them. */
export async function run(options: RunOptions, recorder?: Recorder): Promise<number> {
  const program = readProgram(options.files);
  const live = !options.json && options.stdin === undefined && isTerminal();
  const input = live ? undefined : openInput(options.stdin);
  const output = options.json ? new JsonOutput() : new PlainOutput();
  using signals = new Signals();
  try {
    await using workshop = await Workshop.open({
      engine: options.engine,
      waiting: 0,
      beforeProving: () => process.stderr.isTTY && process.stderr.write(`${words('run.proving')}\n`),
    });
    if (signals.asked) return EXIT_CODES.stopped;
    const run = await workshop.runs.live('command line', {
      ...program,
      limits: options.limits,
      trace: recorder === undefined ? null : LIVE_TRACE,
      // As JSON, standard error is what the program would have printed; otherwise our words come first.
      tracebacks: options.json ? 'printed' : 'reported',
      stdio: live ? { kind: 'terminal', ...terminalSize() } : { kind: 'pipes' },
    });
    signals.obeyWith(run);
    using _input = input === undefined ? new TerminalInput(run) : pipeInput(run, input);
    return await follow(run, output, options, recorder);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    output.problem(error.code, problemWords(error, 'terminal'));
    return EXIT_CODES['internal error'];
  }
}

async function follow(
  run: Run,
  output: Output,
  { limits }: RunOptions,
  recorder: Recorder | undefined,
): Promise<number> {
  let error: ProgramError | undefined;
  for await (const event of run) {
    if (event.type === 'error') error = event.error;
    recorder?.add(event);
    if (event.type !== 'steps' && event.type !== 'value') await output.event(event);
  }
  const result = await run.result;
  await output.result(result, explainInText(result, error, limits));
  return EXIT_CODES[result.verdict];
}

/** Where the program's input comes from: a file, or our own standard input. */
function openInput(path: string | undefined): Readable {
  if (path === undefined || path === '-') return process.stdin;
  try {
    return createReadStream(path, { fd: openSync(path, 'r') });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Complaint('option.stdin', { file: path });
  }
}

/** Hand it over as the program takes it. Input that cannot be read any more is at its end. */
function pipeInput(run: Run, input: Readable): Disposable {
  input.on('data', (chunk: Buffer) => {
    input.pause();
    void run.write(chunk).then(() => input.resume());
  });
  input.on('end', () => run.endInput());
  input.on('error', () => run.endInput());
  return { [Symbol.dispose]: () => void input.destroy() };
}
