import { mkdtempSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { inHome } from '../../base/index.ts';

/**
 * Where Chromium keeps what it cannot do without: in a folder of its own, as on macOS its usual one is the
 * studio's home. Another home is another studio, and may be open at the same time.
 */
export function placeUserData(env: Readonly<Record<string, string | undefined>> = process.env): void {
  app.setPath('userData', folderIn(env));
}

/**
 * Why there is no lock: Electron does not tell whether another has it or it could not be made. Where we cannot make
 * anything either, it is that.
 *
 * @throws RunnerError `home-unusable`
 */
export function checkUserData(env: Readonly<Record<string, string | undefined>> = process.env): void {
  const folder = folderIn(env);
  inHome(folder, () => rmdirSync(mkdtempSync(join(folder, 'try-'))));
}

function folderIn(env: Readonly<Record<string, string | undefined>>): string {
  const home = env['SANDLOT_HOME'];
  // Electron takes no path that is relative, and the studio itself does.
  const folder = home === undefined || home === '' ? join(app.getPath('appData'), 'Sandlot') : resolve(home);
  return join(folder, 'window');
}
