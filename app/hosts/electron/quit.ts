import { app } from 'electron';

/** Boxes are gone within a second or two. An engine that hangs must not keep a process that nobody sees. */
const PATIENCE_MILLIS = 10_000;

/** End the process only when the studio has tidied up: its boxes are gone and all work is written. */
export function closeBeforeQuit(studio: AsyncDisposable): void {
  let closing: Promise<void> | undefined;
  app.on('will-quit', (event) => {
    event.preventDefault();
    closing ??= close(studio);
  });
}

/** When this process has ended. */
function startAgain(): void {
  // An AppImage and a portable .exe run from a place that goes when they end.
  const { APPIMAGE, PORTABLE_EXECUTABLE_FILE } = process.env;
  const execPath = app.isPackaged ? (APPIMAGE ?? PORTABLE_EXECUTABLE_FILE) : undefined;
  app.relaunch(execPath === undefined ? {} : { execPath });
}

async function close(studio: AsyncDisposable): Promise<void> {
  // Whoever starts it meanwhile is sent here by the lock, where there is nothing to see any more.
  app.once('second-instance', startAgain);
  const impatient = setTimeout(() => app.exit(1), PATIENCE_MILLIS);
  try {
    await studio[Symbol.asyncDispose]();
    app.exit(0);
  } catch (error) {
    console.error(error);
    app.exit(1);
  } finally {
    clearTimeout(impatient);
  }
}
