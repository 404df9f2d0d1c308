/** Runs one test file in a process of its own, through node:test. */
import { relative } from 'node:path';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import { emptyTally, type Tally } from './tally.ts';

const testTimeoutMillis = 120_000;
/** A file that is silent for longer than any test may take hangs outside its tests, say on an open handle. */
const silenceMillis = testTimeoutMillis + 30_000;

export interface FileResult {
  readonly file: string;
  readonly seconds: number;
  readonly tally: Tally;
  /** What the file printed. */
  readonly output: string;
}

/**
 * @param path absolute
 * @param signal ends the run early; the file then counts as failed
 */
export async function runFile(path: string, root: string, signal: AbortSignal): Promise<FileResult> {
  const begin = performance.now();
  const hung = new AbortController();
  const events = run({
    files: [path],
    concurrency: 1, // one file, and its tests keep to their own setting
    timeout: testTimeoutMillis,
    signal: AbortSignal.any([signal, hung.signal]),
  });
  const watchdog = setTimeout(() => hung.abort(), silenceMillis);
  const file = relative(root, path).replaceAll('\\', '/');
  const reader = new EventReader(path, file);
  try {
    // Its type says `any`: streams are not generic.
    for await (const event of events as AsyncIterable<TestEvent>) {
      watchdog.refresh();
      reader.read(event);
    }
  } finally {
    clearTimeout(watchdog);
  }
  const { tally, output } = reader;
  return { file, seconds: (performance.now() - begin) / 1000, tally, output };
}

/** Turns the events of one file, in the order in which they are reported, into a tally. */
export class EventReader {
  readonly tally = emptyTally();
  output = '';
  /** The names of the tests and suites around the one being reported. */
  readonly #names: string[] = [];
  /** Children are reported right before their parent, one level deeper. */
  #lastNesting = 0;
  readonly #path: string;
  readonly #file: string;

  constructor(path: string, file: string) {
    this.#path = path;
    this.#file = file;
  }

  read(event: TestEvent): void {
    switch (event.type) {
      case 'test:start':
        this.#names.length = event.data.nesting;
        this.#names[event.data.nesting] = event.data.name;
        break;
      case 'test:pass':
      case 'test:fail':
        this.#count(event);
        break;
      case 'test:stdout':
      case 'test:stderr':
        this.output += event.data.message;
        break;
      case 'test:diagnostic':
        // Those of the whole run have no file, and only repeat the counts.
        if (event.data.file !== undefined) this.output += `${event.data.message}\n`;
        break;
      default:
    }
  }

  #count({ type, data }: Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>): void {
    const isParent = this.#lastNesting > data.nesting;
    this.#lastNesting = data.nesting;
    const name = [this.#file, ...this.#names.slice(0, data.nesting), data.name].join(' › ');
    const excuse = reasonOf('skip', data.skip) ?? reasonOf('todo', data.todo);
    if (data.name === this.#path) this.#countFile(type === 'test:pass' ? undefined : data.details.error);
    else if (type === 'test:fail') this.#fail(name, data.details.error);
    else if (isParent) return;
    else if (excuse !== undefined) this.tally.skipped.push({ name, reason: excuse });
    else if (data.details.type !== 'suite') this.tally.passed += 1;
  }

  /** The file itself is reported when it has no tests, or ended badly for a reason other than its tests. */
  #countFile(error: Error | undefined): void {
    if (error === undefined) this.tally.failed.push({ name: this.#file, detail: 'There is no test in it.' });
    else this.#fail(this.#file, error);
  }

  #fail(name: string, error: Error & { failureType?: unknown }): void {
    // A parent of failed tests says no more than that; with an error of its own it is a failure more.
    if (error.failureType === 'subtestsFailed') return;
    this.tally.failed.push({ name, detail: inspect(error.cause ?? error) });
  }
}

function reasonOf(kind: string, value: string | boolean | undefined): string | undefined {
  if (value === undefined || value === false) return undefined;
  return typeof value === 'string' && value !== '' ? value : `${kind}, no reason given`;
}
