import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** What @electron/fuses looks for in a program, then the version of what follows, and how many fuses there are. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron 45 leaves them before anybody decides: `0` off, `1` on, `r` for one that is no more. */
const FUSES = '101100101';

/**
 * Make a folder that electron-builder takes for Electron's, where that cannot be had. Nothing in it can be started;
 * it says so itself.
 */
export async function makeElectronStandIn(folder: string, version: string): Promise<void> {
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from(FUSES)]);
  const program = Buffer.concat([Buffer.from('A stand-in for Electron. It is no program.\n'), wire]);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), program);
    chmodSync(join(folder, name), 0o755);
  }
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/de.pak']) {
    writeFileSync(join(folder, name), 'a stand-in\n');
  }
  writeFileSync(join(folder, 'version'), version);
  const defaultApp = join(folder, 'default-app');
  mkdirSync(defaultApp);
  writeFileSync(join(defaultApp, 'main.js'), '// a stand-in\n');
  await createPackage(defaultApp, join(folder, 'resources/default_app.asar'));
}
