import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { MAX_MESSAGE_CHARACTERS, type Port } from '../../contract/index.ts';
import type { WebHost } from './server.ts';
import { cookieFrom, openHost, openLine } from './testing/host.ts';

/** What becomes of a line: `open`, or the status that it was turned away with. */
function outcome(line: WebSocket): Promise<'open' | number | undefined> {
  return new Promise((resolve) => {
    line.on('error', () => undefined);
    line.on('open', () => resolve('open'));
    line.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode);
    });
  });
}

/** A line that is open, of a window that is known. */
async function lineOf(host: WebHost): Promise<WebSocket> {
  const line = openLine(host.port, await cookieFrom(host.address));
  await once(line, 'open');
  return line;
}

async function closeCode(line: WebSocket): Promise<number> {
  const [code] = (await once(line, 'close')) as [number];
  return code;
}

async function said(line: WebSocket): Promise<unknown> {
  const [data] = (await once(line, 'message')) as [Buffer];
  return JSON.parse(data.toString());
}

const MB = 1024 * 1024;
const ANSWER = 'x'.repeat(2 * MB);

/** A studio that answers whatever it is asked with a large file. */
function generous() {
  const { promise: lost, resolve } = Promise.withResolvers<undefined>();
  let asked = 0;
  const connect = (port: Port) => {
    port.onMessage(() => {
      asked += 1;
      port.send(ANSWER);
    });
    port.onClose(() => resolve(undefined));
  };
  return { asked: () => asked, lost, studio: { connect } };
}

describe('A line', () => {
  it('carries JSON both ways, whatever is in it', async () => {
    await using host = await openHost();
    const line = await lineOf(host);
    for (const message of [1, null, 'ü\0\u{1f600}\ud800', { type: 'call', params: [{}] }]) {
      line.send(JSON.stringify(message));
      assert.deepEqual(await said(line), message);
    }
  });

  it('carries the longest message, and ends with a longer one', async () => {
    await using host = await openHost();
    const line = await lineOf(host);
    const longest = '€'.repeat(MAX_MESSAGE_CHARACTERS - 2);
    line.send(JSON.stringify(longest));
    assert.ok((await said(line)) === longest);
    line.send(JSON.stringify(`${longest}x`));
    assert.equal(await closeCode(line), 1009);
    const bytes = await lineOf(host);
    bytes.send(`"${'€'.repeat(MAX_MESSAGE_CHARACTERS)}"`);
    assert.equal(await closeCode(bytes), 1009);
  });

  it('ends with what is no JSON in text', async () => {
    await using host = await openHost();
    for (const rubbish of ['', '{', 'undefined', '['.repeat(5_000_000)]) {
      const line = await lineOf(host);
      line.send(rubbish);
      assert.equal(await closeCode(line), 1007, rubbish.slice(0, 20));
    }
    const binary = await lineOf(host);
    binary.send(Buffer.from('{}'));
    assert.equal(await closeCode(binary), 1003);
    const notText = await lineOf(host);
    notText.send(Buffer.from([0xff, 0xfe]), { binary: false });
    assert.equal(await closeCode(notText), 1007);
  });

  it('that has ended hears nothing more, and is left once', async () => {
    const heard: unknown[] = [];
    let left = 0;
    const connectOnce = (port: Port) => {
      port.onMessage((message) => heard.push(message));
      port.onClose(() => (left += 1));
    };
    const host = await openHost({ studio: { connect: connectOnce } });
    const line = await lineOf(host);
    for (const message of ['1', '{', '2', '3']) line.send(message);
    await closeCode(line);
    await host[Symbol.asyncDispose](); // when it has seen the end too
    assert.deepEqual([heard, left], [[1], 1]);
  });

  it('is given up when a window takes nothing and answers nothing', async () => {
    const { promise: lost, resolve } = Promise.withResolvers<undefined>();
    const studio = {
      connect(port: Port) {
        port.onMessage(() => undefined);
        port.onClose(() => resolve(undefined));
      },
    };
    await using host = await openHost({ studio, heartbeatMillis: 50 });
    const line = openLine(host.port, await cookieFrom(host.address), {}, { autoPong: false });
    line.on('error', () => undefined);
    await Promise.all([lost, once(line, 'close')]);
  });

  it(
    'ends when its window asks and asks and takes nothing, and another may be opened',
    { timeout: 60_000 },
    async () => {
      const { asked, lost, studio } = generous();
      await using host = await openHost({ studio });
      const line = await lineOf(host);
      line.pause();
      for (let times = 0; times < 200; times += 1) line.send('1');
      await lost;
      const most = (64 * MB) / ANSWER.length;
      assert.ok(asked() >= most && asked() < most + 10, `after ${asked()} answers`);
      line.terminate();
      const next = await lineOf(host);
      next.send('1');
      assert.ok((await said(next)) === ANSWER);
    },
  );

  it('keeps all answers for a window that is only slow', async () => {
    await using host = await openHost({ studio: generous().studio });
    const line = await lineOf(host);
    line.pause();
    for (let times = 0; times < 25; times += 1) line.send('1');
    await pause(300);
    let heard = 0;
    line.on('message', () => (heard += 1));
    line.resume();
    while (heard < 25) await once(line, 'message');
  });

  it('that answers stays', async () => {
    await using host = await openHost({ heartbeatMillis: 20 });
    const line = await lineOf(host);
    for (let beats = 0; beats < 5; beats++) await once(line, 'ping');
    line.send('1');
    assert.equal(await said(line), 1);
  });

  it('ends, with a word, when the studio closes', async () => {
    const host = await openHost();
    const line = await lineOf(host);
    const [code] = await Promise.all([closeCode(line), host[Symbol.asyncDispose]()]);
    assert.equal(code, 1001);
  });

  it('ends when the studio closes, also if the window does not answer', async () => {
    const host = await openHost();
    const line = await lineOf(host);
    line.pause();
    await host[Symbol.asyncDispose]();
    line.terminate();
  });
});

