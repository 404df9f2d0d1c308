/** A window of a page, enough to run the preload and the page's end of the handshake in. */
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { type MessagePort } from 'node:worker_threads';

interface Said {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
  readonly ports: readonly unknown[];
}

export class FakeWindow extends EventTarget {
  readonly location = { origin: 'sandlot://studio', protocol: 'sandlot:' };

  postMessage(data: unknown, origin: string, ports: readonly unknown[] = []): void {
    if (origin === this.location.origin) this.hear({ data, origin, source: this, ports });
  }

  /** As if anybody had said something to it. */
  hear(said: Said): void {
    setImmediate(() => this.dispatchEvent(Object.assign(new Event('message'), said)));
  }
}

type FromMain = (event: { readonly ports: readonly MessagePort[] }) => void;

export interface Preload {
  /** Channels on which it has spoken to the main process. */
  readonly sent: readonly string[];
  /** As if the main process had sent it ports. */
  receive(channel: string, ports: readonly MessagePort[]): void;
}

/**
 * Run a bundled preload as the sandbox does: as CommonJS, with a `require` that knows Electron, and with no global
 * of Node's.
 *
 * @param speak told when it speaks to the main process
 */
export function runPreload(file: string, window: FakeWindow, speak: (channel: string) => void): Preload {
  const sent: string[] = [];
  const listeners = new Map<string, FromMain>();
  const ipcRenderer = {
    on: (channel: string, listener: FromMain) => listeners.set(channel, listener),
    send: (channel: string, ...args: unknown[]) => {
      if (args.length > 0) throw new Error('the preload says more than that it wants a port');
      sent.push(channel);
      speak(channel);
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`);
    return { ipcRenderer };
  };
  const params = ['require', 'window', 'location', 'process', 'Buffer', 'global', 'module', 'exports'];
  const preload = compileFunction(readFileSync(file, 'utf8'), params) as (...args: unknown[]) => void;
  preload(require, window, window.location);
  return { sent, receive: (channel, ports) => listeners.get(channel)?.({ ports }) };
}
