import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { violations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

describe("A pupil's work", () => {
  let studio: TestStudio;
  let window: StudioPage;

  useStudio((opened) => ({ studio, window } = opened));

  const onDisk = (name = 'hello.py') => readFileSync(join(studio.work, name), 'utf8');

  it('is on the disk within two seconds of the last key', async () => {
    await window.write('print("typed")\n');
    const end = performance.now() + 2_000;
    await until(() => onDisk() === 'print("typed")\n', 2_000);
    assert.ok(performance.now() < end);
    await window.untilSaved();
  });

  it('is there after a reload', async () => {
    await window.page.reload();
    await window.editor.waitFor();
    assert.equal(await window.text(), 'print("typed")\n');
  });

  it('runs as it is seen, saved or not', async () => {
    await window.write('print("fresh")\n');
    await window.run.click();
    await window.untilConsole(/^fresh$/);
  });

  it('is shown in a second window as it is typed in the first', async () => {
    const other = await studio.window();
    await window.write('print("from the first")\n');
    await until(async () => (await other.text()) === 'print("from the first")\n');
    await other.runProgram('import time\nprint("second")\ntime.sleep(1)\n');
    await other.untilConsole(/second/);
    await window.run.click();
    await window.untilStatus(/Running|Finished/);
    await other.page.close();
  });

  it('that another program changed is shown, as long as nothing was typed', async () => {
    await window.untilSaved();
    writeFileSync(join(studio.work, 'hello.py'), 'print("from outside")\n');
    await until(async () => (await window.text()) === 'print("from outside")\n');
  });

  it('that another program changed while something was typed is not lost, and the pupil decides', async () => {
    for (const [choice, wins] of [
      ['Keep what I typed', 'print("mine")\n'],
      ['Take the other one', 'print("theirs")\n'],
    ] as const) {
      await window.write('print("base")\n');
      await window.untilSaved();
      await window.editor.focus();
      await window.page.keyboard.press('Control+A');
      writeFileSync(join(studio.work, 'hello.py'), 'print("theirs")\n');
      await window.page.keyboard.insertText('print("mine")\n');
      await window.page.getByRole('button', { name: choice }).waitFor();
      assert.deepEqual(await violations(window.page), []);
      await window.page.getByRole('button', { name: choice }).click();
      await window.untilSaved();
      assert.equal(onDisk(), wins);
      assert.equal(await window.text(), wins);
    }
  });

  it('can be had back as it was before', async () => {
    await window.write('print("precious")\n');
    await window.untilSaved();
    await window.write('print("rubbish")\n');
    await window.untilSaved();
    const versions = await window.choose('Earlier versions');
    await versions.getByText('hello.py').first().waitFor();
    await versions.getByText('This is what you have now.').waitFor();
    await until(async () => {
      for (const version of await versions.locator('.version').all()) {
        await version.click();
        await versions.locator('pre').getByText(/print/).waitFor();
        if ((await versions.locator('pre').textContent())?.includes('precious') === true) return true;
      }
      return false;
    });
    await versions.getByRole('button', { name: 'Bring this back' }).click();
    await until(() => onDisk() === 'print("precious")\n');
    assert.equal(await window.text(), 'print("precious")\n');
  });

  it('that was removed can be had back too', async () => {
    await window.newFile('spare.py', 'print("spare")\n');
    await window.untilSaved();
    await window.page.getByRole('button', { name: 'Rename or remove spare.py' }).click();
    await window.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await window.page.getByRole('tab', { name: 'spare.py' }).waitFor({ state: 'detached' });
    const versions = await window.choose('Earlier versions');
    await versions.getByText('spare.py, before it was removed').first().click();
    await versions.locator('pre').getByText('print("spare")').waitFor();
    await versions.getByRole('button', { name: 'Bring this back' }).click();
    await window.page.getByRole('tab', { name: 'spare.py', selected: true }).waitFor();
    await until(() => onDisk('spare.py') === 'print("spare")\n');
    await window.tab('hello.py');
  });

  it('cannot have a name with a slash in a bad place, and keeps what was typed there', async () => {
    await window.page.getByRole('button', { name: 'New file' }).click();
    const name = window.page.getByLabel('What is it called?');
    for (const bad of ['../out.py', '/etc/x.py', 'a/../b.py', 'CON.py', 'what?.py']) {
      await name.fill(bad);
      await window.page.getByRole('button', { name: 'Make the file' }).click();
      await window.page.getByRole('alert').getByText('Nothing can be called').waitFor();
      assert.equal(await name.inputValue(), bad);
    }
    await name.fill('hello.py');
    await window.page.getByRole('button', { name: 'Make the file' }).click();
    await window.page.getByText('There is a file called hello.py already').waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('comes in from elsewhere too, chosen or dropped anywhere, and what is no text is refused', async () => {
    const { page } = window;
    const file = (name: string, text: string | Uint8Array) => ({
      name,
      mimeType: '',
      buffer: Buffer.from(text),
    });
    await page.getByRole('button', { name: 'New file' }).click();
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles([file('dice.py', 'print("dice")\n'), file('names.txt', 'Mia\n')]);
    await page.getByRole('tab', { name: 'names.txt', selected: true }).waitFor();
    await until(() => onDisk('dice.py') === 'print("dice")\n');

    const before = onDisk();
    for (const place of ['.cm-content', '.console', '.bar']) await drop(place, 'dice.py', `# ${place}\n`);
    await page.getByRole('tab', { name: 'dice_4.py', selected: true }).waitFor();
    assert.equal(onDisk('dice_2.py'), '# .cm-content\n');
    assert.equal(onDisk(), before, 'nothing was put where it was dropped');
    await drop('.editor', 'photo.png', '\u0000');
    await page.getByRole('alert').getByText('photo.png was not taken').waitFor();
    assert.deepEqual(await violations(page), []);
    for (const name of ['dice.py', 'dice_2.py', 'dice_3.py', 'dice_4.py', 'names.txt']) {
      rmSync(join(studio.work, name));
      await page.getByRole('tab', { name, exact: true }).waitFor({ state: 'detached' });
    }
    await window.tab('hello.py');
  });

  /** As a browser tells it when a file is dragged in from the desktop and let go there. */
  async function drop(place: string, name: string, text: string): Promise<void> {
    await window.page
      .locator(place)
      .first()
      .evaluate(
        (element, [name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name));
          for (const type of ['dragover', 'drop']) {
            const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
            element.dispatchEvent(event);
            if (!event.defaultPrevented) throw new Error(`the browser would show ${name}`);
          }
        },
        [name, text] as const,
      );
  }

  it('with 5,000 lines is edited and run; one that is too long to run says so', async () => {
    const lines = Array.from({ length: 4_999 }, (_, line) => `a = ${line}`).join('\n');
    await window.write(`${lines}\nprint(a)\n`);
    await window.run.click();
    await window.untilConsole(/^4998$/);
    await window.write('# long\n'.repeat(10_000));
    await window.untilSaved();
    await window.run.click();
    await window.page
      .getByRole('alert')
      .getByText(/a file of a program may have 50 KB/)
      .waitFor();
    await window.write('print("short")\n');
  });

  it('that is not UTF-8 is left alone, said so, and read by programs all the same', async () => {
    writeFileSync(join(studio.work, 'latin.txt'), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    await window.page.reload();
    await window.tab('latin.txt');
    await window.page.getByText('latin.txt cannot be shown here').waitFor();
    await window.tab('hello.py');
    await window.runProgram('print(len(open("latin.txt", "rb").read()))\n');
    await window.untilConsole(/^4$/);
    const bytes = () => [...readFileSync(join(studio.work, 'latin.txt'))];
    assert.deepEqual(bytes(), [0x63, 0x61, 0x66, 0xe9]);

    await window.tab('latin.txt');
    await window.page.getByRole('button', { name: 'Rename or remove latin.txt' }).click();
    await window.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await window.page.getByRole('tab', { name: 'latin.txt' }).waitFor({ state: 'detached' });
    const versions = await window.choose('Earlier versions');
    await versions.getByText('latin.txt, before it was removed').click();
    await versions.getByText('This version is not text').waitFor();
    await versions.getByRole('button', { name: 'Bring this back' }).click();
    await window.page.getByRole('tab', { name: 'latin.txt', selected: true }).waitFor();
    assert.deepEqual(bytes(), [0x63, 0x61, 0x66, 0xe9]);
    await window.tab('hello.py');
  });

  it('is there after the studio was killed, and the window says what happened', async () => {
    await window.newFile('survivor.py', 'print("survivor")\n');
    await window.untilSaved();
    await window.page.keyboard.type('# last words');
    await studio.kill();
    await window.untilStatus(/Sandlot has stopped/);
    assert.match(await window.text(), /last words/);
    await studio.start();
    const again = await studio.window();
    assert.match(await again.text(), /survivor/);
    await again.untilStatus(/Ready/, 60_000);
    await again.run.click();
    await again.untilConsole(/survivor/);
    window = again;
  });

  it('may be of several programs', async () => {
    await window.page.getByRole('button', { name: 'My programs' }).click();
    await window.page.getByRole('button', { name: 'New program' }).click();
    await window.page.getByLabel('What will it be called?').fill('Game');
    await window.page.getByRole('button', { name: 'Done' }).click();
    await window.page.getByText('This program has no files yet').waitFor();
    await window.newFile('game.py', 'print("game")\n');
    await window.run.click();
    await window.untilConsole(/^game$/);
    await window.page.getByRole('button', { name: 'My programs' }).click();
    await window.page.getByRole('button', { name: /^My first program/ }).click();
    await window.page.getByRole('tab', { name: 'survivor.py', selected: true }).waitFor();
    mkdirSync(join(studio.home, 'work', 'From a stick'));
    writeFileSync(join(studio.home, 'work', 'From a stick', 'stick.py'), 'print("stick")\n');
    await window.page.reload();
    await window.page.getByRole('button', { name: 'My programs' }).click();
    await window.page.getByRole('button', { name: /^From a stick/ }).click();
    await window.page.getByRole('tab', { name: 'stick.py', selected: true }).waitFor();
  });

  it('meets two studios on one home without harm', async () => {
    await using second = await TestStudio.open({ home: studio.home });
    const other = await second.window();
    await other.page.getByRole('tab', { name: 'stick.py' }).waitFor();
    await other.write('print("by the second")\n');
    await other.untilSaved();
    await until(async () => (await window.text()) === 'print("by the second")\n');
    rmSync(join(studio.home, 'work', 'From a stick', 'stick.py'));
    await window.page.getByText('This program has no files yet').waitFor();
  });
});
