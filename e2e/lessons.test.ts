import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { openFolder, zipOf } from '../app/lessons/index.ts';
import { assertNoViolations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import type { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

const CLI = join(import.meta.dirname, '../app/cli/main.ts');
const COURSE = join(import.meta.dirname, '../lessons/first-steps');
const given = (exercise: string, file: string) =>
  readFileSync(join(COURSE, 'exercises', exercise, file), 'utf8');

describe('A pupil who learns', () => {
  let studio: TestStudio;
  let window: StudioPage;
  const folder = mkdtempSync(join(tmpdir(), 'sandlot-lessons-'));
  after(() => rmSync(folder, { recursive: true }));

  useStudio((opened) => ({ studio, window } = opened));

  const panel = () => window.page.locator('.lesson');
  const button = (name: string | RegExp) => panel().getByRole('button', { name, exact: true });
  const entry = (title: string) => panel().locator('.exercise', { hasText: title }).first();
  const openExercise = async (title: string) => {
    if (await button('All exercises').isVisible()) await button('All exercises').click();
    await panel().locator('.pack').first().waitFor();
    await panel()
      .locator('.pack details')
      .evaluateAll((units) => units.forEach((unit) => unit.setAttribute('open', '')));
    await entry(title).click();
    await panel().locator('h3', { hasText: title }).waitFor();
  };
  const check = () => button('Check').click();
  const says = (text: string | RegExp) => panel().getByText(text).first().waitFor();

  afterEach(() => assert.deepEqual(window.complaints, []));

  it('sees what there is to do, what is next, and why the rest is locked', async () => {
    await says('First steps in Python');
    await says('0 of 24 done');
    const locked = entry('The scoreboard');
    assert.equal(await locked.getAttribute('aria-disabled'), 'true');
    await says('First do: An owl made of letters');
    await assertNoViolations(window.page, 'the list of exercises');
  });

  it('opens the next exercise, reads its task and finds its beginning', async () => {
    await button(/^Next: An owl/).click();
    await says('An owl is about to land in your program.');
    await until(async () => (await window.text()) === given('owl', 'starter.py'));
    await assertNoViolations(window.page, 'an exercise');
  });

  it('tries the code of a task without losing her own', async () => {
    await button('Try this code').first().click();
    await window.page.getByRole('tab', { name: 'try.py', selected: true }).waitFor();
    await window.untilConsole(/Hello!/);
    await window.write('print("Mine!")\n');
    await button('Try this code').first().click();
    await window.page.getByRole('tab', { name: 'try2.py', selected: true }).waitFor();
    await window.untilConsole(/Hello!/);
    await window.tab('try.py');
    assert.equal(await window.text(), 'print("Mine!")\n');
    await window.tab('main.py');
    assert.equal(await window.text(), given('owl', 'starter.py'));
    await window.tab('try.py');
  });

  it('is told which tests pass, and where her output first differs', async () => {
    await check();
    await window.page.getByRole('tab', { name: 'main.py', selected: true }).waitFor();
    await says(/Not yet: \d of 3 tests passed/);
    await window.write('print("(o,o)")\nprint("/)_)")\nprint("-^-^-")\n');
    await check();
    await says('Line 2 is the first that differs.');
    assert.equal(await panel().locator('.compared dd').nth(1).textContent(), '/)_)');
    await assertNoViolations(window.page, 'what a check came to');
  });

  it('solves it, and has it solved after the studio was killed', async () => {
    await window.write(given('owl', 'solution.py'));
    await check();
    await says('All tests passed. Well done!');
    await says('10 of 10 points');
    await button(/^Next: /).waitFor();
    await studio.kill();
    await studio.start();
    await window.open(studio.address);
    await window.untilReady();
    window.complaints.length = 0; // of the studio that was gone
    await says('10 of 10 points');
    await until(async () => (await window.text()) === given('owl', 'solution.py'));
    await button('All exercises').click();
    await says('1 of 24 done');
  });

  it('begins again when she wants to, with a way back', async () => {
    await openExercise('An owl made of letters');
    await button('Start again').click();
    await button('No, keep mine').click();
    assert.equal(await window.text(), given('owl', 'solution.py'));
    await check();
    await says('All tests passed. Well done!');
    await button('Start again').click();
    await window.editor.click();
    await button('Start again').click(); // it was not answered, so it is asked again
    await button('Yes, start again').click();
    await until(async () => (await window.text()) === given('owl', 'starter.py'));
    await until(async () => (await panel().getByText('All tests passed.').count()) === 0);
    const versions = await window.choose('Earlier versions');
    await versions.getByText('main.py').first().waitFor();
    await window.leaveDialog();
  });

  it('says what a program prints before she may run it', async () => {
    await openExercise('Quotes or no quotes?');
    assert.equal(await window.run.getAttribute('aria-disabled'), 'true');
    const program = await window.text();
    await window.editor.press('x');
    assert.equal(await window.text(), program, 'it is to be read');
    const answer = panel().getByRole('textbox', { name: 'What does this program print?' });
    await answer.fill('no idea');
    await check();
    await says('Not yet: 0 of 1 tests passed.');
    await says('Look again at line 1 of your answer');
    await answer.fill(given('quotes-or-not', 'solution.txt'));
    await check();
    await says('All tests passed. Well done!');
    assert.equal(await panel().locator('.results details').count(), 0, 'there is nothing more to tell');
    await until(async () => (await window.run.getAttribute('aria-disabled')) === 'false');
    await assertNoViolations(window.page, 'a prediction');
  });

  it('reads it in Spanish, if she likes', async () => {
    await button('All exercises').click();
    await panel().getByRole('combobox', { name: 'Lessons in' }).selectOption('es');
    await says('Primeros pasos');
    await openExercise('Un búho');
    await panel().locator('.task').getByText('búho').first().waitFor();
    await button('All exercises').click();
    await panel().getByRole('combobox', { name: 'Lessons in' }).selectOption('en');
  });

  it('adds a pack, and is told what is wrong with one that is not taken', async () => {
    const source = await openFolder(COURSE);
    const zip = await zipOf({
      ...source,
      read: async (path) => {
        const bytes = await source.read(path);
        if (!path.endsWith('.yaml')) return bytes;
        // Another pack, in which nothing comes before anything.
        const text = bytes.toString().replace('first-steps', 'second-steps');
        return Buffer.from(text.replace(/^requires:.*\n/m, ''));
      },
    });
    const name = join(folder, 'second.zip');
    writeFileSync(name, zip);
    const input = window.page.locator('.lesson input[type=file]');
    await input.setInputFiles(name);
    const news = panel().getByText('“First steps in Python” is here now.');
    await until(async () => ((await news.boundingBox())?.y ?? 0) > 0);
    assert.ok(((await news.boundingBox())?.y ?? Infinity) < 300, 'at the top');
    await says('Nobody has signed this pack.');
    writeFileSync(name, 'no zip at all');
    await input.setInputFiles(name);
    await says('second.zip was not taken:');
    await assertNoViolations(window.page, 'a pack that was refused');
  });

  it('puts lines in order, with the mouse and with the keyboard', async () => {
    const packs = panel().locator('.pack');
    await packs
      .nth(1)
      .locator('details')
      .evaluateAll((units) => units.forEach((unit) => unit.setAttribute('open', '')));
    await packs.nth(1).locator('.exercise', { hasText: 'How is Bolt today?' }).click();
    const board = window.page.locator('.parsons');
    const piece = (text: string) => board.locator('.piece').getByText(text, { exact: true });
    const placed = () => board.locator('.placed').allTextContents();
    await piece('battery = int(input())').dragTo(board.locator('section').nth(1));
    await until(async () => (await placed()).length === 1);
    for (const line of ['if battery < 20:', 'print(":(")', 'elif battery < 60:', 'print(":|")', 'else:']) {
      await piece(line).click();
    }
    await piece('print(":)")').click();
    assert.equal((await placed()).length, 7);
    await board.locator('.placed').nth(6).focus();
    await window.page.keyboard.press('ArrowLeft');
    await board.getByText('Line 7 of 7, 0 steps in').waitFor({ state: 'attached' });
    await window.page.keyboard.press('ArrowRight');
    await assertNoViolations(window.page, 'lines to put in order');
    await check();
    await says('All tests passed. Well done!');
    await board.locator('.placed').nth(2).focus();
    await window.page.keyboard.press('ArrowUp');
    await window.page.keyboard.press('ArrowUp');
    assert.match((await placed())[0] ?? '', /:\(/);
    await window.page.keyboard.press('Delete');
    await until(async () => (await placed()).length === 6);
    assert.equal(await window.page.evaluate(() => document.activeElement?.className), 'placed');
    await check();
    await says(/Not yet/);
  });

  it('keeps her work when a teacher removes its pack, which takes the PIN', async () => {
    const teachers = (pack: number) => panel().locator('.pack').nth(pack).locator('.teacher');
    await button('All exercises').click();
    await teachers(1).locator('summary').click();
    await teachers(1).getByText('Set a PIN in Settings first').waitFor();
    await teachers(0).locator('summary').click();
    await teachers(0).getByText('This pack came with Sandlot and cannot be removed.').waitFor();

    const settings = await window.choose('Settings');
    await settings.getByRole('button', { name: 'For teachers' }).click();
    await settings.getByLabel('Set a PIN').fill('2468');
    await settings.getByLabel('The same PIN once more').fill('2468');
    await settings.getByRole('button', { name: 'Save the PIN' }).click();
    await settings.getByLabel('Change the PIN').waitFor();
    await window.leaveDialog();

    const pin = teachers(1).getByLabel('The teacher’s PIN');
    await pin.fill('1111');
    await button('Remove this pack').click();
    await teachers(1).getByText('That is not the PIN.').waitFor();
    await assertNoViolations(window.page, 'a pack that a teacher may remove');
    await pin.fill('2468');
    await button('Remove this pack').click();
    await until(async () => (await panel().locator('.pack').count()) === 1);
    await until(async () => (await window.text()).includes('if battery < 20:'));
  });

  it('sees at once what is taken in and removed at the command line', async () => {
    const sandlot = (...args: string[]) =>
      promisify(execFile)(process.execPath, [CLI, ...args], {
        cwd: folder,
        env: { ...process.env, SANDLOT_HOME: studio.home },
      });
    const there = panel().getByText('My first pack');
    await sandlot('pack', 'new', 'my-pack');
    await sandlot('pack', 'add', 'my-pack');
    await there.waitFor();
    await sandlot('pack', 'remove', 'my-pack');
    await there.waitFor({ state: 'detached' });
  });
});
