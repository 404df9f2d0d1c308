import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, after, describe, it } from 'node:test';
import { DEFAULT_SETTINGS, type SettingsState } from '../contract/index.ts';
import { SettingsRoom, hashPin } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'sandlot-settings-'));
after(() => rmSync(root, { recursive: true }));

/** A home of its own, with what is in its files. */
function home(files: { settings?: string; policy?: unknown } = {}) {
  const folder = mkdtempSync(join(root, 'home-'));
  const places = { file: join(folder, 'settings.json'), policyFile: join(folder, 'policy.json') };
  if (files.settings !== undefined) writeFileSync(places.file, files.settings);
  if (files.policy !== undefined) {
    const { policy } = files;
    writeFileSync(places.policyFile, typeof policy === 'string' ? policy : JSON.stringify(policy));
  }
  return { folder, ...places, open: () => SettingsRoom.open(places) };
}

const managedAtDefaults = ({ settings, managed }: SettingsState) =>
  settings.runSeconds === 30 && settings.engine === 'auto' && managed.length === 3;

/** Let the clock stand, until it is moved. */
function stopClock(test: TestContext): (seconds: number) => void {
  test.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  return (seconds) => test.mock.timers.setTime(Date.now() + seconds * 1_000);
}

describe('Settings', () => {
  it('are the defaults at first', async () => {
    const room = await home().open();
    const expected = { settings: DEFAULT_SETTINGS, guarded: false, managed: [], policyProblem: null };
    assert.deepEqual(room.state(), expected);
  });

  it('are kept, closed to others, and only what was chosen', async () => {
    const { open, file, folder } = home();
    await (await open()).change({ theme: 'dark', runSeconds: 60 });
    const { settings } = (await open()).state();
    assert.deepEqual(settings, { ...DEFAULT_SETTINGS, theme: 'dark', runSeconds: 60 });
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { settings: object };
    assert.deepEqual(kept.settings, { theme: 'dark', runSeconds: 60 });
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ['settings.json'], 'no draft is left');
  });

  it('are told to whoever listens, also what another studio changed', async () => {
    const { open } = home();
    const room = await open();
    const other = await open();
    const heard: string[] = [];
    const listening = room.onChange(({ settings }) => heard.push(`${settings.theme} ${settings.scale}`));
    await room.change({ theme: 'dark' });
    await room.change({ theme: 'dark' }); // which changes nothing
    await other.change({ scale: 150 });
    await room.checkPin('1234'); // which reads the file again
    listening[Symbol.dispose]();
    await room.change({ theme: 'light' });
    assert.deepEqual(heard, ['dark 100', 'dark 150']);
  });

  it('of two studios on one home do not undo each other', async () => {
    const { open } = home();
    const [one, other] = [await open(), await open()];
    await one.change({ theme: 'dark' });
    await other.change({ scale: 150 });
    const { theme, scale } = (await open()).state().settings;
    assert.deepEqual([theme, scale], ['dark', 150]);
  });

  for (const damaged of ['{"version', '[]', '{"version":1,"settings":{"theme":"pink"}}', '']) {
    it(`that are ${JSON.stringify(damaged)} are moved aside`, async () => {
      const { open, folder } = home({ settings: damaged });
      assert.deepEqual((await open()).state().settings, DEFAULT_SETTINGS);
      const [aside = ''] = readdirSync(folder);
      assert.match(aside, /^settings\.json\.damaged-/);
      assert.equal(readFileSync(join(folder, aside), 'utf8'), damaged);
    });
  }

  it('of a newer studio, which knows more, are used as far as they are known, and written again', async () => {
    const newer = {
      version: 1,
      settings: { theme: 'dark', mouse: 'left' },
      pin: await hashPin('1234'),
      tries: { wrong: 0, until: 0 },
      more: [1],
    };
    const { open, file, folder } = home({ settings: JSON.stringify(newer) });
    const room = await open();
    assert.deepEqual(room.state().settings, { ...DEFAULT_SETTINGS, theme: 'dark' });
    assert.equal(room.state().guarded, true);
    await room.change({ scale: 150 });
    assert.deepEqual(readdirSync(folder), ['settings.json']);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
      ...newer,
      settings: { ...newer.settings, scale: 150 },
    });
  });

  it('that cannot be written are refused with words', async () => {
    const { open, file, folder } = home();
    const room = await open();
    rmSync(folder, { recursive: true });
    await assert.rejects(room.change({ theme: 'dark' }), { code: 'home-unusable' });
    mkdirSync(file, { recursive: true });
    await assert.rejects(open(), { code: 'home-unusable' });
  });

  it('that are named but not given stay as they are, guarded or not', async () => {
    const { open } = home();
    const room = await open();
    await room.change({ runSeconds: 5 });
    await room.setPin('1234');
    const change = { runSeconds: undefined } as unknown as { runSeconds: number };
    assert.equal((await room.change(change)).settings.runSeconds, 5);
  });
});

