import { join } from 'node:path';
import { BrowserWindow, type Session, app, dialog } from 'electron';
import { words } from '../../words/terminal.ts';
import { PAGE } from './origin.ts';

/** A page that breaks again so soon after it was mended is not mended by another reload. */
const AGAIN_MILLIS = 60_000;

/** Show the studio. Most of what is said about its page is Electron's default, said so that no default changes it. */
export function openWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    title: words('host.title'),
    // Linux has no other for a window; elsewhere it is the program's own.
    ...(process.platform === 'linux' && { icon: join(import.meta.dirname, 'icon.png') }),
    width: 1280,
    height: 800,
    minWidth: 320,
    minHeight: 240,
    autoHideMenuBar: true,
    show: false,
    webPreferences: {
      session,
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  mendOnce(window);
  askBeforeLoss(window);
  void window.loadURL(PAGE);
  return window;
}

/** In front, and with the keyboard. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return; // it is just closing: quit.ts
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** When the page's process breaks, load it again. Work is on disk within two seconds, so little is lost. */
function mendOnce(window: BrowserWindow): void {
  let mendedAt = -Infinity;
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    if (performance.now() - mendedAt < AGAIN_MILLIS) {
      dialog.showErrorBox(words('host.broken.title'), words('host.broken.again', { reason }));
      app.quit();
      return;
    }
    mendedAt = performance.now();
    window.webContents.reload();
    void dialog.showMessageBox(window, {
      type: 'warning',
      title: words('host.broken.title'),
      message: words('host.broken.mended'),
    });
  });
}

/** The page does not want to go while it is still saving. In a browser the browser asks; here nobody would. */
function askBeforeLoss(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event: Electron.Event) => {
    const buttons = [words('host.unsaved.stay'), words('host.unsaved.close')];
    const [stay, close] = [0, 1];
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      title: words('host.title'),
      message: words('host.unsaved.message'),
      buttons,
      defaultId: stay,
      cancelId: stay,
    });
    if (answer === close) event.preventDefault(); // of the page's wish
  });
}
