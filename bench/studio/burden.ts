/** What the studio takes of the computer: while a program floods it, and while nothing happens. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { StudioPage } from '../../e2e/testing/page.ts';
import type { TestStudio } from '../../e2e/testing/studio.ts';
import { type Figure, figure } from '../figure.ts';
import { summarise } from '../statistics.ts';
import { longestTask, processes, rendererMemory, settledHeap } from './browser.ts';

const MB = 1_000_000;
const FLOODS = [
  'while True: print("flood " * 20)\n',
  'number = 0\nwhile True:\n    print(number)\n    number += 1\n',
  String.raw`while True: print("\x1b[31mred \x1b[1;44mbold on blue\x1b[0m plain")` + '\n',
];
/** So often each of them: of fewer than 50 floods a p95 says little. */
const TIMES = 17;

/** Programs that print without end, until they have reached their limit of output, at a terminal in two seconds. */
export async function flood(window: StudioPage, { browser }: TestStudio): Promise<Figure[]> {
  const { page } = window;
  const heap = await settledHeap(page);
  const memory = await rendererMemory(browser);
  let most = memory;
  const longest = { task: [] as number[], work: [] as number[] };
  for (const program of Array.from({ length: TIMES }, () => FLOODS).flat()) {
    await window.write(program);
    await window.untilSaved();
    const task = await longestTask(browser, page, async () => {
      await window.run.click();
      await window.untilStatus(/printed more than anybody could read/);
    });
    longest.task.push(task.wall);
    longest.work.push(task.work);
    most = Math.max(most, await rendererMemory(browser));
    await pause(500);
  }
  const grown = ((await settledHeap(page)) - heap) / MB;
  const [task, work] = [summarise(longest.task), summarise(longest.work)];
  const target = (value: number) => ({ ours: 'at most', value }) as const;
  const name = 'a flood: its longest task in the page';
  return [
    figure(name, 'ms', task.median, undefined, target(50)),
    figure(`${name}, p95 of ${longest.task.length} floods`, 'ms', task.p95, undefined, target(50)),
    figure(`${name}, the worst of them`, 'ms', Math.max(...longest.task)),
    figure(`${name}, own work, p95`, 'ms', work.p95),
    figure('a flood: page memory, grown by', 'MB', grown, undefined, target(30)),
    figure('a flood: resident memory of the page’s process, grown by', 'MB', (most - memory) / MB),
  ];
}

const SETTLE_MILLIS = 10_000;
const IDLE_SECONDS = 60;

/** A program is open, the cursor blinks in it, and nobody does anything. */
export async function idle(window: StudioPage, studio: TestStudio): Promise<Figure[]> {
  await window.write('name = input("What is your name? ")\nprint("Hello", name)\n');
  await window.untilSaved();
  await window.editor.focus();
  await pause(SETTLE_MILLIS);
  const before = await secondsBy(studio);
  const begin = performance.now();
  await pause(IDLE_SECONDS * 1000);
  const after = await secondsBy(studio);
  const lasted = (performance.now() - begin) / 1000;
  const share = (part: keyof typeof after) => (100 * (after[part] - before[part])) / lasted;
  const [backEnd, page, rest] = [share('backEnd'), share('page'), share('rest')];
  return [
    figure('idle: back end and page, of one core', '%', backEnd + page, undefined, {
      ours: 'at most',
      value: 1,
    }),
    figure('idle: back end', '%', backEnd),
    figure('idle: page', '%', page),
    figure('idle: the rest of Chromium', '%', rest),
  ];
}

/** Processor time so far, in seconds: the studio's process, Chromium's renderers, and its other processes. */
async function secondsBy({ pid, browser }: TestStudio) {
  const all = await processes(browser);
  const sum = (some: typeof all) => some.reduce((total, { seconds }) => total + seconds, 0);
  return {
    backEnd: processorSeconds(pid),
    page: sum(all.filter(({ type }) => type === 'renderer')),
    rest: sum(all.filter(({ type }) => type !== 'renderer')),
  };
}

/** Of Linux (proc_pid_stat(5), utime and stime), which counts in hundredths of a second. */
function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from the third, the state
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
