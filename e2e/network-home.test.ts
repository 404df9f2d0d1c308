import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { violations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import { NEEDS_SHARE, Share } from './testing/share.ts';
import { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';

describe('A home on a network share', NEEDS_SHARE, () => {
  const resources = new AsyncDisposableStack();
  let share: Share;
  let studio: TestStudio;
  let window: StudioPage;

  before(async () => {
    share = resources.use(new Share());
    studio = resources.use(await TestStudio.open({ home: join(share.mounted, 'home') }));
    window = await studio.window({ welcome: true });
  });
  afterEach(() => {
    share.mend();
    share.answer();
  });
  after(() => resources.disposeAsync());

  const file = () => join(share.served, 'home', 'work', 'My first program', 'hello.py');
  const onServer = () => readFileSync(file(), 'utf8');

  it('whose server does not answer lets one into the studio all the same', async () => {
    await window.page.getByRole('button', { name: 'Skip' }).waitFor();
    share.hang();
    await window.skipWelcome();
    assert.equal(await window.page.getByRole('dialog').count(), 0);
    share.answer();
  });

  it('is saved to, shows what another computer writes, and has all after a kill -9', async () => {
    await window.write('print("here")\n');
    await window.untilSaved();
    assert.equal(onServer(), 'print("here")\n');
    writeFileSync(file(), 'print("there")\n');
    await until(async () => (await window.text()) === 'print("there")\n');

    await studio.kill();
    await studio.start();
    window = await studio.window();
    assert.equal(await window.text(), 'print("there")\n');
    await window.untilReady();
  });

  it('whose server does not answer is not said to be saved, and one can type on', async () => {
    share.hang();
    await window.write('print("waits")\n');
    await window.page.getByText('Saving …').waitFor();
    await window.write('print("waits longer")\n');
    assert.equal(await window.text(), 'print("waits longer")\n');
    await pause(1_500); // five times as long as saving waits
    await window.page.getByText('Saving …').waitFor();
    assert.equal(await window.page.getByText('All saved').count(), 0);
    share.answer();
    await window.untilSaved();
    assert.equal(onServer(), 'print("waits longer")\n');
  });

  it('whose line is cut is told, keeps what was typed, and goes on when it is mended', async () => {
    share.cut();
    await window.write('print("cut off")\n');
    await window.page.getByText('Not saved!').waitFor();
    await window.page.getByRole('alert').getByText('could not be written to the disk').waitFor();
    assert.deepEqual(await violations(window.page), []);
    assert.equal(await window.text(), 'print("cut off")\n');

    share.mend();
    await window.untilSaved();
    assert.equal(onServer(), 'print("cut off")\n');
    await window.write('print("and on")\n');
    await window.untilSaved();
    await window.run.click();
    await window.untilConsole(/^and on$/);
    const versions = await window.choose('Earlier versions');
    await versions.getByText('print("and on")').waitFor();
    assert.ok((await versions.locator('.version').count()) >= 3, 'what was there before is still there');
  });
});
