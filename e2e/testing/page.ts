import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** One window of the studio, in the words of a pupil. */
export class StudioPage {
  readonly page: Page;
  /** What the browser complained about, and what the page asked of whom. */
  readonly complaints: string[] = [];
  readonly requests: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('request', (request) => this.requests.push(request.url()));
    page.setDefaultTimeout(20_000);
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.editor.waitFor();
  }

  async skipWelcome(): Promise<void> {
    const skip = this.page.getByRole('button', { name: 'Skip' });
    if (await skip.isVisible()) await skip.click();
  }

  get editor(): Locator {
    return this.page.locator('.cm-content');
  }

  get run(): Locator {
    return this.page.getByRole('button', { name: 'Run', exact: true });
  }

  get stop(): Locator {
    return this.page.getByRole('button', { name: 'Stop', exact: true });
  }

  get status(): Locator {
    return this.page.locator('.status');
  }

  get help(): Locator {
    return this.page.locator('.help');
  }

  /** All that the editor holds, seen or not. */
  async text(): Promise<string> {
    await this.editor.focus();
    // CodeMirror draws only what is in view, so the text is asked for as somebody would take it: by copying.
    return this.page.evaluate(() => {
      const data = new DataTransfer();
      const content = document.querySelector('.cm-content');
      const select = new KeyboardEvent('keydown', {
        key: 'a',
        code: 'KeyA',
        keyCode: 65,
        ctrlKey: true,
        bubbles: true,
      });
      content?.dispatchEvent(select);
      content?.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      return data.getData('text/plain');
    });
  }

  /** Put a whole program into the editor, as pasting does. */
  async write(program: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press('Control+A');
    if (program === '') {
      await this.page.keyboard.press('Delete');
      return;
    }
    await this.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.cm-content')?.dispatchEvent(paste);
    }, program);
  }

  /** Put a program there and run it by the button. */
  async runProgram(program: string): Promise<void> {
    await this.write(program);
    await this.run.click();
  }

  /** What the console shows, without the blanks that fill its lines. */
  async console(): Promise<string> {
    const rows = await this.page.locator('.xterm-rows > div').allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  async untilConsole(pattern: RegExp): Promise<void> {
    await until(async () => pattern.test(await this.console())).catch(async () =>
      assert.match(await this.console(), pattern),
    );
  }

  async untilStatus(pattern: RegExp, millis?: number): Promise<void> {
    await until(async () => pattern.test((await this.status.textContent()) ?? ''), millis).catch(async () =>
      assert.match((await this.status.textContent()) ?? '', pattern),
    );
  }

  /** The first start on a computer proves its boxes, which takes seconds. */
  async untilReady(): Promise<void> {
    await this.untilStatus(/Ready/, 60_000);
  }

  async untilSaved(): Promise<void> {
    await this.page.getByText('All saved').waitFor();
  }

  async choose(dialog: 'Settings' | 'Earlier versions' | 'Help and keys'): Promise<Locator> {
    await this.page.getByRole('button', { name: dialog }).first().click();
    const shown = this.page.getByRole('dialog');
    await shown.waitFor();
    return shown;
  }

  async leaveDialog(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  async newFile(name: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New file' }).first().click();
    await this.page.getByLabel('What is it called?').fill(name);
    await this.page.getByRole('button', { name: 'Make the file' }).click();
    await this.page.getByRole('tab', { name, selected: true }).waitFor();
    await this.write(text);
  }
}
