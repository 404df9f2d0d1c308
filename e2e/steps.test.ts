import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { assertNoViolations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

const SHARED = 'a = [1, 2]\nb = a\nb.append(3)\nprint(a)\n';
const FIB =
  'def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\nprint(fib(5))\n';
const CRASH =
  'def share(sweets, children):\n    return sweets // children\nprint("so far")\nbag = [1]\nshare(12, 0)\n';

describe('The steps of a program', () => {
  let window: StudioPage;

  useStudio((opened) => ({ window } = opened));

  const panel = () => window.page.locator('.steps');
  const title = () => panel().locator('h2').textContent();
  const button = (name: string) => panel().getByRole('button', { name, exact: true });
  const slider = () => window.page.getByRole('slider', { name: 'Go through the steps' });
  const lit = async () => (await window.page.locator('.step-line').allTextContents()).join('|');
  const says = (pattern: RegExp) =>
    until(async () => pattern.test((await panel().locator('.happening').textContent()) ?? '')).catch(
      async () => assert.match((await panel().locator('.happening').textContent()) ?? '', pattern),
    );
  const press = (key: string) => window.page.keyboard.press(key);
  const arrows = () =>
    window.page
      .locator('.arrows > path')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('data-arrow')));
  const variables = async () => {
    const rows = await panel().locator('.variable').allTextContents();
    return rows.map((row) => row.trim());
  };

  /** Whether its top is in the scrolled view. */
  const isSeen = (one: Locator) =>
    one.evaluate((element) => {
      const view = element.closest('.looked-at')?.getBoundingClientRect();
      const { top } = element.getBoundingClientRect();
      return view !== undefined && top >= view.top && top < view.bottom;
    });
  const focused = () => window.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

  const run = async (program: string, status = /Finished/) => {
    await window.runProgram(program);
    await window.untilStatus(status);
    await until(async () => /Step|Later/.test((await title()) ?? ''));
    await until(async () => (await window.page.locator('.visits span').count()) > 0);
  };

  afterEach(() => assert.deepEqual(window.complaints, []));

  it('are promised before there are any', async () => {
    await panel().getByText('Press Run. Then you can watch').waitFor();
    await assertNoViolations(window.page, 'no steps yet');
  });

  it('go from the first to the last and back, with the line lit and what changed', async () => {
    await run(SHARED);
    assert.equal(await lit(), '', 'nothing is lit until somebody looks');
    await slider().fill('0');
    await says(/Your program begins/);
    for (const line of [1, 2, 3, 4]) {
      await button('Forward').click();
      await says(new RegExp(`Line ${line} is about to run`));
    }
    await until(async () => (await lit()) === 'print(a)');
    assert.equal(await panel().locator('.cell.changed').textContent(), '23', 'place 2 is now 3');
    await button('Forward').click();
    await says(/Your program ends/);
    await button('Forward').click();
    await panel().getByText('This is the last step.').waitFor();
    await button('Back').click();
    await button('Back').click();
    await until(async () => (await lit()) === 'b.append(3)');
    assert.deepEqual(
      (await variables()).map((row) => row.charAt(0)),
      ['a', 'b'],
    );
  });

  it('show one list that two names stand for as one box with two arrows', async () => {
    await run(SHARED);
    await slider().fill('5');
    await until(async () => (await arrows()).length === 2);
    const [one, other] = await arrows();
    assert.equal(one, other);
    assert.equal(await panel().locator('[data-box]').count(), 1);
  });

  it('lead over a call and out of one', async () => {
    await run(FIB);
    await slider().fill('2');
    await says(/Line 5/);
    await button('Over').click();
    await says(/Your program ends/);
    await slider().fill('3');
    await says(/fib is called/);
    await press('F10');
    await press('F10');
    await says(/Line 4/);
    await press('F10');
    await says(/fib is called/);
    assert.deepEqual(await panel().locator('.frame.waits .frame-name').count(), 2);
    await button('Out').click();
    await says(/fib/);
    assert.equal(await panel().locator('.frame.waits').count(), 1);
    await press('Shift+F2');
    await says(/Line 5/);
  });

  it('lead to the next time that this line runs, and the time before', async () => {
    await run('for i in range(3):\n    print(i)\n');
    await slider().fill('2');
    await says(/Line 2/);
    await button('More ways to go').click();
    await panel()
      .getByRole('button', { name: /Next time this line runs/ })
      .click();
    await says(/Line 2/);
    assert.deepEqual(await variables(), ['i1']);
    await press('F7');
    await until(async () => (await variables()).join('') === 'i2');
    await press('F7');
    await panel().getByText('This line does not run again.').waitFor();
    await press('Shift+F7');
    await until(async () => (await variables()).join('') === 'i1');
    await button('More ways to go').click();
  });

  it('lead from one stop sign to the next', async () => {
    await run(FIB);
    await window.page.locator('.cm-lineNumbers .cm-gutterElement', { hasText: /^3$/ }).click();
    await slider().fill('0');
    await button('Next stop').click();
    await says(/Line 3/);
    await press('F4');
    await press('Shift+F4');
    await says(/Line 3/);
    await window.editor.focus();
    await press('Control+Home');
    await press('Control+B');
    await window.page.getByText('You will stop at line 1.').waitFor({ state: 'attached' });
    await press('Control+B');
    await window.page.locator('.cm-lineNumbers .cm-gutterElement', { hasText: /^3$/ }).click();
    await until(async () => !(await button('Next stop').isVisible()));
  });

  it('tell when a variable changed', async () => {
    await run('score = 0\nname = "Mia"\nscore = 5\nprint(name)\n');
    await slider().fill('5');
    await button('score').click();
    await until(() => isSeen(panel().locator('.when')));
    await button('Before this').click();
    await says(/Line 4/);
    await button('Before this').click();
    await says(/Line 2/);
    await button('Before this').click();
    await panel().getByText('score did not change before this.').waitFor();
    await button('After this').click();
    await says(/Line 4/);
    await button('Close').click();
  });

  it('tell when a line was printed', async () => {
    await run('for i in range(4):\n    print("turn", i)\n');
    await slider().fill('9');
    await button('Go to the step that printed this: turn 2').click();
    await until(async () => (await variables()).join('').startsWith('i2'));
    await until(async () => !(await button('Go to the step that printed this: turn 3').isVisible()));
  });

  it('show a loop as a table of its turns', async () => {
    await run('total = 0\nfor i in range(50):\n    total = total + i\nprint(total)\n');
    await slider().fill('30');
    await button('This loop as a table').click();
    const table = panel().getByRole('group', { name: 'Turns of the loop' });
    await until(() => isSeen(table));
    const row = (turn: number) => panel().getByRole('row', { name: `Go to turn ${turn} ` });
    assert.match((await row(14).textContent()) ?? '', /14.*91|14.*13/);
    await panel().getByLabel('Turn', { exact: false }).first().fill('40');
    await row(40).waitFor();
    await until(async () => (await row(40).getAttribute('aria-current')) === 'step');
    await button('Go to turn 41').click();
    await until(async () => (await row(41).getAttribute('aria-current')) === 'step');
    await assertNoViolations(window.page, 'a table of turns');
    await slider().fill('0');
    await until(async () => !(await table.isVisible()));
    assert.equal(await button('This loop as a table').count(), 0, 'this is in no loop');
    await slider().fill('30');
    await button('This loop as a table').click();
  });

  it('begin where it went wrong after a crash, and leave the explanation in sight', async () => {
    await run(CRASH, /went wrong/);
    await says(/Line 2 went wrong: ZeroDivisionError/);
    assert.ok((await variables()).includes('children0'));
    const explanation = window.help.getByText('Something was divided by zero.');
    assert.ok(await explanation.isVisible());
    await button('Back').click();
    await until(async () => (await lit()).includes('return sweets // children'));
    assert.ok(await explanation.isVisible());
    assert.equal(await window.page.locator('.error-line').count(), 1);
  });

  it('of an endless loop that was stopped end with how things were later', async () => {
    // Slow when its steps have been recorded: it would reach its last line in some seconds otherwise.
    await window.runProgram(
      'import time\nn = 0\nwhile True:\n    n = n + 1\n    if n % 50 == 0 and n > 7000:\n        time.sleep(0.01)\n',
    );
    await window.untilStatus(/Running/);
    await until(async () => /of 20,000|Later/.test((await title()) ?? ''));
    await window.stop.click();
    await window.untilStatus(/You stopped/);
    await until(async () => /Later, after [\d,]+ lines/.test((await title()) ?? ''));
    await button('Back').click();
    await until(async () => ((await title()) ?? '').includes('Step 20,000 of 20,000'));
    await button('Forward').click();
    await until(async () => ((await title()) ?? '').includes('Later'));
    await panel().getByText('Only the first 20,000 steps are kept.').waitFor();
  });

  it('are there for a program that could not begin: none', async () => {
    await window.runProgram('print("\n');
    await window.untilStatus(/could not read|Look at line/);
    await panel().getByText('There are no steps').waitFor();
  });

  it('lead into another file', async () => {
    await window.newFile('helper.py', 'def double(n):\n    return n * 2\n');
    await window.tab('hello.py');
    await run('import helper\nprint(helper.double(4))\n');
    await slider().focus();
    await press('End');
    await says(/Your program ends/);
    await press('F9');
    await says(/double gives back 8/);
    await window.page.getByRole('tab', { name: 'helper.py', selected: true }).waitFor();
    await until(async () => (await lit()).includes('return n * 2'));
    await press('F10');
    await window.page.getByRole('tab', { name: 'hello.py', selected: true }).waitFor();
  });

  it('of a program that was changed since say so', async () => {
    const changed = panel().getByText('You have changed the program since this run.');
    await run('a = 1\nprint(a)\n');
    await window.editor.press('x');
    await changed.waitFor();
    await window.editor.press('Backspace');
    await changed.waitFor({ state: 'detached' });
  });

  it('leave room for what a very long line does', async () => {
    await run(`a = "${'long '.repeat(500)}"\n`);
    await slider().fill('0');
    const code = panel().locator('.happening code');
    assert.ok(((await code.boundingBox())?.height ?? Infinity) < 90);
  });

  it('have a menu that Escape closes', async () => {
    await button('More ways to go').click();
    await button('First step').focus();
    await window.page.keyboard.press('Escape');
    await button('First step').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'More ways to go');
  });

  it('leave how often lines ran beside them, until somebody types', async () => {
    await run('for i in range(7):\n    print(i)\n');
    assert.deepEqual(await window.page.locator('.visits span').allTextContents(), ['8×', '7×']);
    await window.editor.press('Control+End');
    await window.page.keyboard.type('x');
    await until(async () => (await window.page.locator('.visits span').count()) === 0);
  });

  it('can be gone through by keyboard alone, and are said aloud', async () => {
    await run('score = 1\nscore = score + 2\nprint(score)\n');
    await window.editor.focus();
    await press('F10');
    await press('F10');
    await press('F10');
    const told = panel().locator('[role="status"]').last();
    await until(async () =>
      /Step 4 of \d+: Line 3 is about to run; score is now 3/.test((await told.textContent()) ?? ''),
    );
    await slider().focus();
    await press('Home');
    await says(/Your program begins/);
    await press('ArrowRight');
    await says(/Line 1/);
    await press('Tab');
    await press('Tab');
    await press('Enter');
    await says(/Line 2/);
  });

  for (const [theme, name] of [
    ['light', 'Light'],
    ['dark', 'Dark'],
    ['contrast', 'High contrast'],
  ] as const) {
    it(`have no fault that axe finds: ${theme}`, async () => {
      const settings = await window.choose('Settings');
      await settings.getByText(name, { exact: true }).click();
      await window.leaveDialog();
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await run(SHARED);
      await slider().fill('4');
      await button('a').click();
      await button('More ways to go').click();
      await assertNoViolations(window.page, 'everything open');
      await button('More ways to go').click();
      for (const size of [
        { width: 1024, height: 768 },
        { width: 683, height: 384 },
        { width: 320, height: 600 },
      ]) {
        await window.page.setViewportSize(size);
        await assertNoViolations(window.page, `${size.width} × ${size.height}`);
        const wide = await window.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= size.width, `${wide} of ${size.width}`);
      }
      await window.page.setViewportSize({ width: 1366, height: 768 });
      await run(CRASH, /went wrong/);
      await assertNoViolations(window.page, 'after a crash');
    });
  }
});
