/**
 * All that stands between our page and Electron: it carries one request out and one port in, and leaves nothing in
 * the page. Runs in the sandbox, in a world of its own.
 */
import { ipcRenderer } from 'electron';
import { PORT, PORT_WANTED } from '../../../contract/handshake.ts';

window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source === window && origin === location.origin && data === PORT_WANTED) ipcRenderer.send(PORT_WANTED);
});

ipcRenderer.on(PORT, ({ ports }) => window.postMessage(PORT, location.origin, ports));
