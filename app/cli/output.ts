import { StringDecoder } from 'node:string_decoder';
import type { RunEvent, RunResult } from '../../runner/index.ts';

/** Steps go elsewhere, and nothing is called. */
type OutputEvent = Exclude<RunEvent, { readonly type: 'steps' | 'value' }>;

/** Where a run's events go. */
export interface Output {
  /** Resolves when there is room for more. */
  event(event: OutputEvent): Promise<void>;
  result(result: RunResult, explanation: string): Promise<void>;
  /** It did not come to a run, or the run is lost. */
  problem(code: string, explanation: string): void;
}

const ESCAPE = 0x1b;
// Normal colours, a cursor that can be seen: a program that was cut off may have left others (ECMA-48, DECTCEM).
const AS_BEFORE = '\u001b[0m\u001b[?25h';

/** The program's own output as it is, and words about its end on our standard error. */
export class PlainOutput implements Output {
  #atLineStart = true;
  #usedEscapes = false;

  async event(event: OutputEvent): Promise<void> {
    if (event.type !== 'stdout' && event.type !== 'stderr') return;
    if (event.data.includes(ESCAPE)) this.#usedEscapes = true;
    if (event.data.length > 0) this.#atLineStart = event.data.at(-1) === 0x0a;
    await write(event.type === 'stdout' ? process.stdout : process.stderr, event.data);
  }

  async result(_result: RunResult, explanation: string): Promise<void> {
    if (this.#usedEscapes && process.stdout.isTTY) await write(process.stdout, AS_BEFORE);
    if (explanation === '') return;
    await write(process.stderr, `${this.#atLineStart ? '' : '\n'}${explanation}`);
  }

  problem(_code: string, explanation: string): void {
    process.stderr.write(`${explanation}\n`);
  }
}

/** One JSON object a line. */
export class JsonOutput implements Output {
  // Characters may be cut anywhere between two events.
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };

  async event(event: OutputEvent): Promise<void> {
    if (event.type !== 'stdout' && event.type !== 'stderr') return print(event);
    const data = this.#decoders[event.type].write(Buffer.from(event.data));
    if (data !== '') await print({ type: event.type, data });
  }

  async result(result: RunResult): Promise<void> {
    for (const type of ['stdout', 'stderr'] as const) {
      const data = this.#decoders[type].end();
      if (data !== '') await print({ type, data });
    }
    await print({ type: 'result', ...result });
  }

  problem(code: string, explanation: string): void {
    void print({ type: 'problem', code, words: explanation });
  }
}

const print = (value: object) => write(process.stdout, `${JSON.stringify(value)}\n`);

/** Resolves when there is room for more, or when nobody reads any more. */
function write(stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> {
  if (stream.errored !== null || stream.write(data)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      for (const event of WAYS_ON) stream.off(event, done);
      resolve();
    };
    for (const event of WAYS_ON) stream.on(event, done);
  });
}

const WAYS_ON = ['drain', 'close', 'error'] as const;
