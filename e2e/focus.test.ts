import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { StudioPage } from './testing/page.ts';
import type { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

describe('The focus, for whoever works by keyboard', () => {
  let studio: TestStudio;
  let window: StudioPage;

  useStudio((opened) => ({ studio, window } = opened), { welcome: true });

  const button = (name: string | RegExp, within: Locator = window.page.locator('body')) =>
    within.getByRole('button', { name, exact: true });

  async function press(what: Locator): Promise<void> {
    await what.focus();
    await window.page.keyboard.press('Enter');
  }

  /** What the field is called that has it. */
  const focused = () =>
    window.page.evaluate(() => {
      const has = document.activeElement;
      return has instanceof HTMLInputElement ? (has.labels?.[0]?.textContent ?? '') : (has?.tagName ?? '');
    });

  /** In the end, whoever has it on the way: `where` or something in it. */
  async function isIn(where: string): Promise<void> {
    await window.page.waitForTimeout(100); // so that what comes a moment later would be seen
    const place = () =>
      window.page.evaluate((where) => {
        const has = document.activeElement;
        return has?.closest(where) === null ? has.outerHTML.slice(0, 200) : 'there';
      }, where);
    await until(async () => (await place()) === 'there').catch(async () =>
      assert.equal(await place(), where),
    );
  }

  it('is in the program when the welcome is over', async () => {
    for (let step = 0; step < 3; step += 1) {
      await isIn('.dialog .go');
      await window.page.keyboard.press('Enter');
    }
    await isIn('.cm-content');
  });

  it('is in the program when it was decided which text stays', async () => {
    for (const choice of ['Keep what I typed', 'Take the other one']) {
      await window.write(`print("base of ${choice}")\n`);
      await window.untilSaved();
      await window.editor.focus();
      await window.page.keyboard.press('Control+A');
      writeFileSync(join(studio.work, 'hello.py'), `print("theirs, and ${choice}")\n`);
      await window.page.keyboard.insertText('print("mine")\n');
      await press(button(choice));
      await window.untilSaved();
      await isIn('.cm-content');
    }
  });

  it('stays where it is while somebody looks again', async () => {
    const settings = await window.choose('Settings');
    await press(button('This computer', settings));
    await settings.getByText('Fit: every limit').waitFor();
    await press(button('Look again', settings));
    await settings.getByText('Looking.').waitFor();
    await settings.getByText('Looking.').waitFor({ state: 'detached' });
    assert.match((await window.page.evaluate(() => document.activeElement?.textContent)) ?? '', /Look again/);
    await window.leaveDialog();
  });

  it('stays in the dialog while a PIN is set, asked for and removed', async () => {
    const settings = await window.choose('Settings');
    await press(button('For teachers', settings));
    await settings.getByLabel('Set a PIN').fill('2468');
    await settings.getByLabel('The same PIN once more').fill('2468');
    await window.page.keyboard.press('Enter');
    await settings.getByLabel('Change the PIN').waitFor();
    await isIn('.dialog input');
    await window.leaveDialog();
    await isIn('.bar-more');

    await window.choose('Settings');
    await press(button('For teachers', settings));
    await settings.getByLabel('The teacher’s PIN').fill('2468');
    await window.page.keyboard.press('Enter');
    await button('Remove the PIN', settings).waitFor();
    await isIn('.dialog');
    await press(button('Remove the PIN', settings));
    await settings.getByLabel('Set a PIN').waitFor();
    await isIn('.dialog');
    await window.leaveDialog();
  });

  it('takes a number along that was typed, however the dialog is left', async () => {
    for (const [before, after] of [
      ['30', '77'],
      ['77', '30'],
    ] as const) {
      const settings = await window.choose('Settings');
      await press(button('For teachers', settings));
      const seconds = settings.getByLabel('How many seconds a program may work');
      await until(async () => (await seconds.inputValue()) === before);
      await seconds.fill(after);
      await window.leaveDialog();
    }
    // More than one at once, and Enter leaves the focus in the field.
    const settings = await window.choose('Settings');
    await press(button('For teachers', settings));
    await settings.getByLabel('How many seconds a program may work').fill('40');
    await window.page.keyboard.press('Enter');
    await window.page.waitForTimeout(300);
    assert.match(await focused(), /seconds/);
    await settings.getByLabel('How many seconds a program may work').fill('30');
    await settings.getByText('Podman', { exact: true }).click();
    await until(() => settings.getByLabel('Podman').isChecked());
    await settings.getByText('Whichever is there').click();
    await settings.getByLabel('How much memory a program may use').fill('300');
    await window.leaveDialog();
    await window.choose('Settings');
    await press(button('For teachers', settings));
    await until(async () => (await settings.getByLabel('How much memory').inputValue()) === '300');
    assert.equal(await settings.getByLabel('How many seconds').inputValue(), '30');
    await settings.getByLabel('How much memory').fill('256');
    await window.leaveDialog();
  });

  it('goes to the name of a new program, and into the program when it is made', async () => {
    await press(button(/My programs/));
    await press(button('New program'));
    await isIn('.dialog input');
    await press(button('Cancel'));
    await isIn('.dialog');
    await window.leaveDialog();
    await isIn('.bar-project');

    await press(button(/My programs/));
    await press(button('New program'));
    await window.page.keyboard.type('Dice');
    await window.page.keyboard.press('Enter');
    await window.page.getByRole('tab', { name: 'main.py', selected: true }).waitFor();
    await isIn('.cm-content');
    await window.page.keyboard.type('print(6)');
    await window.page.keyboard.press('F5');
    await window.untilConsole(/^6$/);
    await press(button(/My programs/));
    await press(button(/My first program/, window.page.getByRole('dialog')));
    await window.page.getByRole('tab', { name: 'hello.py' }).waitFor();
    await isIn('.cm-content');
  });

  it('is in a file that was just made, or brought back', async () => {
    await press(button('New file'));
    await window.page.keyboard.type('spare');
    await window.page.keyboard.press('Enter');
    await window.page.getByRole('tab', { name: 'spare.py', selected: true }).waitFor();
    await isIn('.cm-content');
    await press(button('Rename or remove spare.py'));
    await window.page.keyboard.type('other'); // and the ending stays
    await window.page.keyboard.press('Enter');
    await window.page.getByRole('tab', { name: 'other.py', selected: true }).waitFor();
    await press(button('Rename or remove other.py'));
    await press(button('Remove'));
    await window.page.getByRole('tab', { name: 'other.py' }).waitFor({ state: 'detached' });
    const versions = await window.choose('Earlier versions');
    await press(button('Bring this back', versions));
    await isIn('.cm-content');
  });

  it('is where a file can be made when the last one was removed', async () => {
    const tabs = window.page.getByRole('tab');
    for (let left = (await tabs.count()) - 1; left >= 0; left -= 1) {
      await press(button(/Rename or remove/));
      await press(button('Remove'));
      await until(async () => (await tabs.count()) === left);
    }
    await window.page.getByText('This program has no files yet').waitFor();
    await window.untilStatus(/There is no program here yet/);
    await isIn('.no-file .button');
  });

  it('is nowhere when somebody clicks beside everything', async () => {
    await window.page.locator('.side.help').click({ position: { x: 5, y: 5 } });
    await window.page.locator('.bar').click({ position: { x: 3, y: 3 } });
    const has = () => window.page.evaluate(() => document.activeElement?.tagName);
    assert.equal(await has(), 'BODY');
    writeFileSync(join(studio.work, 'late.py'), ''); // something comes, and something goes
    await window.page.getByRole('tab', { name: 'late.py' }).waitFor();
    assert.equal(await has(), 'BODY');
  });
});
