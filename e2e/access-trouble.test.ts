import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { ToBackEnd, ToWindow } from '../app/contract/messages.ts';
import { assertNoViolations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import type { TestStudio } from './testing/studio.ts';
import { useStudio } from './testing/use-studio.ts';

/** What the computer asks for, as long as the pupil has set nothing. */
const LOOKS = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'dark', contrast: 'more' },
} as const;
const DISK_FULL = {
  code: 'work-unwritable',
  details: { words: 'ENOSPC: no space left on device, write' },
} as const;

/** Stand in the line: what it answers goes to the window instead of the back end. */
async function standBetween(page: Page, answer: (message: ToBackEnd) => ToWindow | undefined): Promise<void> {
  await page.routeWebSocket(/contract$/, (line) => {
    const backEnd = line.connectToServer();
    line.onMessage((text) => {
      const answered = answer(JSON.parse(String(text)) as ToBackEnd);
      if (answered === undefined) backEnd.send(text);
      else line.send(JSON.stringify(answered));
    });
  });
}

describe('What stands in the way, for everybody', () => {
  let studio: TestStudio;
  let window: StudioPage;
  let diskIsFull = false;

  useStudio((opened) => ({ studio, window } = opened));
  before(async () => {
    await standBetween(window.page, (message) =>
      diskIsFull && message.type === 'call' && message.method === 'file.save'
        ? { type: 'throw', id: message.id, problem: DISK_FULL }
        : undefined,
    );
    await window.page.reload();
    await window.untilReady();
  });

  async function welcome(): Promise<void> {
    const help = await window.choose('Help and keys');
    await help.getByRole('button', { name: 'Show me the three steps again' }).click();
    for (const step of ['Write here', 'Press Run', 'See what it does']) {
      await window.page.getByRole('heading', { name: step }).waitFor();
      await assertNoViolations(window.page, step);
      await window.page.locator('[data-first]').click();
    }
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async function conflict(): Promise<void> {
    await window.write('print("base")\n');
    await window.untilSaved();
    await window.editor.focus();
    await window.page.keyboard.press('Control+A');
    writeFileSync(join(studio.work, 'hello.py'), 'print("theirs")\n');
    await window.page.keyboard.insertText('print("mine")\n');
    await window.page.getByText('hello.py was changed by another window or program').waitFor();
    await assertNoViolations(window.page, 'a conflict');
    await window.page.getByRole('button', { name: 'Keep what I typed' }).click();
    await window.untilSaved();
  }

  async function failedSave(): Promise<void> {
    diskIsFull = true;
    await window.write('print("not kept")\n');
    await window.page.getByText('Your work could not be written').waitFor();
    await window.page.getByText('Not saved!').waitFor();
    await assertNoViolations(window.page, 'a failed save');
    diskIsFull = false;
    await window.write('print("kept")\n');
    await window.untilSaved();
  }

  for (const [theme, look] of Object.entries(LOOKS)) {
    it(`has no fault that axe finds: ${theme}`, async () => {
      await window.page.emulateMedia(look);
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor();
      await welcome();
      await conflict();
      await failedSave();
    });

    it(`is told on a page without a studio, in the colours of the computer: ${theme}`, async () => {
      const page = await window.page.context().newPage();
      await page.emulateMedia(look);
      await page.routeWebSocket(/contract$/, (line) => line.close());
      await page.goto(studio.address);
      await page.getByRole('heading', { name: 'Sandlot could not be opened' }).waitFor();
      await page.locator(`html[data-theme="${theme}"]`).waitFor();
      await assertNoViolations(page, 'trouble');
      await page.close();
    });
  }

  it('is there with OpenDyslexic too', async () => {
    const settings = await window.choose('Settings');
    await settings.getByText('OpenDyslexic, for dyslexic readers').click();
    await window.page.locator('html[data-font="dyslexic"]').waitFor();
    await window.leaveDialog();
    await welcome();
    await conflict();
    await failedSave();
  });
});
