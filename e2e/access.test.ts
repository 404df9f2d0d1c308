import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { violations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

const BROKEN = 'numbers = [1, 2]\nprint(numbers[2])\n';

describe('The window for everybody', () => {
  let window: StudioPage;

  useStudio((opened) => ({ window } = opened), { welcome: true });

  const focused = () =>
    window.page.evaluate(() => document.activeElement?.closest('[class]')?.className ?? 'nothing');

  async function settle(): Promise<void> {
    // Colours that are on their way from one to another are neither.
    await window.page.evaluate(async () => {
      const passing = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(passing.map(({ finished }) => finished));
    });
  }

  async function finds(nothingOn: string): Promise<void> {
    await settle();
    assert.deepEqual(await violations(window.page), [], nothingOn);
  }

  it('greets in three steps that the keyboard can take, and gives the focus back', async () => {
    for (const step of ['Write here', 'Press Run', 'See what it does']) {
      await window.page.getByRole('heading', { name: step }).waitFor();
      await finds(step);
      await window.page.keyboard.press('Enter');
    }
    await until(async () => (await window.page.getByRole('dialog').count()) === 0);
  });

  for (const [theme, name] of [
    ['light', 'Light'],
    ['dark', 'Dark'],
    ['contrast', 'High contrast'],
  ] as const) {
    it(`has no fault that axe finds, on any screen: ${theme}`, async () => {
      const settings = await window.choose('Settings');
      await settings.getByText(name, { exact: true }).click();
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await finds('settings, looks');
      await settings.getByRole('button', { name: 'For teachers' }).click();
      await finds('settings, for teachers');
      await settings.getByRole('button', { name: 'This computer' }).click();
      await settings.getByText('Fit: every limit').waitFor();
      await finds('the doctor');
      await window.leaveDialog();
      await window.runProgram('input("Your name? ")\n');
      await window.untilStatus(/Waiting/);
      await finds('a program that waits');
      await window.stop.click();
      await window.untilStatus(/You stopped/);
      await finds('a program that was stopped');
      await window.runProgram(BROKEN);
      await window.untilStatus(/went wrong/);
      await window.page.getByText('What Python said').click();
      await finds('an error');
      await window.editor.focus();
      await window.page.keyboard.press('Control+F');
      await finds('search');
      await window.page.keyboard.press('Escape');
      for (const dialog of ['Earlier versions', 'Help and keys'] as const) {
        await window.choose(dialog);
        await finds(dialog);
        await window.leaveDialog();
      }
      await window.page.getByRole('button', { name: 'My programs' }).click();
      await finds('my programs');
      await window.leaveDialog();
      await window.page.getByRole('button', { name: 'New file' }).click();
      await finds('a new file');
      await window.leaveDialog();
    });
  }

  it('does the whole job by keyboard', async () => {
    const { keyboard } = window.page;
    await window.editor.focus();
    await keyboard.press('Control+A');
    await keyboard.type('name = input("Who? ")\nprint("Hi", name', { delay: 5 });
    await keyboard.press('F5');
    await window.untilStatus(/Waiting/);
    assert.match(await focused(), /xterm/, 'the console has the focus while the program runs');
    await keyboard.type('Bo\n');
    await window.untilStatus(/Finished/);
    assert.match(await window.console(), /Hi Bo/);
    assert.match(await focused(), /cm-/, 'and the editor has it again');
    await keyboard.press('Control+A');
    await keyboard.insertText('while True: pass\n');
    await keyboard.press('Control+Enter');
    await window.untilStatus(/Running/);
    await keyboard.press('Shift+F5');
    await window.untilStatus(/You stopped/);
    await keyboard.press('F1');
    await window.page.getByRole('heading', { name: 'Help and keys' }).waitFor();
    await keyboard.press('Escape');
    assert.match(await focused(), /cm-/);
  });

  it('is no trap: Escape and Tab leave the editor, Tab leaves the console, F6 goes around', async () => {
    const { keyboard } = window.page;
    await window.editor.focus();
    await keyboard.press('Tab');
    assert.match(await focused(), /cm-/, 'Tab indents');
    await keyboard.press('Escape');
    await keyboard.press('Tab');
    assert.doesNotMatch(await focused(), /cm-/);
    await window.page.locator('.xterm-helper-textarea').focus();
    await keyboard.press('Tab');
    assert.doesNotMatch(await focused(), /xterm/);
    const seen = new Set<string>();
    for (let press = 0; press < 6; press++) {
      await keyboard.press('F6');
      seen.add(await focused());
    }
    assert.equal(seen.size, 6, [...seen].join(' | '));
  });

  it('lets the editor and the console be sized with the arrow keys', async () => {
    const splitter = window.page.getByRole('separator');
    await splitter.focus();
    const before = Number(await splitter.getAttribute('aria-valuenow'));
    await window.page.keyboard.press('ArrowUp');
    assert.equal(Number(await splitter.getAttribute('aria-valuenow')), before + 5);
  });

  it('says aloud what happens: status, output, error', async () => {
    await window.runProgram('print("spoken")\nprint(1 / 0)\n');
    await window.untilStatus(/went wrong/);
    await window.page.locator('[aria-live="polite"]').getByText('spoken').waitFor();
    assert.equal(await window.page.locator('.status').getAttribute('role'), 'status');
    assert.match((await window.page.locator('.help [role="alert"]').textContent()) ?? '', /divided by zero/);
  });

  it('makes everything larger with one key, and back', async () => {
    const size = () => window.editor.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    const usual = await size();
    await window.page.keyboard.press('F8');
    await until(async () => (await size()) === usual * 1.5);
    const rows = window.page.locator('.xterm-rows');
    await until(
      async () => (await rows.evaluate((element) => getComputedStyle(element).fontSize)) === '24px',
    );
    await window.page.keyboard.press('F8');
    await until(async () => (await size()) === usual);
  });

  it('scrolls in one direction only, down to 320 pixels and at 200 % on a small screen', async () => {
    const fits = () =>
      window.page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      );
    await window.page.setViewportSize({ width: 320, height: 600 });
    await until(fits); // the terminal takes a moment to fit
    await finds('320 pixels');
    await window.page.setViewportSize({ width: 683, height: 384 });
    await until(fits);
    await finds('1366 × 768 at 200 %');
    await window.page.setViewportSize({ width: 1366, height: 768 });
  });
});
