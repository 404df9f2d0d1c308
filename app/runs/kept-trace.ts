import { type FileHandle, open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { type RunEvent, TraceRecorder } from '../../runner/index.ts';

/** So much is read, and told to a window, at a time. A window needs about ten milliseconds for it. */
const TRACE_BLOCK_BYTES = 64 * 1024;

/**
 * The trace of one run, in a file that is written while it goes on and can be read from the beginning meanwhile. A
 * disk that fails costs the rest of the trace and nothing else.
 */
export class KeptTrace {
  readonly #path: string;
  readonly #recorder = new TraceRecorder();
  /** Checked, and not on the disk yet. */
  #pending = '';
  #writing: Promise<void> | undefined;
  #written = 0;
  /** No more will be written. */
  #over = false;
  #readers = 0;
  #more = Promise.withResolvers<undefined>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether it is still being written or read. */
  get inUse(): boolean {
    return !this.#over || this.#readers > 0;
  }

  /** The run said this. */
  add(event: RunEvent): void {
    this.#put(this.#recorder.take(event));
  }

  /** The pupil typed this. */
  type(text: string): void {
    this.#recorder.type(text);
  }

  /** The run is over. Resolves when all of its trace is on the disk. */
  async finish(): Promise<void> {
    this.#put(this.#recorder.finish());
    while (this.#writing !== undefined) await this.#writing;
    this.#over = true;
    this.#tell();
  }

  /** All of it in order, as it grows, until the run is over. */
  async *blocks(): AsyncGenerator<string, void> {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(TRACE_BLOCK_BYTES);
    let at = 0;
    let file: FileHandle | undefined;
    this.#readers += 1;
    try {
      for (;;) {
        const more = this.#more.promise;
        if (at < this.#written) {
          file ??= await open(this.#path);
          const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, this.#written - at), at);
          if (bytesRead === 0) return; // somebody has cut it
          at += bytesRead;
          yield decoder.write(buffer.subarray(0, bytesRead));
        } else if (this.#over) {
          return;
        } else {
          await more;
        }
      }
    } finally {
      this.#readers -= 1;
      await file?.close();
    }
  }

  #put(text: string): void {
    if (text === '' || this.#over) return;
    this.#pending += text;
    this.#writing ??= this.#writeAll();
  }

  /** What comes while the file is being closed is written too. */
  async #writeAll(): Promise<void> {
    while (this.#pending !== '') await this.#write();
    this.#writing = undefined;
  }

  async #write(): Promise<void> {
    try {
      await using file = await open(this.#path, 'a', 0o600);
      while (this.#pending !== '') {
        const bytes = Buffer.from(this.#pending);
        this.#pending = '';
        await file.appendFile(bytes);
        this.#written += bytes.length;
        this.#tell();
      }
    } catch {
      // Full, gone or locked: the run goes on, and what was written can be looked at.
      this.#over = true;
      this.#pending = '';
      this.#tell();
    }
  }

  #tell(): void {
    this.#more.resolve(undefined);
    this.#more = Promise.withResolvers();
  }
}
