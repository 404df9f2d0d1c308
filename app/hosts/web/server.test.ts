import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { PAGE, SCRIPT, ask, cookieFrom, openHost, raw } from './testing/host.ts';

describe('A page', () => {
  it('is sent to a browser that came with the address, with the security headers and never kept', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    const { status, headers, body } = await ask(host.port, 'GET /', { Cookie });
    assert.deepEqual([status, body, headers['cache-control']], [200, PAGE, 'no-store']);
    assert.match(headers['content-security-policy'] ?? '', /frame-ancestors 'none'/);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  it('whose name changes with its content is kept for ever', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    const { status, headers } = await ask(host.port, `HEAD ${SCRIPT}`, { Cookie });
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  });

  it('is compressed for those who take it', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    const codingFor = async (accepted: string | undefined) => {
      const { headers } = await ask(host.port, `HEAD ${SCRIPT}`, { Cookie, 'Accept-Encoding': accepted });
      return headers['content-encoding'];
    };
    for (const yes of ['br', 'gzip, deflate, br', 'gzip;q=1.0, br;q=0.5'])
      assert.equal(await codingFor(yes), 'br', yes);
    for (const no of [undefined, 'gzip', 'br;q=0', 'br; q=0.000', 'brr', 'x-br']) {
      assert.equal(await codingFor(no), undefined, no);
    }
    const headers = { Cookie: Cookie, 'Accept-Encoding': 'br' };
    const compressed = await new Promise<Buffer>((resolve, reject) => {
      const { port } = host;
      request({ host: '127.0.0.1', port, path: SCRIPT, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => resolve(Buffer.concat(chunks)));
      })
        .on('error', reject)
        .end();
    });
    assert.equal(brotliDecompressSync(compressed).toString(), 'document.title += "!";');
  });

  it('of a HEAD request has its length and no body', async () => {
    await using host = await openHost();
    const { headers, body } = await ask(host.port, 'HEAD /', { Cookie: await cookieFrom(host.address) });
    assert.deepEqual([headers['content-length'], body], [String(PAGE.length), '']);
  });

  it('is never a file that somebody names', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    const up = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%c0%af', '%uff0e%uff0e', '..;', '....'];
    const targets = [
      ...up.flatMap((dots) => [`/${dots}/index.html`, `/${`${dots}/`.repeat(9)}etc/passwd`]),
      ...['%2f', '%5c', '\\', '/\\', '//'].map((slash) => `/..${slash}..${slash}..${slash}etc${slash}passwd`),
      ...['//etc/passwd', '/%00', '/index.html%00.js', '/index.html', '/inner', '/inner/', '/.', '/./', '//'],
      ...[
        '/__proto__',
        '/constructor',
        '/C:/Windows/win.ini',
        '/file:///etc/passwd',
        `${SCRIPT}.br`,
        `${SCRIPT}/`,
      ],
    ];
    for (const target of targets) {
      const { status, body } = await ask(host.port, `GET ${target}`, { Cookie });
      assert.equal(status, 404, target);
      assert.match(body, /There is nothing here/);
    }
  });
});

describe('Somebody without the cookie', () => {
  it('is told what to do, and the same whatever is asked for', async () => {
    await using host = await openHost();
    const bodies = new Set<string>();
    for (const target of ['/', SCRIPT, '/favicon.ico', '/nowhere', '/?token=wrong', '/contract']) {
      const { status, headers, body } = await ask(host.port, `GET ${target}`);
      assert.equal(status, 403, target);
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/);
      assert.equal(headers['set-cookie'], undefined);
      bodies.add(body);
    }
    assert.equal(bodies.size, 1);
    assert.match([...bodies].join(), /Copy all of it into the address bar/);
  });

  it('gets it for the printed token, and an address without it', async () => {
    await using host = await openHost();
    const { status, headers } = await ask(host.port, `GET ${new URL(host.address).search.replace(/^/, '/')}`);
    assert.deepEqual([status, headers['location']], [303, '/']);
    const form = new RegExp(`^sandlot-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`);
    assert.match(headers['set-cookie'] ?? '', form);
    assert.ok(!headers['set-cookie']?.includes(new URL(host.address).searchParams.get('token') ?? ''));
  });

  it('gets it once for a one-time token, and not for one of a studio that is closed', async () => {
    await using host = await openHost();
    const once = new URL(host.oneTimeAddress());
    assert.equal((await ask(host.port, `GET /${once.search}`)).status, 303);
    assert.equal((await ask(host.port, `GET /${once.search}`)).status, 403);
    const closed = await openHost();
    await closed[Symbol.asyncDispose]();
    assert.equal((await ask(host.port, `GET /${new URL(closed.address).search}`)).status, 403);
  });
});