describe('A PIN', () => {
  it('guards what a teacher guards, and nothing else', async () => {
    const room = await home().open();
    assert.equal((await room.setPin('1234')).guarded, true);
    await room.change({ theme: 'dark', runSeconds: 30 }); // as it is already
    await assert.rejects(room.change({ theme: 'light', runSeconds: 60 }), { code: 'pin-needed' });
    await assert.rejects(room.change({ engine: 'docker' }, '9999'), { code: 'pin-wrong' });
    assert.deepEqual(room.state().settings, { ...DEFAULT_SETTINGS, theme: 'dark' }, 'all or none');
    assert.equal((await room.change({ runMemoryMb: 512 }, '1234')).settings.runMemoryMb, 512);
  });

  it('is needed to have another, or none', async () => {
    const room = await home().open();
    await room.setPin('1234');
    await assert.rejects(room.setPin('5678'), { code: 'pin-needed' });
    await assert.rejects(room.setPin(null, '5678'), { code: 'pin-wrong' });
    await room.setPin('5678', '1234');
    await room.checkPin('5678');
    assert.equal((await room.setPin(null, '5678')).guarded, false);
    await room.change({ runSeconds: 60 });
  });

  it('stays in force when the rest of its file makes no sense, which is put aside', async () => {
    const pin = await hashPin('1234');
    for (const damaged of [
      JSON.stringify({ version: 2, settings: {}, pin }),
      JSON.stringify({ version: 1, settings: { theme: 'pink' }, pin, tries: {} }, undefined, 1),
      `{"version":1,"pin":"${pin}",}`,
      `{"settings":{"theme":"dark","pin" : "${pin}"`,
    ]) {
      const { open, folder } = home({ settings: damaged });
      await open();
      const room = await open(); // at the next start too
      assert.deepEqual([room.state().guarded, room.state().settings], [true, DEFAULT_SETTINGS], damaged);
      await assert.rejects(room.change({ runSeconds: 60 }), { code: 'pin-needed' });
      await room.checkPin('1234');
      const [, aside = '', ...others] = readdirSync(folder);
      assert.equal(readFileSync(join(folder, aside), 'utf8'), damaged);
      assert.deepEqual(others, []);
    }
  });

  it('is not in the file, and has another hash each time', async () => {
    const { open, file } = home();
    await (await open()).setPin('24681357');
    assert.doesNotMatch(readFileSync(file, 'utf8'), /24681357/);
    assert.notEqual(await hashPin('1234'), await hashPin('1234'));
  });

  it('that was wrong five times is not looked at for 30 s, then 60, then 120', async (test) => {
    const pass = stopClock(test);
    const room = await home().open();
    await room.setPin('1234');
    for (let count = 0; count < 5; count += 1)
      await assert.rejects(room.checkPin('0000'), { code: 'pin-wrong' });
    for (const seconds of [30, 60, 120]) {
      await assert.rejects(room.checkPin('1234'), { code: 'pin-wait', details: { seconds } });
      pass(seconds - 1);
      await assert.rejects(room.checkPin('1234'), { code: 'pin-wait', details: { seconds: 1 } });
      pass(1);
      await assert.rejects(room.checkPin('0000'), { code: 'pin-wrong' });
    }
    pass(240);
    await room.checkPin('1234');
    await assert.rejects(room.checkPin('0000'), { code: 'pin-wrong' });
    await room.checkPin('1234'); // it counts from the start again
  });

  it('is waited for in another studio, and after a restart, and no longer when the clock goes back', async (test) => {
    const pass = stopClock(test);
    const { open } = home();
    const other = await open();
    const room = await open();
    await room.setPin('1234');
    for (let count = 0; count < 5; count += 1)
      await assert.rejects(room.checkPin('0000'), { code: 'pin-wrong' });
    await assert.rejects((await open()).checkPin('1234'), { code: 'pin-wait' });
    await assert.rejects(other.checkPin('1234'), { code: 'pin-wait' });
    pass(-365 * 24 * 3600);
    await assert.rejects(room.checkPin('1234'), { code: 'pin-wait', details: { seconds: 30 } });
  });

  it('gives many tries at once no more than one after another', async () => {
    const room = await home().open();
    await room.setPin('1234');
    const tries = Array.from({ length: 20 }, (_, count) => room.checkPin(String(count).padStart(4, '0')));
    const codes = (await Promise.allSettled(tries)).map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : 'right',
    );
    assert.equal(codes.filter((code) => code === 'pin-wrong').length, 5);
    assert.equal(codes.filter((code) => code === 'pin-wait').length, 15);
  });

  it('is waited for by changes, and by another PIN', async () => {
    const { open, file } = home();
    const room = await open();
    await room.setPin('1234');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as object;
    const tries = { wrong: 5, until: Date.now() + 20_000 };
    writeFileSync(file, JSON.stringify({ ...kept, tries }));
    await assert.rejects(room.change({ runSeconds: 60 }, '1234'), { code: 'pin-wait' });
    await assert.rejects(room.setPin(null, '1234'), { code: 'pin-wait' });
  });

  it('is not looked at where tries cannot be counted', async () => {
    const { open, folder } = home({ policy: { version: 1, pin: await hashPin('1234') } });
    const room = await open();
    rmSync(folder, { recursive: true });
    await assert.rejects(room.checkPin('1234'), { code: 'home-unusable' });
  });
});

