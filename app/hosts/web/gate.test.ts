import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Asked, mayOpenLine, rulePage } from './gate.ts';
import { Passes } from './passes.ts';

const PORT = 4321;
const passes = new Passes();
const ours: Asked['headers'] = { host: [`127.0.0.1:${PORT}`], cookie: [`sandlot-${PORT}=${passes.cookie}`] };
const lineOf = { ...ours, origin: [`http://127.0.0.1:${PORT}`] };

const page = (target: string, headers: Asked['headers'] = ours, method = 'GET') =>
  rulePage({ method, target, headers }, PORT, passes);
const line = (headers: Asked['headers'], target = '/contract', method = 'GET') =>
  mayOpenLine({ method, target, headers }, PORT, passes);
const seed = Number(process.env['SANDLOT_SEED'] ?? 1);

const anyHeaders = fc.dictionary(
  fc.constantFrom('host', 'origin', 'cookie', 'sec-fetch-site', 'referer'),
  fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        `127.0.0.1:${PORT}`,
        `localhost:${PORT}`,
        `http://localhost:${PORT}`,
        'none',
        'same-site',
      ),
      fc.constantFrom(`sandlot-${PORT}=`, `sandlot-${PORT}=x`, `sandlot-1=${passes.cookie}`, passes.cookie),
    ),
    { maxLength: 3 },
  ),
);

describe('The gate', () => {
  it('lets in who has the cookie, under either of our names', () => {
    assert.deepEqual(page('/a?b'), { kind: 'page', pathname: '/a' });
    assert.deepEqual(page('/', { ...ours, host: [`localhost:${PORT}`] }), { kind: 'page', pathname: '/' });
    assert.deepEqual(page('/', { ...ours, cookie: [`a=1; ${ours['cookie']?.[0] ?? ''}; b`] }).kind, 'page');
    assert.ok(line(lineOf));
  });

  it('refuses every other host', () => {
    const others = [
      `127.0.0.1:${PORT + 1}`,
      '127.0.0.1',
      'evil.example',
      `localhost.:${PORT}`,
      `[::1]:${PORT}`,
    ];
    for (const host of [...others, `LOCALHOST:${PORT}`, ` localhost:${PORT}`, '']) {
      assert.deepEqual(page('/', { ...ours, host: [host] }), { kind: 'refused', status: 403 }, host);
      assert.ok(!line({ ...lineOf, host: [host] }), host);
    }
    assert.equal(page('/', { ...ours, host: [`127.0.0.1:${PORT}`, 'evil.example'] }).kind, 'refused');
    assert.equal(page('/', { cookie: ours['cookie'] ?? [] }).kind, 'refused');
  });

  it('knows no browser that another page has sent', () => {
    for (const site of ['cross-site', 'same-site', 'NONE', '', 'none, same-origin']) {
      assert.deepEqual(page('/', { ...ours, 'sec-fetch-site': [site] }), { kind: 'stranger' }, site);
      assert.ok(!line({ ...lineOf, 'sec-fetch-site': [site] }), site);
    }
    for (const site of ['none', 'same-origin']) {
      assert.equal(page('/', { ...ours, 'sec-fetch-site': [site] }).kind, 'page');
    }
    assert.ok(!line({ ...lineOf, 'sec-fetch-site': ['none'] }));
  });

  it('opens a line only for a page of its own', () => {
    const others = [
      'https://evil.example',
      `http://localhost:${PORT}`,
      `https://127.0.0.1:${PORT}`,
      'null',
      '',
    ];
    for (const origin of [...others, 'http://127.0.0.1'])
      assert.ok(!line({ ...lineOf, origin: [origin] }), origin);
    assert.ok(!line(ours), 'none at all');
    assert.ok(!line(lineOf, '/'));
    assert.ok(!line(lineOf, '/contract?'));
    assert.ok(!line(lineOf, '/contract', 'POST'));
  });

  it('refuses what is no plain request for a page', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get']) {
      assert.deepEqual(page('/', ours, method), { kind: 'refused', status: 405 }, method);
    }
    for (const target of ['http://127.0.0.1/', '*', '', 'evil:80']) {
      assert.deepEqual(page(target), { kind: 'refused', status: 400 }, target);
    }
    assert.equal(page('/', { ...ours, 'content-length': ['0'] }).kind, 'refused');
    assert.equal(page('/', { ...ours, 'transfer-encoding': ['chunked'] }).kind, 'refused');
  });

  it('lets in nobody without the cookie or a token, whatever else is said', () => {
    const anyTarget = fc.oneof(
      fc.string(),
      fc.webPath(),
      fc.string().map((text) => `/?token=${text}`),
    );
    fc.assert(
      fc.property(anyTarget, anyHeaders, (target, headers) => {
        assert.ok(['refused', 'stranger'].includes(page(target, headers).kind));
        assert.ok(!line(headers) && !line(headers, target));
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('lets in nobody under a name that is not ours, whatever else is said', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), anyHeaders, (host, headers) => {
        const all = { ...headers, ...lineOf, host };
        assert.equal(page(`/?token=${passes.token}`, all).kind, 'refused');
        assert.ok(!line(all));
      }),
      { seed },
    );
  });
});

describe('A token', () => {
  const stranger: Asked['headers'] = { host: [`127.0.0.1:${PORT}`] };

  it('that was printed is good again and again, at the first page only', () => {
    for (let times = 0; times < 3; times++) {
      assert.deepEqual(page(`/?token=${passes.token}`, stranger), { kind: 'welcome', sentBy: 'person' });
    }
    assert.equal(page(`/a?token=${passes.token}`, stranger).kind, 'stranger');
    assert.equal(page(`/?token=${passes.token}`, stranger, 'HEAD').kind, 'stranger');
  });

  it('that is good may come from a page, which has to be sent on by one of ours; another may not', () => {
    const sent = { ...stranger, 'sec-fetch-site': ['cross-site'] };
    assert.deepEqual(page(`/?token=${passes.issue()}`, sent), { kind: 'welcome', sentBy: 'page' });
    const known = { ...sent, cookie: ours['cookie'] ?? [] };
    assert.equal(page('/?token=old', known).kind, 'stranger');
  });

  it('of another studio is no good', () => {
    assert.equal(page(`/?token=${new Passes().token}`, stranger).kind, 'stranger');
    assert.equal(page(`/?token=${passes.cookie}`, stranger).kind, 'stranger');
    assert.equal(page('/?token=', stranger).kind, 'stranger');
  });

  it('in the address of a window that is known already goes away', () => {
    assert.equal(page('/?token=old').kind, 'welcome');
  });

  it('that is good once is good once, within a minute', () => {
    let now = 0;
    const timed = new Passes(() => now);
    const [used, late, other] = [timed.issue(), timed.issue(), timed.issue()];
    now = 59_999;
    assert.ok(timed.redeem(used));
    assert.ok(!timed.redeem(used));
    assert.ok(timed.redeem(other));
    now = 60_000;
    assert.ok(!timed.redeem(late));
  });

  it('and the cookie are 256 bits, and never the same', () => {
    const secrets = Array.from({ length: 100 }, () => new Passes()).flatMap((one) => [one.token, one.cookie]);
    assert.equal(new Set(secrets).size, 200);
    for (const one of secrets) assert.equal(Buffer.from(one, 'base64url').length, 32);
  });
});
