import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { type RunEvent, TraceRecorder } from '../../runner/index.ts';
import { type TraceProblem, TraceReader } from '../../runner/trace/index.ts';
import { words } from '../words/terminal.ts';
import { Complaint } from './complaint.ts';
import { BAD_INPUT } from './exit-codes.ts';
import type { TraceOptions } from './options.ts';
import { type Recorder, run } from './run.ts';
import { stepText } from './state-text.ts';

/** The longest file that is read: more than a writer of ours ever makes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** `sandlot trace`: makes a trace, or shows one. Gives the exit code. */
export async function trace(options: TraceOptions): Promise<number> {
  if (options.do === 'show') return show(options);
  const code = await record(options);
  if (options.summary) process.stderr.write(`${summary(options.out, read(options.out))}\n`);
  return code;
}

async function record({ run: options, out }: Extract<TraceOptions, { do: 'record' }>): Promise<number> {
  using file = new TraceFile(out);
  return await run(options, file);
}

/** Where the trace of a run goes. */
class TraceFile implements Recorder, Disposable {
  readonly #recorder = new TraceRecorder();
  readonly #path: string;
  readonly #file: number;

  /** @throws Complaint */
  constructor(path: string) {
    this.#path = path;
    this.#file = onDisk(path, () => openSync(path, 'w'));
  }

  /** @throws Complaint */
  add(event: RunEvent): void {
    this.#write(this.#recorder.take(event));
  }

  [Symbol.dispose](): void {
    try {
      this.#write(this.#recorder.finish());
    } finally {
      closeSync(this.#file);
    }
  }

  #write(text: string): void {
    onDisk(this.#path, () => writeSync(this.#file, text));
  }
}

function show({ file, at, summary: asked }: Extract<TraceOptions, { do: 'show' }>): number {
  const { reader, millis } = read(file);
  if (at !== undefined) {
    if (at >= reader.stepCount) throw new Complaint('trace.no-step', { step: at, steps: reader.stepCount });
    process.stdout.write(`${stepText(reader, at)}\n`);
  }
  if (asked) process.stdout.write(`${summary(file, { reader, millis })}\n`);
  const { problem } = reader;
  if (problem !== undefined) process.stderr.write(`${problemText(problem)}\n`);
  return problem === undefined || problem.code === 'cut' ? 0 : BAD_INPUT;
}

/** @throws Complaint */
function read(path: string): { reader: TraceReader; millis: number } {
  const { size } = onDisk(path, () => statSync(path));
  if (size > MOST_BYTES) throw new Complaint('file.too-large', { file: path, bytes: size, most: MOST_BYTES });
  const text = onDisk(path, () => readFileSync(path, 'utf8'));
  const begin = performance.now();
  return { reader: TraceReader.read(text), millis: performance.now() - begin };
}

function summary(path: string, { reader, millis }: { reader: TraceReader; millis: number }): string {
  const bytes = statSync(path).size;
  return words('trace.summary', {
    steps: reader.stepCount,
    lines: reader.linesRun,
    bytes,
    perStep: reader.stepCount === 0 ? 0 : (bytes / reader.stepCount).toFixed(1),
    millis: millis.toFixed(1),
  });
}

function problemText(problem: TraceProblem): string {
  switch (problem.code) {
    case 'cut':
      return words('trace.cut');
    case 'corrupt':
      return words('trace.corrupt', { line: problem.line });
    case 'unsupported':
      return words('trace.unsupported', { version: problem.version });
  }
}

function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Complaint('trace.file', { file, words: String(error.code) });
  }
}
