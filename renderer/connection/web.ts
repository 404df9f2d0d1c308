import type { Port } from '../../app/contract/index.ts';

/**
 * The line from a window in a browser to the studio that its page came from. What is sent before it stands waits;
 * a line that has ended stays so, and whoever wants another makes one.
 */
export function webPort(): Port {
  const address = new URL('/contract', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new SocketPort(new WebSocket(address));
}

class SocketPort implements Port {
  readonly #socket: WebSocket;
  readonly #unsent: string[] = [];
  #unheard: unknown[] = [];
  #listener: ((message: unknown) => void) | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('open', () => {
      for (const text of this.#unsent.splice(0)) socket.send(text);
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const message: unknown = JSON.parse(data);
      if (this.#listener === undefined) this.#unheard.push(message);
      else this.#listener(message);
    });
  }

  send(message: unknown): void {
    const text = JSON.stringify(message);
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#unsent.push(text);
    else this.#socket.send(text); // after the end it goes nowhere, without a word
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const message of unheard) listener(message);
  }

  /** Also called when the line never came to stand. */
  onClose(listener: () => void): void {
    this.#socket.addEventListener('close', listener, { once: true });
  }

  close(): void {
    this.#socket.close();
  }
}
