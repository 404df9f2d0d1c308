import type { RawData, WebSocket } from 'ws';
import { MAX_MESSAGE_CHARACTERS, type Port } from '../../contract/index.ts';

/** The most bytes that a message of the contract's longest can be in UTF-8. */
export const MAX_MESSAGE_BYTES = 3 * MAX_MESSAGE_CHARACTERS;

/**
 * The most bytes that may wait for a window. More than the longest message and all that its streams may have on their way
 * (64 of 128 KiB), so that a window which is only slow keeps its line; and so little that a few which have stopped
 * reading do not fill a school computer's memory.
 */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/** How long a window that we leave may take to say goodbye. */
const GOODBYE_MILLIS = 1_000;

/** Why we end a line: the codes of RFC 6455, section 7.4.1. */
const CLOSE = { normal: 1000, notText: 1003, notJson: 1007, tooLarge: 1009 } as const;

/**
 * A window's WebSocket as a port of the contract. Whoever has it sets both listeners at once: nothing is read
 * before. Streams wait for the window, as the contract says; plain answers do not, so a window that asks and asks
 * and takes nothing loses its line. It comes back by itself if there is somebody at it. One that takes nothing at all
 * answers no ping either.
 */
export class WebSocketPort implements Port {
  readonly #socket: WebSocket;
  #closing = false;

  /** @param heartbeatMillis a window that has not answered a ping by the next one is gone */
  constructor(socket: WebSocket, heartbeatMillis: number) {
    this.#socket = socket;
    socket.pause();
    this.#watch(heartbeatMillis);
    // What is wrong with a frame, ws tells the window itself and then closes; there is nobody else to tell.
    socket.on('error', () => undefined);
  }

  send(message: unknown): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(JSON.stringify(message));
    if (this.#socket.bufferedAmount <= MOST_WAITING_BYTES) return;
    this.#closing = true;
    this.#socket.terminate(); // a goodbye would wait behind all that
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => {
      if (this.#closing) return; // sent before the window knew
      if (isBinary) {
        this.#end(CLOSE.notText);
        return;
      }
      const message = this.#parse(data);
      if (message !== undefined) listener(message.value);
    });
    this.#socket.resume();
  }

  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  close(): void {
    this.#end(CLOSE.normal);
  }

  #parse(data: RawData): { readonly value: unknown } | undefined {
    // ws gives a Buffer unless it is told otherwise, and has checked that it is UTF-8.
    const text = (data as Buffer).toString('utf8');
    if (text.length > MAX_MESSAGE_CHARACTERS) {
      this.#end(CLOSE.tooLarge);
      return undefined;
    }
    try {
      return { value: JSON.parse(text) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#end(CLOSE.notJson);
      return undefined;
    }
  }

  #end(code: number): void {
    if (this.#closing) return;
    this.#closing = true;
    void endLine(this.#socket, code);
  }

  /** Notice a window that has gone without a word: its computer was switched off, or its network. */
  #watch(heartbeatMillis: number): void {
    const socket = this.#socket;
    let isThere = true;
    socket.on('pong', () => (isThere = true));
    const heart = setInterval(() => {
      if (!isThere) {
        socket.terminate();
        return;
      }
      isThere = false;
      socket.ping();
    }, heartbeatMillis);
    socket.once('close', () => clearInterval(heart));
  }
}

/** Say goodbye, and go, whether or not the other end answers. Resolves when the port's listener has been told. */
export function endLine(socket: WebSocket, code: number): Promise<void> {
  socket.close(code);
  const patience = setTimeout(() => socket.terminate(), GOODBYE_MILLIS);
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearTimeout(patience);
      resolve();
    });
  });
}
