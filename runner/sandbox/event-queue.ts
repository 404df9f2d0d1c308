import type { RunEvent } from '../model/index.ts';

// Above this many bytes of output that nobody has taken, the box is left to wait; below the other it goes on.
const FULL_BYTES = 256 * 1024;
const LOW_BYTES = 64 * 1024;

// What an event costs beside its bytes: a program that writes one byte at a time fills the queue too.
const EVENT_BYTES = 256;

const JOINED_BYTES = 16 * 1024;

/** Steps are bounded by whoever pushes them, and no program waits because nobody looks at its steps. */
function sizeOf(event: RunEvent): number {
  if (event.type === 'steps') return 0;
  return EVENT_BYTES + (event.type === 'stdout' || event.type === 'stderr' ? event.data.length : 0);
}

/** Output that nobody has taken yet is one event, whichever pieces it came in; undefined if the two are not alike. */
function join(first: RunEvent, second: RunEvent): RunEvent | undefined {
  const isOutput = second.type === 'stdout' || second.type === 'stderr';
  if (!isOutput || first.type !== second.type) return undefined;
  if (first.data.length + second.data.length > JOINED_BYTES) return undefined;
  return { type: second.type, data: Buffer.concat([first.data, second.data]) };
}

/** Events between a box that makes them and the one reader that takes them. */
export class EventQueue implements AsyncIterable<RunEvent> {
  readonly #flow: { pause(): void; resume(): void };
  #events: RunEvent[] = [];
  #bytes = 0;
  #paused = false;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(flow: { pause(): void; resume(): void }) {
    this.#flow = flow;
  }

  get paused(): boolean {
    return this.#paused;
  }

  push(event: RunEvent): void {
    const last = this.#events.at(-1);
    const joined = last === undefined ? undefined : join(last, event);
    if (last !== undefined && joined !== undefined) {
      this.#events[this.#events.length - 1] = joined;
      this.#bytes += sizeOf(joined) - sizeOf(last);
    } else {
      this.#events.push(event);
      this.#bytes += sizeOf(event);
    }
    if (this.#bytes > FULL_BYTES && !this.#paused) {
      this.#paused = true;
      this.#flow.pause();
    }
    this.#wake?.();
  }

  /** No more events; those that are here can still be taken. */
  end(): void {
    this.#ended = true;
    this.#resume();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent, void> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) {
        this.#bytes -= sizeOf(event);
        if (this.#bytes < LOW_BYTES) this.#resume();
        yield event;
      } else if (this.#ended) {
        return;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#flow.resume();
  }
}
