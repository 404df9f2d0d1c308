/**
 * The bundled main program and preload, run against a stand-in for Electron: what they tell Electron to do. Whether
 * Electron does it is asked in electron.test.ts. The studio behind them is the real one, without an engine.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { MessagePort as NodePort } from 'node:worker_threads';
import { Client } from '../app/contract/index.ts';
import * as electron from '../app/hosts/electron/testing/electron-stand-in.ts';
import { FakeWindow, type Preload, runPreload } from '../app/hosts/electron/testing/page.ts';
import { standInForElectron } from '../app/hosts/electron/testing/resolve.ts';
import { electronPort } from '../renderer/connection/electron.ts';
import { buildMain, buildPreload } from '../tools/build/electron.ts';
import { buildLessons } from '../tools/build/lessons.ts';

const { appEvents, callsOf, contentsEvents, ipcEvents, sessionEvents, windowEvents, world } = electron;
const root = join(import.meta.dirname, '..');
const FOREIGN = ['', 'about:blank', 'https://example.com/', 'file:///etc/passwd', 'sandlot://evil/'];

/** An event that can be prevented, and whether it was. */
function preventable(more: object = {}) {
  return {
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
    ...more,
  };
}

/** The function that a member was given, to be called as Electron would. */
function given(member: string, index = 0): (...args: unknown[]) => unknown {
  const handler = callsOf(member).at(-1)?.[index];
  assert.equal(typeof handler, 'function', member);
  return handler as (...args: unknown[]) => unknown;
}

async function until(isTrue: () => boolean): Promise<void> {
  const since = Date.now();
  while (!isTrue()) {
    assert.ok(Date.now() - since < 10_000);
    await turn();
  }
}