describe('A policy', () => {
  it('settles what it names, for everybody', async () => {
    const { open } = home({ policy: { version: 1, settings: { runSeconds: 10 } } });
    const room = await open();
    assert.deepEqual(room.state().managed, ['runSeconds']);
    assert.equal(room.state().settings.runSeconds, 10);
    await room.change({ runMemoryMb: 128, runSeconds: 10 });
    await assert.rejects(room.change({ runSeconds: 20 }), {
      code: 'managed',
      details: { name: 'runSeconds' },
    });
    assert.equal(room.state().settings.runMemoryMb, 128);
  });

  it('may bring the PIN, which is then not changed here', async () => {
    const { open } = home({ policy: { version: 1, pin: await hashPin('24681357') } });
    const room = await open();
    assert.equal(room.state().guarded, true);
    await assert.rejects(room.change({ runSeconds: 60 }), { code: 'pin-needed' });
    await room.change({ runSeconds: 60 }, '24681357');
    await assert.rejects(room.setPin(null, '24681357'), { code: 'managed', details: { name: 'pin' } });
  });

  it('may be written by PowerShell, with a byte order mark', async () => {
    const { open } = home({ policy: '\uFEFF{ "version": 1, "settings": { "engine": "docker" } }' });
    assert.equal((await open()).state().settings.engine, 'docker');
  });

  for (const [what, policy] of Object.entries({
    'is empty': '',
    'is no JSON': '{ version: 1 }',
    'is of another version': { version: 2 },
    'has a field that it cannot have': { version: 1, setings: { runSeconds: 10 } },
    'settles what is not guarded': { version: 1, settings: { theme: 'dark' } },
    'has a value that cannot be': { version: 1, settings: { runSeconds: 100_000 } },
    'has a PIN that is no hash': { version: 1, pin: '1234' },
    'is too large': ' '.repeat(65 * 1024) + '{"version":1}',
  })) {
    it(`that ${what} settles everything at the defaults, and says why`, async () => {
      const { open, policyFile, file } = home({ policy });
      await writeLoose(file);
      const room = await open();
      assert.ok(managedAtDefaults(room.state()));
      assert.ok(room.state().policyProblem?.startsWith(policyFile), String(room.state().policyProblem));
      await assert.rejects(room.change({ runSeconds: 60 }), { code: 'managed' });
      await assert.rejects(room.setPin('1234'), { code: 'managed', details: { name: 'pin' } });
      await room.change({ theme: 'contrast' });
    });
  }

  it('that cannot be read settles everything at the defaults', async () => {
    const { open, policyFile } = home();
    mkdirSync(policyFile);
    const state = (await open()).state();
    assert.ok(managedAtDefaults(state));
    assert.match(String(state.policyProblem), /EISDIR/);
  });
});

/** Settings in which a pupil has chosen other limits. */
async function writeLoose(file: string): Promise<void> {
  const room = await SettingsRoom.open({ file, policyFile: join(root, 'none') });
  await room.change({ runSeconds: 500, engine: 'docker' });
}
