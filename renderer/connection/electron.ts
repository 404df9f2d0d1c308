import { PORT, PORT_WANTED } from '../../app/contract/handshake.ts';
import type { Port } from '../../app/contract/index.ts';

/**
 * The line from a window in Electron. What is sent before it stands waits; a line that has ended stays so, and
 * whoever wants another makes one.
 */
export function electronPort(): Port {
  const port = new ElectronPort();
  window.addEventListener('message', function take({ source, origin, data, ports }: MessageEvent<unknown>) {
    const [line] = ports;
    if (source !== window || origin !== location.origin || data !== PORT || line === undefined) return;
    window.removeEventListener('message', take);
    port.take(line);
  });
  window.postMessage(PORT_WANTED, location.origin);
  return port;
}

class ElectronPort implements Port {
  readonly #unsent: string[] = [];
  readonly #closed = Promise.withResolvers<undefined>();
  #line: MessagePort | undefined;
  #isOpen = true;
  #unheard: unknown[] = [];
  #listener: ((message: unknown) => void) | undefined;

  take(line: MessagePort): void {
    this.#line = line;
    line.addEventListener('message', ({ data }: MessageEvent<string>) => this.#hear(JSON.parse(data)));
    // TypeScript's DOM does not know it yet: the other end has gone.
    line.addEventListener('close', () => this.#end());
    line.start();
    for (const text of this.#unsent.splice(0)) line.postMessage(text);
    if (!this.#isOpen) line.close();
  }

  send(message: unknown): void {
    const text = JSON.stringify(message);
    if (this.#line === undefined) this.#unsent.push(text);
    else this.#line.postMessage(text); // after the end it goes nowhere, without a word
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    for (const message of this.#unheard.splice(0)) listener(message);
  }

  onClose(listener: () => void): void {
    void this.#closed.promise.then(listener);
  }

  close(): void {
    this.#line?.close();
    this.#end();
  }

  #hear(message: unknown): void {
    if (!this.#isOpen) return;
    if (this.#listener === undefined) this.#unheard.push(message);
    else this.#listener(message);
  }

  #end(): void {
    this.#isOpen = false;
    this.#closed.resolve(undefined);
  }
}