describe('The main program, against a stand-in for Electron,', () => {
  const place = mkdtempSync(join(tmpdir(), 'sandlot-electron-'));
  const env = { ...process.env };
  let beforeReady: string[];

  before(async () => {
    await Promise.all([buildMain(root, place), buildPreload(root, place)]);
    buildLessons(root, join(place, 'lessons'));
    world.isPackaged = true;
    Object.assign(process, { resourcesPath: place });
    mkdirSync(join(place, 'renderer'));
    writeFileSync(join(place, 'renderer/index.html'), '<!doctype html><title>Sandlot</title>');
    cpSync(join(root, 'LICENSE'), join(place, 'renderer/studio.txt'));
    // A home of its own, and nowhere an engine.
    const nowhere = `unix://${join(place, 'no.sock')}`;
    Object.assign(process.env, {
      SANDLOT_HOME: join(place, 'home'),
      DOCKER_HOST: nowhere,
      CONTAINER_HOST: nowhere,
      PATH: '',
    });
    standInForElectron();
    await import(pathToFileURL(join(place, 'main.mjs')).href);
    beforeReady = electron.calls.map(({ member }) => member);
    world.ready.resolve(undefined);
    await until(() => callsOf('window.loadURL').length === 1);
  });
  after(async () => {
    appEvents.emit('will-quit', preventable());
    await until(() => callsOf('app.exit').length > 0);
    process.env = env;
    rmSync(place, { recursive: true });
  });

  it('says what must be said before Electron is ready before it is', () => {
    for (const member of ['app.enableSandbox', 'protocol.registerSchemesAsPrivileged', 'app.setPath']) {
      assert.ok(beforeReady.includes(member), member);
    }
    assert.deepEqual(callsOf('protocol.registerSchemesAsPrivileged'), [
      [[{ scheme: 'sandlot', privileges: { standard: true, secure: true, supportFetchAPI: true } }]],
    ]);
    assert.deepEqual(callsOf('app.setPath'), [['userData', join(place, 'home/window')]]);
  });

  it('keeps Chromium from calling anybody', () => {
    assert.ok(beforeReady.includes('commandLine.appendSwitch'));
    const switches = new Map(callsOf('commandLine.appendSwitch') as [string, string | undefined][]);
    for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings']) {
      assert.ok(switches.has(name), name);
    }
    assert.equal(switches.get('host-resolver-rules'), 'MAP * ~NOTFOUND');
  });

  it('opens one window, of our page, fenced in', () => {
    const [options, ...others] = callsOf('new BrowserWindow') as unknown as [[{ webPreferences: object }]];
    assert.equal(others.length, 0);
    const { session, ...preferences } = options[0].webPreferences as { session: unknown };
    assert.ok(session !== undefined);
    assert.deepEqual(preferences, {
      preload: join(place, 'preload.cjs'),
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
    });
    assert.deepEqual(callsOf('window.loadURL'), [['sandlot://studio/']]);
  });

  it('keeps its session in memory', () => {
    const [[partition]] = callsOf('session.fromPartition') as [[string]];
    assert.ok(partition !== '' && !partition.startsWith('persist:'), partition);
    assert.deepEqual(callsOf('session.setSpellCheckerEnabled'), [[false]]);
  });

  it('serves what the build made, with our headers, and nothing else', async () => {
    const serve = given('session.protocol.handle', 1);
    const ask = async (url: string, method = 'GET') => (await serve({ url, method })) as Response;
    const page = await ask('sandlot://studio/');
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<title>Sandlot/);
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(page.headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(page.headers.get('cross-origin-embedder-policy'), 'require-corp');
    const outside = ['../main.mjs', '/..%2fmain.mjs', '//etc/passwd', '/index.html', '/%00', '/studio.txt/'];
    for (const path of outside) {
      assert.equal(
        (await ask(`sandlot://studio${path.startsWith('/') ? '' : '/'}${path}`)).status,
        404,
        path,
      );
    }
    assert.equal((await ask('sandlot://other/')).status, 404);
    assert.equal((await ask('sandlot://studio/', 'POST')).status, 404);
  });

  it('lets no request out', () => {
    const decide = given('session.webRequest.onBeforeRequest');
    const isCancelled = (url: string) => {
      let answer: { cancel?: boolean } = {};
      decide({ url }, (said: { cancel: boolean }) => (answer = said));
      return answer.cancel;
    };
    for (const url of [...FOREIGN, 'wss://example.com/']) assert.equal(isCancelled(url), true, url);
    assert.equal(isCancelled('sandlot://studio/studio.js'), false);
  });

  it('denies permissions, devices, screens and downloads', () => {
    const ours = 'sandlot://studio/';
    const request = given('session.setPermissionRequestHandler');
    const answers: unknown[] = [];
    for (const permission of ['media', 'openExternal', 'clipboard-sanitized-write']) {
      request({}, permission, (answer: unknown) => answers.push(answer), { requestingUrl: ours });
    }
    assert.deepEqual(answers, [false, false, true]);
    assert.equal(given('session.setPermissionCheckHandler')({}, 'geolocation', ours), false);
    assert.equal(given('session.setDevicePermissionHandler')({}), false);
    given('session.setDisplayMediaRequestHandler')({}, (streams: unknown) => assert.equal(streams, null));
    const download = preventable();
    sessionEvents.emit('will-download', download);
    assert.ok(download.prevented);
  });

  it('lets nothing leave the page, and nothing be opened from it', () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of FOREIGN) {
        const away = preventable({ url });
        contentsEvents.emit(event, away);
        assert.ok(away.prevented, `${event} to ${url}`);
      }
      const reload = preventable({ url: 'sandlot://studio/' });
      contentsEvents.emit(event, reload);
      assert.ok(!reload.prevented, event);
    }
    const webview = preventable();
    contentsEvents.emit('will-attach-webview', webview);
    assert.ok(webview.prevented);
    assert.deepEqual(given('contents.setWindowOpenHandler')({ url: 'sandlot://studio/' }), {
      action: 'deny',
    });
    assert.deepEqual(callsOf('contents.setWebRTCIPHandlingPolicy'), [['disable_non_proxied_udp']]);
  });

  it('has a menu for full screen, and none to reload or to look inside', () => {
    const template = JSON.stringify(callsOf('Menu.buildFromTemplate'));
    assert.match(template, /togglefullscreen/);
    assert.doesNotMatch(template, /reload|devtools/i);
  });

  it('shows its window when it is ready, and again when it is started a second time', () => {
    windowEvents.emit('ready-to-show');
    assert.equal(callsOf('window.show').length, 1);
    appEvents.emit('second-instance');
    assert.deepEqual([callsOf('window.restore').length, callsOf('window.focus').length], [1, 1]);
    assert.deepEqual(callsOf('app.relaunch'), []);
  });

  it('asks before work that is not saved is left', () => {
    const closing = preventable();
    contentsEvents.emit('will-prevent-unload', closing);
    assert.ok(!closing.prevented, 'stays');
    world.button = 1;
    contentsEvents.emit('will-prevent-unload', closing);
    assert.ok(closing.prevented, 'closes');
  });

  it('opens a page that broke once more, and not for ever', () => {
    contentsEvents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    assert.equal(callsOf('contents.reload').length, 0);
    contentsEvents.emit('render-process-gone', {}, { reason: 'crashed' });
    assert.deepEqual([callsOf('contents.reload').length, callsOf('dialog.showMessageBox').length], [1, 1]);
    contentsEvents.emit('render-process-gone', {}, { reason: 'crashed' });
    assert.equal(callsOf('contents.reload').length, 1);
    assert.equal(callsOf('dialog.showErrorBox').length, 1);
    assert.equal(callsOf('app.quit').length, 1);
  });

  describe('and a page with the preload', () => {
    let window: FakeWindow;
    let preload: Preload;

    before(() => {
      window = new FakeWindow();
      Object.assign(globalThis, { window, location: window.location });
      const frame = {
        url: 'sandlot://studio/',
        parent: null,
        postMessage: (channel: string, _: unknown, ports: NodePort[]) => preload.receive(channel, ports),
      };
      preload = runPreload(join(place, 'preload.cjs'), window, (channel) =>
        ipcEvents.emit(channel, { senderFrame: frame, sender: electron.contents }),
      );
    });

    it('have a line on which the studio answers', async () => {
      const port = electronPort();
      const client = new Client(port);
      const { engine, project } = await client.call('open', {});
      assert.ok(['starting', 'failed'].includes(engine.state), engine.state);
      assert.ok(project.files.length > 0);
      const { packs } = await client.call('lesson.list', {});
      const told = packs.map(({ id, signer }) => [id, signer.kind]);
      assert.deepEqual(told, [['first-steps', 'bundled']], 'what the build has made, where it is installed');
      port.close();
      await assert.rejects(client.call('open', {}), { code: 'connection-lost' });
    });

    it('have one line at a time', async () => {
      const ended = Promise.withResolvers<undefined>();
      const first = new Client(electronPort(), () => ended.resolve(undefined));
      await first.call('project.list', {});
      const port = electronPort();
      const second = new Client(port);
      await Promise.all([ended.promise, second.call('project.list', {})]);
      port.close();
    });

    it('speak only when the page itself asks', async () => {
      const asked = preload.sent.length;
      const data = 'sandlot:port-wanted';
      const { origin } = window.location;
      window.hear({ data, origin, source: {}, ports: [] });
      window.hear({ data, origin: 'https://example.com', source: window, ports: [] });
      window.hear({ data: 'anything', origin, source: window, ports: [] });
      await turn();
      await turn();
      assert.equal(preload.sent.length, asked);
    });
  });

  it('gives a line to nobody else', () => {
    const sender = electron.contents;
    const refuse = () => assert.fail('it got a port');
    for (const url of FOREIGN) {
      ipcEvents.emit('sandlot:port-wanted', {
        sender,
        senderFrame: { url, parent: null, postMessage: refuse },
      });
    }
    const inner = { url: 'sandlot://studio/', parent: {}, postMessage: refuse };
    ipcEvents.emit('sandlot:port-wanted', { sender, senderFrame: inner });
    ipcEvents.emit('sandlot:port-wanted', { sender, senderFrame: null });
  });

  describe('started once more', () => {
    /** What another start tells Electron, with this home, where it gets no lock. */
    async function startAgain(home: string) {
      world.hasLock = false;
      process.env['SANDLOT_HOME'] = home;
      const before = electron.calls.length;
      await import(`${pathToFileURL(join(place, 'main.mjs')).href}?${randomUUID()}`);
      for (let turns = 0; turns < 5; turns += 1) await turn();
      const since = electron.calls.slice(before);
      return (member: string) => since.filter((call) => call.member === member).map(({ args }) => args);
    }

    it('leaves at once where it runs already', async () => {
      mkdirSync(join(place, 'home/window'), { recursive: true });
      const told = await startAgain(join(place, 'home'));
      assert.deepEqual([told('app.quit').length, told('new BrowserWindow').length], [1, 0]);
      assert.deepEqual(told('dialog.showErrorBox'), []);
      assert.deepEqual(readdirSync(join(place, 'home/window')), []);
    });

    it('takes a home that is named from here', async () => {
      const home = relative(process.cwd(), join(place, 'home'));
      const told = await startAgain(home);
      assert.deepEqual(told('app.setPath'), [['userData', join(place, 'home/window')]]);
    });

    it('says why where there is no lock because nothing can be written', async () => {
      mkdirSync(join(place, 'other'));
      writeFileSync(join(place, 'other/window'), 'no folder');
      const told = await startAgain(join(place, 'other'));
      const [[title, words] = []] = told('dialog.showErrorBox');
      assert.match(String(title), /could not open/);
      assert.ok(String(words).includes(join(place, 'other/window')), String(words));
      assert.deepEqual([told('app.quit'), told('app.exit')], [[], [[3]]]);
    });
  });

  it('quits when its window is closed, and ends when the studio has tidied up', async () => {
    const quits = callsOf('app.quit').length;
    const exits = callsOf('app.exit').length;
    appEvents.emit('window-all-closed');
    assert.equal(callsOf('app.quit').length, quits + 1);
    const quitting = preventable();
    appEvents.emit('will-quit', quitting);
    assert.ok(quitting.prevented);
    process.env['APPIMAGE'] = '/home/ada/Sandlot.AppImage';
    for (let starts = 0; starts < 2; starts += 1) appEvents.emit('second-instance');
    assert.deepEqual(
      callsOf('app.relaunch'),
      [[{ execPath: '/home/ada/Sandlot.AppImage' }]],
      'once, for who has started it meanwhile',
    );
    assert.equal(callsOf('app.exit').length, exits, 'before the studio has closed');
    await until(() => callsOf('app.exit').length > exits);
    assert.deepEqual(callsOf('app.exit').slice(exits), [[0]]);
  });
});

describe('The stand-in', () => {
  it('throws at what it does not know', () => {
    assert.throws(() => (electron.app as Electron.App).getVersion(), /has no app.getVersion/);
  });
});
