import type { Stream } from '../../app/contract/index.ts';
import type { Line } from './line.ts';
import type { Recording } from './recording.ts';
import { Store } from './store.ts';

/** What a program prints is on its way first. */
const PATIENCE_MILLIS = 100;
/** News so often, the first and the last too: all is drawn anew each time. */
const NEWS_MILLIS = 150;

/** The steps of the run that was started last, as they come. */
export class Steps {
  /** Undefined until the first run. */
  readonly recording = new Store<Recording | undefined>(undefined);
  readonly #line: Line;
  #stream: Stream<'trace.read'> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The run whose steps are read, or are about to be. */
  #following: number | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  /** A program has begun: `run` is the number of the call. Those of the one before are soon forgotten. */
  follow(run: number, sources: Recording['sources']): void {
    this.#leave();
    this.#following = run;
    this.#timer = setTimeout(() => void this.#read(run, sources), PATIENCE_MILLIS);
  }

  /** There is no last run. */
  forget(): void {
    this.#leave();
    this.recording.set(undefined);
  }

  async #read(run: number, sources: Recording['sources']): Promise<void> {
    // Loaded with the first run: nobody waits for it when the studio opens.
    const [{ TraceReader }, { destination }] = await Promise.all([
      import('../../runner/trace/index.ts'),
      import('./destination.ts'),
    ]);
    if (this.#following !== run) return;
    const trace = new TraceReader();
    let complete = false;
    const tell = () => {
      this.#timer = undefined;
      this.recording.set({ trace, sources, destination, stepCount: trace.stepCount, complete });
    };
    const soon = () => (this.#timer ??= setTimeout(tell, NEWS_MILLIS));
    const stream = this.#line.client.stream('trace.read', { run }, ({ text }, taken) => {
      if (this.#stream === stream) {
        trace.append(text);
        soon();
      }
      taken();
    });
    this.#stream = stream;
    this.#timer = setTimeout(tell, NEWS_MILLIS);
    const end = () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      trace.finish();
      complete = true;
      soon();
    };
    stream.done.then(end, end); // a line that was lost cuts the trace, which says so itself
  }

  #leave(): void {
    this.#following = undefined;
    this.#stream?.leave();
    this.#stream = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
