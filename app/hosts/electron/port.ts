import type { MessageEvent, MessagePortMain } from 'electron';
import { MAX_MESSAGE_CHARACTERS, type Port } from '../../contract/index.ts';

/** As much of Electron's end of a line as is used. */
type MainEnd = Pick<MessagePortMain, 'close' | 'on' | 'postMessage' | 'start'>;

/**
 * A window's line as a port of the contract. What travels is JSON as text, though Electron could carry more: so it
 * can be measured, and is the same values that a WebSocket carries. A window that sends anything else is not ours
 * and loses its line. How much is on its way is bounded by the contract, whose streams wait for the window.
 */
export class MainPort implements Port {
  readonly #port: MainEnd;
  readonly #closed = Promise.withResolvers<undefined>();
  #isOpen = true;

  constructor(port: MainEnd) {
    this.#port = port;
    port.on('close', () => this.#end());
  }

  send(message: unknown): void {
    if (this.#isOpen) this.#port.postMessage(JSON.stringify(message));
  }

  /** Nothing is read before. */
  onMessage(listener: (message: unknown) => void): void {
    this.#port.on('message', ({ data }: MessageEvent) => {
      if (!this.#isOpen) return; // sent before the window knew
      const message = parse(data);
      if (message === undefined) this.close();
      else listener(message.value);
    });
    this.#port.start();
  }

  onClose(listener: () => void): void {
    void this.#closed.promise.then(listener);
  }

  close(): void {
    this.#port.close();
    this.#end(); // Electron tells only the other side
  }

  #end(): void {
    this.#isOpen = false;
    this.#closed.resolve(undefined);
  }
}

/** The value of a message; undefined if it is none, or longer than any. */
function parse(data: unknown): { readonly value: unknown } | undefined {
  if (typeof data !== 'string' || data.length > MAX_MESSAGE_CHARACTERS) return undefined;
  try {
    return { value: JSON.parse(data) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
