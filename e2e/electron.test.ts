/** The studio in a real Electron, wherever there is one: what electron-stand-in.test.ts says that it is told, it does. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ElectronApplication, type Page, _electron } from 'playwright-core';
import { hasDisplay } from '../app/hosts/web/browser.ts';
import { buildWindow } from '../tools/setup/window.ts';
import { programOf } from '../tools/start/electron.ts';

const root = join(import.meta.dirname, '..');
const program = programOf(root);

/** Why it cannot be tried here, or false. */
function whyNot(): string | false {
  if (program === undefined) return 'no Electron: neither in node_modules nor at ELECTRON_OVERRIDE_DIST_PATH';
  if (!hasDisplay()) return 'no display';
  if (process.getuid?.() === 0) return 'as root it would run without its sandbox';
  return false;
}

describe('The studio in Electron', { skip: whyNot() }, () => {
  const home = mkdtempSync(join(tmpdir(), 'sandlot-electron-'));
  let electron: ElectronApplication;
  let page: Page;

  before(async () => {
    assert.ok(buildWindow(root));
    electron = await _electron.launch({
      executablePath: program ?? '',
      args: [root],
      env: { ...(process.env as Record<string, string>), SANDLOT_HOME: home },
    });
    page = await electron.firstWindow();
    await page.locator('#studio > *').first().waitFor(); // drawn from what `open` has answered
  });
  after(async () => {
    await electron.close();
    rmSync(home, { recursive: true });
  });

  it('shows its page, on its own scheme, isolated', async () => {
    assert.match(await page.title(), /Sandlot/);
    assert.equal(page.url(), 'sandlot://studio/');
    assert.equal(await page.evaluate(() => [isSecureContext, crossOriginIsolated].join()), 'true,true');
  });

  it('draws what the studio answers over the port', async () => {
    assert.ok(await page.getByRole('button', { name: /run/i }).first().isEnabled());
  });

  it('lets nothing of Node and of Electron into the page', async () => {
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    );
    assert.deepEqual(found, []);
  });

  it('opens no other window and goes nowhere', async () => {
    assert.equal(await page.evaluate(() => window.open('https://example.com/') === null), true);
    await page.evaluate(() => (location.href = 'https://example.com/'));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    assert.equal(page.url(), 'sandlot://studio/');
    assert.equal(electron.windows().length, 1);
  });

  it('reaches nobody', async () => {
    const outcomes = await page.evaluate(async () =>
      Promise.all(
        ['https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd'].map((address) =>
          fetch(address).then(
            () => 'reached',
            () => 'denied',
          ),
        ),
      ),
    );
    assert.deepEqual(outcomes, ['denied', 'denied', 'denied']);
    // Nor does the session, where no policy of the page counts.
    const session = await electron.evaluate(async ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]
        ?.webContents.session.fetch('https://example.com/')
        .then(
          () => 'reached',
          () => 'denied',
        ),
    );
    assert.equal(session, 'denied');
  });

  it('has no permission for what it does not need', async () => {
    const state = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    );
    assert.equal(state, 'denied');
  });
});
