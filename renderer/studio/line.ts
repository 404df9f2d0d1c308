import { Client, type Method, type ParamsOf, type Port, type ResultOf } from '../../app/contract/index.ts';
import { Store } from './store.ts';

/** Whether the window has its back end: `lost` is tried again all the time. */
export type LineState = 'open' | 'lost';

const TRY_AGAIN_MILLIS = 1_000;

/** The window's line to its back end, which comes back by itself if it can. */
export class Line {
  readonly state = new Store<LineState>('open');
  readonly #connect: () => Port;
  #whenBack: () => Promise<void> = () => Promise.resolve();
  #port: Port | undefined;
  #client: Client;

  /** @param connect opens a port; one that cannot be opened closes */
  constructor(connect: () => Port) {
    this.#connect = connect;
    this.#client = this.#open();
  }

  /** What to do on a new line before it counts as open. If it fails, the line is tried again. */
  onBack(whenBack: () => Promise<void>): void {
    this.#whenBack = whenBack;
  }

  get client(): Client {
    return this.#client;
  }

  call<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    return this.#client.call(method, params);
  }

  #open(): Client {
    this.#port = this.#connect();
    return new Client(this.#port, () => {
      this.state.set('lost');
      setTimeout(() => void this.#tryAgain(), TRY_AGAIN_MILLIS);
    });
  }

  async #tryAgain(): Promise<void> {
    this.#client = this.#open();
    try {
      await this.#whenBack();
      this.state.set('open');
    } catch {
      // Lost again while coming back, or the back end is not well: the end of this line asks for another try.
      this.#port?.close();
    }
  }
}
