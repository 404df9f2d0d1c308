import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ExecutionSpec,
  LIMIT_BOUNDS,
  LIVE_LIMITS,
  RunnerError,
  type RunnerErrorCode,
} from '../model/index.ts';
import { sign } from 'node:crypto';
import { SpecGate, signSpec } from './index.ts';

const keys = generateKeyPairSync('ed25519');
const now = Date.now();
const gate = (at = now) => new SpecGate(keys.publicKey, () => at);

function spec(changes: Partial<Record<keyof ExecutionSpec, unknown>> = {}): ExecutionSpec {
  const good: ExecutionSpec = {
    version: 1,
    submissionId: 'one',
    language: 'python',
    image: 'a'.repeat(64),
    limits: LIVE_LIMITS,
    network: 'disabled',
    mode: 'run',
    call: null,
    stdio: { kind: 'pipes' },
    tracebacks: 'printed',
    trace: null,
    entry: 'main.py',
    files: [{ path: 'main.py', content: 'print(1)', encoding: 'utf8' }],
    expiresAt: now + 60_000,
    nonce: randomBytes(16).toString('hex'),
  };
  return { ...good, ...changes } as ExecutionSpec;
}

const signed = (changes = {}) => signSpec(spec(changes), keys.privateKey);

/** Sign any text at all, as nobody but a broken studio would. */
function signText(text: string | Uint8Array) {
  const payload = Buffer.from(text as string);
  return { payload, signature: sign(null, payload, keys.privateKey) };
}

const refusal = (attempt: () => unknown): RunnerErrorCode | 'admitted' => {
  try {
    attempt();
    return 'admitted';
  } catch (error) {
    if (error instanceof RunnerError) return error.code;
    throw error;
  }
};

const file = (path: string) => ({ path, content: '', encoding: 'utf8' });

