import { type IpcMainEvent, type WebFrameMain, ipcMain } from 'electron';
import { maySpeak } from './policy.ts';

/**
 * The only way to listen to a window. Hears what our page itself says; anybody else, a frame in it or a page that
 * has gone meanwhile, speaks in vain.
 */
export function onOurs(channel: string, listener: (from: WebFrameMain, event: IpcMainEvent) => void): void {
  ipcMain.on(channel, (event) => {
    const frame = event.senderFrame;
    if (frame !== null && maySpeak(frame)) listener(frame, event);
  });
}
