import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { type Browser, type Page, chromium } from 'playwright-core';
import { hasDisplay } from './browser.ts';
import { DoorPage } from './door-page.ts';
import { SCRIPT, openHost } from './testing/host.ts';

const executablePath = process.env['SANDLOT_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
const skip = existsSync(executablePath) ? false : 'no Chromium';

async function openChromium(): Promise<Browser & AsyncDisposable> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** Wait until an expression is true in a page. Playwright's own would evaluate in the page, which its policy forbids. */
async function until(page: Page, expression: string): Promise<void> {
  while ((await page.evaluate(expression)) !== true) await sleep(20);
}

/** Somebody else's program on this computer, with a page of its own. */
async function openNeighbour(): Promise<AsyncDisposable & { readonly address: string }> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>A neighbour</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A page whose script is renderer/connection/web.ts and this. */
async function pageWith(contents: string): Promise<Record<string, string>> {
  const resolveDir = join(import.meta.dirname, '../../../renderer/connection');
  const { outputFiles } = await build({
    stdin: { contents: `import { webPort } from './web.ts';\n${contents}`, resolveDir },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const page = `<!doctype html><title>Sandlot</title><script type="module" src="${SCRIPT}"></script>`;
  return { 'index.html': page, [SCRIPT.slice(1)]: outputFiles[0]?.text ?? '' };
}

describe('In a real browser', { skip }, () => {
  it('our page is isolated, its address is clean, and its line works from the first word', async () => {
    const files = await pageWith(`
      const port = webPort();
      port.send({ first: 'sent before it stands' });
      port.onMessage((message) => { globalThis.heard = message; });
      port.onClose(() => { globalThis.left = true; });
    `);
    const host = await openHost({ files });
    await using closing = new AsyncDisposableStack();
    closing.use(host);
    await using browser = await openChromium();
    const page = await browser.newPage();
    await page.goto(host.oneTimeAddress());
    assert.equal(page.url(), `http://127.0.0.1:${host.port}/`);
    assert.equal(await page.evaluate('crossOriginIsolated'), true);
    await until(page, 'globalThis.heard?.first === "sent before it stands"');
    await page.reload();
    await until(page, 'globalThis.heard !== undefined');
    await closing.disposeAsync();
    await until(page, 'globalThis.left === true');
  });

  it('the page in the home leads to ours, in a browser that has no cookie yet', async () => {
    const home = mkdtempSync(join(tmpdir(), 'sandlot-home-'));
    await using host = await openHost();
    await using browser = await openChromium();
    try {
      using shown = new DisposableStack();
      const address = host.oneTimeAddress(() => shown.dispose());
      const door = shown.use(new DoorPage(home, address));
      const page = await browser.newPage();
      await page.goto(door.address);
      await page.waitForURL(`http://127.0.0.1:${host.port}/`);
      assert.equal(await page.textContent('h1'), 'The studio');
      assert.deepEqual(readdirSync(home), []);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it('a page of another port can neither fetch, frame, include nor talk to the studio', async () => {
    let windows = 0;
    await using host = await openHost({ studio: { connect: () => (windows += 1) } });
    await using neighbour = await openNeighbour();
    await using browser = await openChromium();
    const context = await browser.newContext();
    // This browser has the cookie: what is refused is refused for where it comes from.
    const page = await context.newPage();
    await page.goto(host.address);
    await page.goto(neighbour.address);
    const origin = `http://127.0.0.1:${host.port}`;
    const tried = await page.evaluate(
      `(async (origin) => {
        const withElement = (name, fields) => new Promise((resolve) => {
          const element = Object.assign(document.createElement(name), fields);
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          document.body.append(element);
        });
        const frame = async () => {
          await withElement('iframe', { src: origin + '/' });
          return window[0].document === null ? 'refused' : 'loaded';
        };
        return {
          fetch: await fetch(origin + '/', { credentials: 'include' }).then(() => 'read', () => 'refused'),
          blind: await fetch(origin + '/', { mode: 'no-cors', credentials: 'include' }).then((r) => r.type, () => 'refused'),
          script: await withElement('script', { src: origin + '${SCRIPT}' }),
          image: await withElement('img', { src: origin + '${SCRIPT}' }),
          title: document.title,
          line: await new Promise((resolve) => {
            const socket = new WebSocket(origin.replace('http', 'ws') + '/contract');
            socket.onopen = () => resolve('opened');
            socket.onerror = () => resolve('refused');
          }),
          frame: await frame().catch((error) => error.name),
        };
      })(${JSON.stringify(origin)})`,
    );
    const refused = 'refused';
    assert.deepEqual(tried, {
      fetch: refused,
      blind: refused,
      script: refused,
      image: refused,
      title: 'A neighbour',
      line: refused,
      frame: 'SecurityError',
    });
    const frames = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of frames) assert.ok(!(await frame.content()).includes('The studio'));
    assert.equal(windows, 0);
  });

  it('an address that was printed for another studio shows what to do', async () => {
    await using host = await openHost();
    await using browser = await openChromium();
    const page = await browser.newPage();
    const answer = await page.goto(`http://127.0.0.1:${host.port}/?token=old`);
    assert.equal(answer?.status(), 403);
    assert.match((await page.textContent('p')) ?? '', /address/);
  });
});

describe('A display', () => {
  it('is there where the system says so', () => {
    assert.ok(!hasDisplay({}, 'linux'));
    assert.ok(!hasDisplay({ DISPLAY: '' }, 'linux'));
    assert.ok(hasDisplay({ DISPLAY: ':0' }, 'linux'));
    assert.ok(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'));
    assert.ok(hasDisplay({}, 'darwin'));
  });
});
