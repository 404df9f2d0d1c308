import { isRecord } from './check.ts';
import { TRACE_LIMITS as MOST } from './limits.ts';
import { type TraceProblem, Wrong } from './problem.ts';
import type { TraceHeader, TraceRecord } from './records.ts';

/** Told of every record; `line` is as it was written. May throw `Wrong`. */
export type TakeRecord = (record: TraceRecord, line: string) => void;

/**
 * Makes records of text that comes in pieces. It goes to the first line that is wrong, or to the end, and no
 * further; `problem` says which.
 */
export class RecordSource {
  header: TraceHeader | undefined;
  problem: TraceProblem | undefined;
  readonly #take: TakeRecord;
  #ended = false;
  /** Pieces of a line that is not whole yet. */
  #rest = '';
  #line = 0;

  constructor(take: TakeRecord) {
    this.#take = take;
  }

  /** More text, cut anywhere. */
  append(text: string): void {
    if (this.#over) return;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (!lines.every((line) => this.#takeLine(line))) return;
    if (this.#rest.length > MOST.line) this.#wrong('too long');
  }

  /** No more text will come: without an end the trace is cut. */
  finish(): void {
    if (this.#over) return;
    // A record that is whole needs no end of its line; a part of one cannot be mistaken for it.
    if (this.#rest !== '' && parse(this.#rest) !== undefined) this.#takeLine(this.#rest);
    this.#rest = '';
    if (!this.#ended) this.problem ??= { code: 'cut' };
  }

  get #over(): boolean {
    return this.#ended || this.problem !== undefined;
  }

  /** False if no more lines are to be taken. */
  #takeLine(line: string): boolean {
    this.#line += 1;
    const value = line.length > MOST.line ? undefined : parse(line);
    try {
      if (value === undefined) this.#wrong(line.length > MOST.line ? 'too long' : 'not JSON');
      else if (this.header === undefined) this.#takeHeader(value);
      else if (isRecord(value)) this.#takeRecord(value, line);
      else this.#wrong('no record');
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      this.#wrong(error.message);
    }
    return !this.#over;
  }

  #takeRecord(record: TraceRecord, line: string): void {
    this.#take(record, line);
    this.#ended = record[0] === 'end';
  }

  #takeHeader(value: unknown): void {
    const version = versionOf(value);
    if (version !== undefined && version !== 1) this.problem = { code: 'unsupported', version };
    else if (isHeader(value)) this.header = value;
    else this.#wrong('no header');
  }

  #wrong(why: string): void {
    this.problem = { code: 'corrupt', line: this.#line, why };
    this.#rest = '';
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('trace' in value)) return undefined;
  return typeof value.trace === 'number' ? value.trace : undefined;
}

function isHeader(value: unknown): value is TraceHeader {
  if (versionOf(value) !== 1 || Object.keys(value as object).length !== 3) return false;
  const { python, entry } = value as Record<string, unknown>;
  if (typeof python !== 'string' || typeof entry !== 'string') return false;
  return python.length <= MOST.name && entry.length <= MOST.path;
}
