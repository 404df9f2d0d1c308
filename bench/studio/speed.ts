/** How long a pupil waits: for the first character of her program, for the letter she has typed, for Stop. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
const TIMES = 5;

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
  const keys = await timeKeys(window.page);
  for (let typed = 0; typed < TIMES; typed += 1) {
    for (const letter of TYPED) {
      await keyboard.press(letter === ' ' ? 'Space' : letter);
      // As fast as a quick typist, and never in step with the screen's refresh.
      await pause(60 + Math.random() * 120);
    }
  }
  await pause(REST_MILLIS);
  const text = await window.text();
  assert.ok(text.includes(TYPED.repeat(TIMES)), 'all that was typed is there');
  const { median, p95, samples } = summarise(await keys());
  assert.equal(samples, TIMES * TYPED.length);
  const name = `key press to painted character, ${LINES} lines`;
  return [
    figure(name, 'ms', median),
    figure(`${name}, p95`, 'ms', p95, undefined, { ours: 'at most', value: 16 }),
  ];
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
