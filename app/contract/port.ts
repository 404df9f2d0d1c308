/**
 * One end of a line between a window and the back end: a WebSocket, one of Electron's message ports, or one of
 * a pair in the same process. What travels is plain JSON values. Messages that come before there is a
 * listener wait for it.
 */
export interface Port {
  send(message: unknown): void;
  /** Set the one listener. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other end is gone or either has closed. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Two ends of a line within one process. Messages are copied as JSON, and arrive a turn later, as over any other. */
export function portPair(): [Port, Port] {
  const [a, b] = [new End(), new End()];
  a.other = b;
  b.other = a;
  return [a, b];
}

class End implements Port {
  other: End | undefined;
  #waiting: string[] = [];
  #listener: ((message: unknown) => void) | undefined;
  #whenClosed: () => void = () => undefined;
  #closed = false;

  send(message: unknown): void {
    const text = JSON.stringify(message);
    void Promise.resolve().then(() => this.other?.take(text));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    for (const text of this.#waiting.splice(0)) this.take(text);
  }

  onClose(listener: () => void): void {
    this.#whenClosed = listener;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void Promise.resolve().then(() => {
      this.#whenClosed();
      this.other?.close();
    });
  }

  take(text: string): void {
    if (this.#closed) return;
    if (this.#listener === undefined) this.#waiting.push(text);
    else this.#listener(JSON.parse(text));
  }
}
