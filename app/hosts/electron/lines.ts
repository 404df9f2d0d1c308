import { MessageChannelMain, type WebContents } from 'electron';
import { PORT, PORT_WANTED } from '../../contract/handshake.ts';
import type { Port } from '../../contract/index.ts';
import { onOurs } from './ipc.ts';
import { MainPort } from './port.ts';

/** Whoever answers windows. */
export interface BackEnd {
  /** Answer a window until its port closes. */
  connect(port: Port): void;
}

/** Give our page a line to the back end whenever it asks. Its last one ends: a page has one. */
export function openLines(backEnd: BackEnd): void {
  const lines = new WeakMap<WebContents, Port>();
  onOurs(PORT_WANTED, (frame, { sender }) => {
    lines.get(sender)?.close();
    const { port1, port2 } = new MessageChannelMain();
    const line = new MainPort(port1);
    lines.set(sender, line);
    backEnd.connect(line);
    frame.postMessage(PORT, null, [port2]);
  });
}