describe('No line', () => {
  it('is opened for a page of another origin, whatever it brings', async () => {
    await using host = await openHost();
    const cookie = await cookieFrom(host.address);
    for (const Origin of ['https://evil.example', 'null', `http://127.0.0.1:${host.port + 1}`, '']) {
      assert.equal(await outcome(openLine(host.port, cookie, { Origin })), 403, Origin);
    }
    assert.equal(await outcome(openLine(host.port, cookie, { Host: 'evil.example' })), 403);
    assert.equal(await outcome(openLine(host.port, cookie, { 'Sec-Fetch-Site': 'same-site' })), 403);
  });

  it('is opened without the cookie, with an old one, or elsewhere', async () => {
    await using host = await openHost();
    await using other = await openHost();
    const [cookie, foreign] = [await cookieFrom(host.address), await cookieFrom(other.address)];
    const old = foreign.replace(String(other.port), String(host.port));
    for (const bad of ['', foreign, old]) assert.equal(await outcome(openLine(host.port, bad)), 403, bad);
    for (const path of ['/', '/contract/', `/contract${new URL(host.address).search}`]) {
      assert.equal(await outcome(openLine(host.port, cookie, { path })), 403, path);
    }
    assert.equal(await outcome(openLine(host.port, cookie)), 'open');
  });

  it('is opened for a 33rd window until another has gone', async () => {
    await using host = await openHost();
    const cookie = await cookieFrom(host.address);
    const lines = Array.from({ length: 32 }, () => openLine(host.port, cookie));
    assert.deepEqual(new Set(await Promise.all(lines.map(outcome))), new Set(['open']));
    assert.equal(await outcome(openLine(host.port, cookie)), 503);
    const [first] = lines;
    first?.close();
    if (first !== undefined) await closeCode(first);
    assert.equal(await outcome(openLine(host.port, cookie)), 'open');
  });

  it('is opened by an upgrade to anything else', async () => {
    await using host = await openHost();
    const socket = connect(host.port, '127.0.0.1');
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n`,
    );
    assert.match(await text(socket), /^HTTP\/1.1 403 \r\n/);
  });
});