describe('A gate', () => {
  it('lets through what was signed, as it was signed', () => {
    const whole = spec();
    assert.deepEqual(gate().admit(signSpec(whole, keys.privateKey)), whole);
  });

  it('refuses a payload with any byte altered', () => {
    const { payload, signature } = signed();
    for (let at = 0; at < payload.length; at += 1) {
      const altered = Buffer.from(payload);
      altered[at] = (altered[at] ?? 0) ^ 1;
      assert.equal(
        refusal(() => gate().admit({ payload: altered, signature })),
        'spec-unsigned',
      );
    }
  });

  it('refuses a signature with any byte altered, cut short or gone', () => {
    const { payload, signature } = signed();
    for (let at = 0; at < signature.length; at += 1) {
      const altered = Buffer.from(signature);
      altered[at] = (altered[at] ?? 0) ^ 0x80;
      assert.equal(
        refusal(() => gate().admit({ payload, signature: altered })),
        'spec-unsigned',
      );
      assert.equal(
        refusal(() => gate().admit({ payload, signature: signature.subarray(0, at) })),
        'spec-unsigned',
      );
    }
  });

  it('refuses every field with another value under the old signature', () => {
    const whole = spec();
    const { signature } = signSpec(whole, keys.privateKey);
    for (const field of Object.keys(whole)) {
      const payload = Buffer.from(JSON.stringify({ ...whole, [field]: 'other' }));
      assert.equal(
        refusal(() => gate().admit({ payload, signature })),
        'spec-unsigned',
        field,
      );
    }
  });

  it('refuses another key', () => {
    const other = generateKeyPairSync('ed25519');
    assert.equal(
      refusal(() => gate().admit(signSpec(spec(), other.privateKey))),
      'spec-unsigned',
    );
  });

  it('refuses what is too old, or too young to be true', () => {
    assert.equal(
      refusal(() => gate().admit(signed({ expiresAt: now }))),
      'spec-expired',
    );
    assert.equal(
      refusal(() => gate().admit(signed({ expiresAt: now - 1 }))),
      'spec-expired',
    );
    assert.equal(
      refusal(() => gate().admit(signed({ expiresAt: now + 86_400_000 }))),
      'spec-expired',
    );
  });

  it('lets each through once', () => {
    const one = gate();
    const again = signed();
    one.admit(again);
    assert.equal(
      refusal(() => one.admit(again)),
      'spec-replayed',
    );
    assert.equal(
      refusal(() => one.admit(signed())),
      'admitted',
    );
    assert.equal(
      refusal(() => one.admit(again)),
      'spec-replayed',
    );
  });

  it('refuses a nonce again under another spec', () => {
    const one = gate();
    const nonce = 'b'.repeat(32);
    one.admit(signed({ nonce }));
    assert.equal(
      refusal(() => one.admit(signed({ nonce, submissionId: 'two' }))),
      'spec-replayed',
    );
  });

  for (const [name, { floor, ceiling }] of Object.entries(LIMIT_BOUNDS)) {
    it(`keeps ${name} within its bounds, and a number`, () => {
      const withLimit = (value: unknown) =>
        refusal(() => gate().admit(signed({ limits: { ...LIVE_LIMITS, [name]: value } })));
      assert.equal(withLimit(floor), 'admitted');
      assert.equal(withLimit(ceiling), 'admitted');
      assert.equal(withLimit(ceiling + 1), 'spec-beyond-ceiling');
      assert.equal(withLimit(Number.MAX_SAFE_INTEGER), 'spec-beyond-ceiling');
      for (const wrong of [
        floor - 1,
        0,
        -1,
        ceiling - 0.5,
        NaN,
        Infinity,
        null,
        undefined,
        '64',
        '1e3',
        true,
        [64],
        {},
      ]) {
        assert.equal(withLimit(wrong), 'spec-invalid', JSON.stringify(wrong));
      }
    });
  }

  it('refuses numbers that JSON can write and nothing can hold', () => {
    const text = JSON.stringify(spec());
    for (const number of ['1e400', '-1e400', '1e999999999', '64.0000001', '9007199254740993']) {
      const wrong = text.replace(/"memoryMb":\d+/, `"memoryMb":${number}`);
      assert.notEqual(wrong, text);
      assert.notEqual(
        refusal(() => gate().admit(signText(wrong))),
        'admitted',
        number,
      );
    }
  });

  for (const path of [
    ...['', '/', '/etc/passwd', '..', '../x', 'a/../../x', 'a/..', './main.py', '.', 'a//b', 'a/', 'a/./b'],
    ...[
      '\0',
      'main.py\0.txt',
      'a\nb',
      'a\x7fb',
      'a\x85b',
      '\ud800',
      'a\udfffb',
      'x'.repeat(256),
      'é'.repeat(128),
    ],
    ...['x/'.repeat(600) + 'y'],
  ]) {
    it(`refuses the path ${JSON.stringify(path).slice(0, 40)}`, () => {
      assert.equal(
        refusal(() => gate().admit(signed({ files: [file('main.py'), file(path)] }))),
        'spec-invalid',
      );
      assert.equal(
        refusal(() => gate().admit(signed({ entry: path, files: [file(path)] }))),
        'spec-invalid',
      );
    });
  }

  for (const path of ['main.py', 'data/words.txt', '...', '-rf', 'ñ 猫.py', 'a\\..\\b', 'C:x']) {
    it(`accepts the path ${JSON.stringify(path)}`, () => {
      assert.equal(
        refusal(() => gate().admit(signed({ entry: path, files: [file(path)] }))),
        'admitted',
      );
    });
  }

  it('refuses bytes that are no UTF-8, in a path as anywhere', () => {
    const text = Buffer.from(JSON.stringify(spec({ files: [file('main.py'), file('QQ')] })), 'latin1');
    for (const bytes of [
      [0xff, 0xfe],
      [0xc0, 0xaf],
      [0xed, 0xa0],
    ]) {
      const wrong = Buffer.from(text);
      wrong.set(bytes, wrong.indexOf('QQ'));
      assert.equal(
        refusal(() => gate().admit(signText(wrong))),
        'spec-invalid',
      );
    }
  });

  it('refuses an entry that is not there, and files that cannot be there together', () => {
    const withFiles = (...paths: string[]) => refusal(() => gate().admit(signed({ files: paths.map(file) })));
    assert.equal(withFiles('other.py'), 'spec-invalid');
    assert.equal(withFiles('main.py', 'main.py'), 'spec-invalid');
    assert.equal(withFiles('main.py', 'main.py/x'), 'spec-invalid');
    assert.equal(withFiles('main.py', 'a/b/c', 'a'), 'spec-invalid');
    assert.equal(withFiles('main.py', 'a/b', 'a/c', 'ab'), 'admitted');
    assert.equal(
      refusal(() => gate().admit(signed({ files: [] }))),
      'spec-invalid',
    );
  });

  it('refuses more than a box can take', () => {
    const files = [file('main.py'), { ...file('big'), content: 'x'.repeat(5 << 20) }];
    assert.equal(
      refusal(() => gate().admit(signed({ files }))),
      'spec-beyond-ceiling',
    );
    const many = Array.from({ length: 100 }, (_, index) => file(`${index}`));
    assert.notEqual(
      refusal(() => gate().admit(signed({ files: [file('main.py'), ...many] }))),
      'admitted',
    );
  });

  it('refuses every field that is missing, and any that is unknown', () => {
    const whole = spec();
    for (const field of Object.keys(whole)) {
      assert.equal(
        refusal(() => gate().admit(signed({ [field]: undefined }))),
        'spec-invalid',
        field,
      );
    }
    for (const extra of [
      { network: 'host' },
      { root: true },
      { __proto__: null, privileged: true },
      { version: 2 },
    ]) {
      assert.equal(
        refusal(() => gate().admit(signed(extra))),
        'spec-invalid',
      );
    }
  });

  it('refuses any other JSON, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.equal(
          refusal(() => gate().admit(signText(text))),
          'spec-invalid',
        );
      }),
      { seed: Number(process.env['SANDLOT_SEED'] ?? 1) },
    );
  });
});