describe('A hostile request', () => {
  it('under a name that is not ours learns nothing', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    for (const Host of ['evil.example', `evil.example:${host.port}`, '127.0.0.1', '', undefined]) {
      const { status, body } = await ask(host.port, 'GET /', { Host, Cookie });
      assert.ok([400, 403].includes(status), `${String(Host)}: ${status}`);
      assert.equal(body, '');
    }
  });

  it('from a page of another port or site learns nothing', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    for (const site of ['same-site', 'cross-site']) {
      assert.equal((await ask(host.port, `GET ${SCRIPT}`, { Cookie, 'Sec-Fetch-Site': site })).status, 403);
    }
  });

  it('of any other method is refused', async () => {
    await using host = await openHost();
    const Cookie = await cookieFrom(host.address);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const { status, headers } = await ask(host.port, `${method} /`, { Cookie });
      assert.deepEqual([status, headers['allow']], [405, 'GET, HEAD'], method);
    }
    assert.equal((await ask(host.port, 'CONNECT evil.example:80', { Cookie })).status, 0);
  });

  it('that hides another in itself gets one answer', async () => {
    await using host = await openHost();
    const hidden = `GET ${SCRIPT} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`;
    const framings = [
      `Content-Length: ${hidden.length}\r\n`,
      'Content-Length: 0\r\nTransfer-Encoding: chunked\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
      'Transfer-Encoding : chunked\r\n',
      'Content-Length: 0\r\nContent-Length: 5\r\n',
      `Host: evil.example\r\n`,
      'X: a\nContent-Length: 0\r\n',
    ];
    for (const framing of framings) {
      const answer = await raw(
        host.port,
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n${framing}\r\n${hidden}`,
      );
      assert.ok([400, 403].includes(answer.status), `${framing}: ${answer.status}`);
      assert.ok(!answer.body.includes('HTTP/1.1'), framing);
    }
    const rubbish = await raw(host.port, '\0\x01\x02 rubbish\r\n\r\n');
    assert.equal(rubbish.status, 400);
  });

  it('of huge headers is cut off', async () => {
    await using host = await openHost();
    assert.equal((await ask(host.port, 'GET /', { 'X-Huge': 'x'.repeat(20_000) })).status, 431);
    assert.equal((await ask(host.port, `GET /${'x'.repeat(20_000)}`)).status, 431);
  });

  it('that never ends is cut off', async () => {
    await using host = await openHost();
    const socket = connect(host.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('x'), 500);
    const answer = await Promise.race([
      text(socket).catch(() => ''),
      sleep(15_000, 'still there', { ref: false }),
    ]);
    clearInterval(drip);
    assert.match(answer, /^HTTP\/1.1 408 |^$/);
  });
});

describe('A web host', () => {
  it('says so when its port is taken', async () => {
    await using host = await openHost();
    await assert.rejects(openHost({ port: host.port }), { code: 'EADDRINUSE' });
  });

  it('listens on loopback only', async () => {
    await using host = await openHost();
    const { promise, resolve } = Promise.withResolvers<string>();
    connect(host.port, '127.0.0.2').on('error', (error) =>
      resolve((error as NodeJS.ErrnoException).code ?? ''),
    );
    assert.equal(await promise, 'ECONNREFUSED');
  });

  it('closes while a browser keeps its connection', async () => {
    const host = await openHost();
    const socket = connect(host.port, '127.0.0.1');
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    await Promise.all([host[Symbol.asyncDispose](), text(socket)]);
  });
});
