import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertNoViolations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

const BROKEN = 'numbers = [1, 2]\nprint(numbers[2])\n';

describe('The window for everybody', () => {
  let window: StudioPage;

  useStudio((opened) => ({ window } = opened), { welcome: true });

  const focused = () =>
    window.page.evaluate(() => document.activeElement?.closest('[class]')?.className ?? 'nothing');

  const finds = (nothingOn: string) => assertNoViolations(window.page, nothingOn);

  it('greets in three steps that the keyboard can take, and gives the focus back', async () => {
    for (const step of ['Write here', 'Press Run', 'See what it does']) {
      await window.page.getByRole('heading', { name: step }).waitFor();
      await finds(step);
      await window.page.keyboard.press('Enter');
    }
    await until(async () => (await window.page.getByRole('dialog').count()) === 0);
    assert.match(await focused(), /cm-/);
  });

  for (const [theme, name, letters] of [
    ['light', 'Light', 'OpenDyslexic, for dyslexic readers'],
    ['light', 'Light', 'Clear'],
    ['dark', 'Dark', 'Clear'],
    ['contrast', 'High contrast', 'Clear'],
  ] as const) {
    it(`has no fault that axe finds, on any screen: ${theme}, ${letters}`, async () => {
      const settings = await window.choose('Settings');
      await settings.getByText(name, { exact: true }).click();
      await settings.getByText(letters, { exact: true }).click();
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
    for (let press = 0; press < 7; press++) {
      await keyboard.press('F6');
      seen.add(await focused());
    }
    assert.equal(seen.size, 7, [...seen].join(' | '));
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

  it('fits on a school screen, in letters for dyslexic readers too', async () => {
    const { page } = window;
    const letters = async (name: string) => {
      const settings = await window.choose('Settings');
      await settings.getByText(name, { exact: true }).click();
      await window.leaveDialog();
    };
    for (const name of ['OpenDyslexic, for dyslexic readers', 'Clear']) {
      await letters(name);
      await window.runProgram(BROKEN);
      await window.untilStatus(/went wrong/);
      await page.locator('.walker').waitFor();
      const tooLarge = () =>
        page.evaluate(() => {
          const isTall = ({ scrollHeight, clientHeight }: Element) => scrollHeight > clientHeight;
          const isWide = ({ scrollWidth, clientWidth }: Element) => scrollWidth > clientWidth;
          const all = (selector: string) => [...document.querySelectorAll(selector)];
          return [
            ...all('html, .tabs').filter(isTall),
            ...all('html, .tabs, .side, .walk').filter(isWide),
          ].map(({ className, tagName }) => `${tagName}.${className}`);
        });
      await until(async () => (await tooLarge()).length === 0).catch(async () =>
        assert.deepEqual(await tooLarge(), [], name),
      );
    }
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

  it('shows the plain words of an error without a press, at 200 % too', async () => {
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1366, height: 768 },
      { width: 683, height: 384 },
    ]) {
      await window.page.setViewportSize(size);
      await window.runProgram(BROKEN);
      await window.untilStatus(/went wrong/);
      const words = window.page.getByText(/a list or text that does not exist/);
      await until(async () => {
        const boxes = await Promise.all((await words.all()).map((one) => one.boundingBox()));
        return boxes.some((box) => box !== null && box.y >= 0 && box.y + box.height <= size.height);
      });
      await finds(`an error at ${size.width} × ${size.height}`);
    }
    await window.page.setViewportSize({ width: 1366, height: 768 });
  });

  it('shows all of an explanation beside the steps of the program', async () => {
    await window.runProgram(BROKEN);
    await window.untilStatus(/went wrong/);
    await window.page.locator('.walker').waitFor();
    const rest = () => window.help.evaluate((panel) => panel.scrollHeight - panel.clientHeight);
    await until(async () => (await rest()) === 0);
  });

  it('on a projector scrolls what is beside the work, and the work stays', async () => {
    await window.page.setViewportSize({ width: 911, height: 512 }); // 1366 × 768 at 150 %
    const top = (selector: string) =>
      window.page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
    const before = [await top('.bar'), await top('.work')];
    const looked = window.page.locator('.looked-at');
    assert.ok(await looked.evaluate((element) => element.scrollHeight <= element.clientHeight));
    await window.page.getByRole('button', { name: 'Add a lesson pack …' }).scrollIntoViewIfNeeded();
    assert.ok((await top('.lesson')) < 0);
    assert.deepEqual([await top('.bar'), await top('.work')], before);
    await finds('1366 × 768 at 150 %');
    await window.page.setViewportSize({ width: 1366, height: 768 });
  });

  it('gives the sides more room in a larger window', async () => {
    const sides = async (width: number) => {
      await window.page.setViewportSize({ width, height: 900 });
      const widthOf = (side: string) =>
        window.page.locator(side).evaluate((element) => element.getBoundingClientRect().width);
      return [await widthOf('.lesson'), await widthOf('.help')];
    };
    const [small, large] = [await sides(1366), await sides(1920)];
    for (const [at, width] of small.entries())
      assert.ok((large[at] ?? 0) > width * 1.2, JSON.stringify({ small, large }));
    await window.page.setViewportSize({ width: 1366, height: 768 });
  });

  it('moves nothing where less motion is wanted, by the computer or by the pupil', async () => {
    const { page } = window;
    const moving = () =>
      page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ timeline }) => timeline === document.timeline) // the others move as the hand scrolls
          .filter(({ effect }) => effect?.getComputedTiming().duration !== 0)
          .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'a transition')),
      );
    const lookAround = async () => {
      await window.runProgram('while True: pass\n');
      await window.untilStatus(/Running/);
      const running = await moving();
      await window.choose('Help and keys');
      const dialog = await moving();
      await window.leaveDialog();
      await window.stop.click();
      await window.untilStatus(/You stopped/);
      return [...running, ...dialog];
    };
    assert.ok((await lookAround()).includes('turn'), 'usually the sign of being busy turns');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.deepEqual(await lookAround(), []);
    await page.emulateMedia({ reducedMotion: null });
    const tick = async () => {
      const settings = await window.choose('Settings');
      await settings.getByLabel('Nothing moves on the screen').click();
      await window.leaveDialog();
    };
    await tick();
    await page.locator('html[data-motion="less"]').waitFor();
    assert.deepEqual(await lookAround(), []);
    await tick();
  });

  it("tells what is chosen and where the error is in the computer's own colours", async () => {
    const { page } = window;
    await page.emulateMedia({ forcedColors: 'active' });
    const colour = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    await window.runProgram(BROKEN);
    await window.untilStatus(/went wrong/);
    await page.locator('.error-line').waitFor();
    const outline = await page.locator('.error-line').evaluate((line) => getComputedStyle(line).outlineStyle);
    assert.equal(outline, 'dashed');
    await window.choose('Settings');
    assert.notEqual(
      await colour('.button[aria-pressed="true"]'),
      await colour('.button[aria-pressed="false"]'),
    );
    assert.notEqual(await colour('.choice:has(:checked)'), await colour('.choice:not(:has(:checked))'));
    await window.leaveDialog();
    await page.emulateMedia({ forcedColors: null });
  });

  it('says what a completion does, where it can be seen', async () => {
    const { keyboard } = window.page;
    await window.write('');
    await keyboard.type('pri', { delay: 20 });
    const info = window.page.getByText('Shows something in the console.');
    await info.waitFor();
    const { x = 0, y = 0, width = 0, height = 0 } = (await info.boundingBox()) ?? {};
    const onTop = await window.page.evaluate(
      ([x = 0, y = 0]) => document.elementFromPoint(x, y)?.textContent,
      [x + width / 2, y + height / 2],
    );
    assert.equal(onTop, 'Shows something in the console.');
    await finds('completion');
    await keyboard.press('Escape');
  });

  it('shows where the focus is, on everything that can have it', async () => {
    const { page } = window;
    await page.locator('body').click({ position: { x: 5, y: 400 } });
    const unseen: string[] = [];
    let looked = 0;
    for (let press = 0; press < 25; press++) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return 'nothing';
        const ring = getComputedStyle(element);
        // The editor and the console draw it over what is in them.
        const pane = element.closest('.editor, .console');
        const over = pane === null ? undefined : getComputedStyle(pane, '::after').borderTopWidth;
        const seen =
          over === undefined ? ring.outlineStyle !== 'none' && ring.outlineWidth === '3px' : over === '3px';
        return seen ? 'seen' : element.outerHTML.slice(0, 120);
      });
      if (fault === 'seen') looked += 1;
      else if (fault !== 'nothing') unseen.push(fault); // behind the last thing the browser's own come
      if (press % 8 === 7) await page.keyboard.press('F6');
    }
    assert.deepEqual(unseen, []);
    assert.ok(looked > 20, `only ${looked} had it`);
  });
});
