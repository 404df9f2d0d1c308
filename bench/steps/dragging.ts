/** How smooth it is to drag the slider over all steps of a long run, in real Chromium, on a real trace. */
import type { Page } from 'playwright-core';
import { TestStudio } from '../../e2e/testing/studio.ts';
import { until } from '../../e2e/testing/until.ts';
import { type Figure, figure } from '../figure.ts';

/** More than 20,000 steps of it, with a list of 60 drawn at each. */
const PROGRAM = `def swap(n):
    words[n], words[n + 1] = words[n + 1], words[n]

for again in range(9):
    words = [n * 37 % 61 for n in range(60)]
    for end in range(len(words) - 1, 0, -1):
        for i in range(end):
            if words[i] > words[i + 1]:
                swap(i)
`;

/** Frames for one way over the slider: five seconds, in which a hand goes from one end to the other. */
const FRAMES = 300;
const WAYS = 4;
const FRAME_MILLIS = 1000 / 60;

/** To be called with the variables of an engine that has been started. */
export async function dragging(): Promise<Figure[]> {
  await using studio = await TestStudio.open();
  const window = await studio.window();
  await window.untilReady();
  await window.runProgram(PROGRAM);
  await window.untilStatus(/Finished/);
  const title = window.page.locator('.steps h2');
  await until(async () => ((await title.textContent()) ?? '').includes('Later'));
  await window.page.locator('.step-slider').waitFor();
  const idle = await droppedShare(window.page, false);
  const dragged = await droppedShare(window.page, true);
  const name = 'steps: frames dropped while the slider is dragged over 20000';
  return [
    figure(name, '%', 100 * dragged, undefined, { ours: 'at most', value: 2 }),
    figure('steps: … while nothing is done', '%', 100 * idle),
  ];
}

/** Of the frames that there could have been at 60 a second, the share that there was not. */
function droppedShare(page: Page, drags: boolean): Promise<number> {
  return page.evaluate(drag, { drags, frames: FRAMES, ways: WAYS, frameMillis: FRAME_MILLIS });
}

interface Drag {
  readonly drags: boolean;
  readonly frames: number;
  readonly ways: number;
  readonly frameMillis: number;
}

/** Runs in the page, so it knows nothing but itself. Moves the slider once a frame, as a hand's events come. */
function drag({ drags, frames, ways, frameMillis }: Drag): Promise<number> {
  const slider = document.querySelector<HTMLInputElement>('.step-slider');
  if (slider === null) throw new Error('no slider');
  const last = Number(slider.max);
  return new Promise((resolve) => {
    let frame = 0;
    let dropped = 0;
    let before: number | undefined;
    const next = (now: number) => {
      if (before !== undefined) dropped += Math.max(0, Math.round((now - before) / frameMillis) - 1);
      before = now;
      if (frame === frames * ways) {
        resolve(dropped / (frame + dropped));
        return;
      }
      const along = (frame % frames) / (frames - 1);
      const forwards = Math.floor(frame / frames) % 2 === 0;
      if (drags) {
        slider.value = String(Math.round(last * (forwards ? along : 1 - along)));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }
      frame += 1;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
