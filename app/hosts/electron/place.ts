import { join } from 'node:path';
import { app } from 'electron';

/**
 * Where Chromium keeps what it cannot do without: in a folder of its own, as on macOS its usual one is the
 * studio's home. Another home is another studio, and may be open at the same time.
 */
export function placeUserData(env: Readonly<Record<string, string | undefined>> = process.env): void {
  const home = env['SANDLOT_HOME'];
  const folder = home === undefined || home === '' ? join(app.getPath('appData'), 'Sandlot') : home;
  app.setPath('userData', join(folder, 'window'));
}
