// What may be on its way to the program without having been taken: enough to keep a pipe busy, little enough
// that an interrupt is never far behind. A frame is a quarter of it.
const WINDOW_BYTES = 64 * 1024;
const FRAME_BYTES = 16 * 1024;

/** Standard input on its way into a box, a window at a time. */
export class StdinWindow {
  readonly #send: (bytes: Uint8Array) => void;
  readonly #sendEnd: () => void;
  #waiting: { bytes: Uint8Array; sent: () => void }[] = [];
  #open = WINDOW_BYTES;
  #ending = false;
  #endSent = false;

  constructor(send: (bytes: Uint8Array) => void, sendEnd: () => void) {
    this.#send = send;
    this.#sendEnd = sendEnd;
  }

  /** Whether what is written now must wait for the program to read. */
  get blocked(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves when all of it is on its way; until then the writer should hold back. */
  write(bytes: Uint8Array): Promise<void> {
    if (this.#ending || bytes.length === 0) return Promise.resolve();
    return new Promise((sent) => {
      this.#waiting.push({ bytes, sent });
      this.#pump();
    });
  }

  /** No more input after what was written. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#pump();
  }

  /** The program's pipe or terminal has accepted so many bytes. */
  taken(bytes: number): void {
    this.#open = Math.min(WINDOW_BYTES, this.#open + bytes);
    this.#pump();
  }

  /** The program is over: let go of everyone who still waits. */
  abandon(): void {
    this.#ending = true;
    this.#endSent = true;
    for (const { sent } of this.#waiting.splice(0)) sent();
  }

  #pump(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#open > 0; next = this.#waiting[0]) {
      const part = next.bytes.subarray(0, Math.min(this.#open, FRAME_BYTES));
      this.#send(part);
      this.#open -= part.length;
      next.bytes = next.bytes.subarray(part.length);
      if (next.bytes.length > 0) continue;
      this.#waiting.shift();
      next.sent();
    }
    if (!this.#ending || this.#waiting.length > 0 || this.#endSent) return;
    this.#endSent = true;
    this.#sendEnd();
  }
}
