/** How long a pupil waits: for the first character of her program, for the letter she has typed, for Stop. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { StudioPage } from '../../e2e/testing/page.ts';
import type { TestStudio } from '../../e2e/testing/studio.ts';
import { type Figure, figure } from '../figure.ts';
import { measure } from '../harness.ts';
import { summarise } from '../statistics.ts';
import { time, timeKeys } from './stopwatch.ts';

const ROUNDS = 60;

/** The machine rests, as it does while a child reads her own program, and another box is made to wait. */
const REST_MILLIS = 500;

/** From the click on Run to the frame that shows what the program prints. */
export async function runToPaint(window: StudioPage): Promise<Figure[]> {
  // Never the same twice, so that what was printed before is not taken for it.
  await window.write('import time\nprint("at", time.monotonic_ns())\n');
  const { median, p95 } = await measure(async () => {
    await window.untilSaved();
    await pause(REST_MILLIS);
    const millis = await time(
      window.page,
      { event: 'click', place: '.xterm-rows', shows: String.raw`at\s\d+`, drawn: 'in a frame' },
      () => window.run.click(),
    );
    await window.untilStatus(/Finished/);
    return millis;
  }, ROUNDS);
  const name = 'click on Run to first character painted';
  return [
    figure(name, 'ms', median, undefined, { ours: 'at most', value: 60 }),
    figure(`${name}, p95`, 'ms', p95, undefined, { ours: 'at most', value: 120 }),
  ];
}

const LINES = 2_000;
const FIRST_LINE = '# A long program.';
const TYPED = 'score = score + points # one more for the team ';
const TIMES = 6;
/** Lines that are typed before: while a browser compiles what runs often, that takes both processors. */
const WARM_UP = 3;

/** From a key press to the frame that shows the letter, in a long program, completions and saving included. */
export async function keyToPaint(window: StudioPage, studio: TestStudio): Promise<Figure[]> {
  const { keyboard } = window.page;
  // By way of the disk, as a teacher brings it: a browser takes minutes to insert so much as if it were typed.
  await window.untilSaved();
  await writeFile(join(studio.work, 'hello.py'), `${FIRST_LINE}\n${longProgram()}`);
  await window.editor.getByText(FIRST_LINE).waitFor();
  await window.editor.focus();
  await keyboard.press('Control+L'); // go to a line: the middle of the file
  await keyboard.type(String(LINES / 2));
  await keyboard.press('Enter');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await using context = await studio.browser.newContext({ viewport: window.page.viewportSize() });
  const bare = await context.newPage();
  await openBareField(bare);
  const pages = [window.page, bare];
  const keys = await Promise.all(pages.map(timeKeys));
  for (let typed = 0; typed < WARM_UP + TIMES; typed += 1) {
    for (const page of typed % 2 === 0 ? pages : pages.toReversed()) {
      for (const letter of TYPED) {
        await page.keyboard.press(letter === ' ' ? 'Space' : letter);
        // As fast as a quick typist, and never in step with the screen's refresh.
        await pause(60 + Math.random() * 120);
      }
      await pause(REST_MILLIS);
    }
  }
  assert.ok((await window.text()).includes(TYPED.repeat(WARM_UP + TIMES)), 'all that was typed is there');
  const samples = await Promise.all(keys.map((times) => times()));
  for (const { length } of samples) assert.equal(length, (WARM_UP + TIMES) * TYPED.length);
  const [ours, theirs] = samples.map((times) => summarise(times.slice(WARM_UP * TYPED.length)));
  if (ours === undefined || theirs === undefined) throw new Error('two pages were timed');
  const name = `key press to painted character in ${LINES} lines, warmed up, against a bare text field`;
  return [
    figure(name, 'ms', ours.median, theirs.median),
    figure(`${name}, p95`, 'ms', ours.p95, theirs.p95, { ours: 'at most', value: 16 }),
  ];
}

/** The least that a browser can do with the same text: no colours, no line numbers, nothing saved. */
async function openBareField(page: Page): Promise<void> {
  await page.setContent('<textarea style="width: 90%; height: 90vh; font: 16px monospace"></textarea>');
  const field = page.locator('textarea');
  await field.evaluate((element: HTMLTextAreaElement, text) => {
    element.value = text;
  }, longProgram());
  await field.focus();
}

function longProgram(): string {
  const block = [
    'def step_N(score, points):',
    '    """Adds N points, unless there are too many."""',
    '    if score > 100 and points != 3.5:',
    '        print("too many", score, f"{points} more")',
    '        return [score, points, None, True]  # a list',
    '    for number in range(10):',
    '        score = score + number * points',
    '    return score',
    '',
    '',
  ];
  return Array.from({ length: LINES }, (_, line) => {
    return (block[line % block.length] ?? '').replaceAll('N', String(line));
  }).join('\n');
}

const ENDLESS = {
  // A thousand lines a second: more than anybody reads, and a minute and a half below the limit of output.
  'that prints': 'import time\nprint("go")\nwhile True:\n    print("still here")\n    time.sleep(0.001)\n',
  'that says nothing': 'print("go")\nwhile True: pass\n',
};

/** From the click on Stop to the frame whose status says that the program was stopped. */
export async function stopToStatus(window: StudioPage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [kind, program] of Object.entries(ENDLESS)) {
    await window.write(program);
    const { p95 } = await measure(
      async () => {
        await window.untilSaved();
        await window.run.click();
        await window.untilConsole(kind === 'that prints' ? /still here/ : /go/);
        await pause(REST_MILLIS * Math.random());
        return time(
          window.page,
          { event: 'click', place: '.status', shows: 'You stopped your program', drawn: 'before a frame' },
          () => window.stop.click(),
        );
      },
      50,
      2,
    );
    const name = `click on Stop to ended, a program ${kind}, p95`;
    figures.push(figure(name, 'ms', p95, undefined, { ours: 'at most', value: 100 }));
  }
  return figures;
}
