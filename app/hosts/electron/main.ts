/** Where the studio in Electron begins: what must be said before Electron is ready, then one window. */
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { asProblem } from '../../contract/index.ts';
import { Studio } from '../../studio.ts';
import { problemWords, words } from '../../words/terminal.ts';
import { GAVE_UP } from '../gave-up.ts';
import { Pages } from '../pages.ts';
import { guardAllContents } from './contents.ts';
import { openLines } from './lines.ts';
import { setMenu } from './menu.ts';
import { checkUserData, placeUserData } from './place.ts';
import { registerScheme, servePages } from './protocol.ts';
import { closeBeforeQuit } from './quit.ts';
import { openSession } from './session.ts';
import { stayOffline } from './switches.ts';
import { focusWindow, openWindow } from './window.ts';

stayOffline();
app.enableSandbox();
registerScheme();
guardAllContents();
placeUserData();

// Not awaited: Electron is not ready before this module has come to its end.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp);
else leave();

async function start(): Promise<void> {
  const session = openSession();
  servePages(session, new Pages(join(import.meta.dirname, 'renderer')));
  const studio = await Studio.open();
  closeBeforeQuit(studio);
  openLines(studio);
  setMenu(process.platform);
  const window = openWindow(session);
  app.on('second-instance', () => focusWindow(window));
  app.on('window-all-closed', () => app.quit());
}

/** To the studio that is there already. */
function leave(): void {
  try {
    checkUserData();
    app.quit();
  } catch (error) {
    void app.whenReady().then(() => giveUp(error)); // no message can be shown before
  }
}

function giveUp(error: unknown): void {
  dialog.showErrorBox(words('host.notOpened'), problemWords(asProblem(error), 'window'));
  app.exit(GAVE_UP);
}
