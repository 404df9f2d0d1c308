import type { RunEvent } from '../model/index.ts';
import { TraceWriter } from '../trace/index.ts';
import { Transcript } from './transcript.ts';

/** The trace of one run, from its events. Whatever it gives is whole lines to store, perhaps none. */
export class TraceRecorder {
  readonly #transcript = new Transcript({
    wrote: (step, text) => this.#writer.wrote(step, text),
    asked: (step, prompt, answer) => this.#writer.asked(step, prompt, answer),
  });
  readonly #writer = new TraceWriter({ onStep: (step, bytes) => this.#transcript.step(step, bytes) });

  /** The run said this. */
  take(event: RunEvent): string {
    switch (event.type) {
      case 'steps':
        return this.#writer.take(event.text);
      case 'stdout':
      case 'stderr':
        this.#transcript.show(Buffer.from(event.data));
        break;
      case 'waiting':
        this.#transcript.wait();
        break;
      case 'error':
      case 'facts':
      case 'value':
        break;
    }
    return this.#writer.take('');
  }

  /** The pupil typed this. */
  type(text: string): void {
    this.#transcript.type(text);
  }

  /** The run is over. */
  finish(): string {
    this.#transcript.end();
    return this.#writer.finish();
  }
}
