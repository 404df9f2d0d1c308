import type { Stream } from '../../app/contract/index.ts';
import { TraceReader } from '../../runner/trace/index.ts';
import type { Line } from './line.ts';
import { Store } from './store.ts';

/** A trace as far as it has come. A new one of these is made when there is more of it. */
export interface Recording {
  /** Grows; what it says of a step stays as it is. */
  readonly trace: TraceReader;
  readonly stepCount: number;
  /** Whether all of it is here. */
  readonly complete: boolean;
}

/** Of a program that runs, news so often: it is drawn anew each time. */
const NEWS_MILLIS = 200;

/** The steps of the run that was started last, as they come. */
export class Steps {
  /** Undefined until the first run. */
  readonly recording = new Store<Recording | undefined>(undefined);
  readonly #line: Line;
  #stream: Stream<'trace.read'> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  /** A program has begun: `run` is the number of the call. Those of the one before are forgotten. */
  follow(run: number): void {
    this.#stream?.leave();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const trace = new TraceReader();
    const stream = this.#line.client.stream('trace.read', { run }, ({ text }, taken) => {
      if (this.#stream === stream) {
        trace.append(text);
        this.#timer ??= setTimeout(() => this.#tell(trace, false), NEWS_MILLIS);
      }
      taken();
    });
    this.#stream = stream;
    this.#tell(trace, false);
    const end = () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      trace.finish();
      this.#tell(trace, true);
    };
    stream.done.then(end, end); // a line that was lost cuts the trace, which says so itself
  }

  /** There is no last run. */
  forget(): void {
    this.#stream?.leave();
    this.#stream = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.recording.set(undefined);
  }

  #tell(trace: TraceReader, complete: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.recording.set({ trace, stepCount: trace.stepCount, complete });
  }
}
