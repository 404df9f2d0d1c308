/**
 * Times taken inside the page, so that nothing of what drives the browser is counted: from the time stamp of the
 * real event, which the browser sets when the click or key reaches it, to the end of the frame that shows what
 * came of it.
 *
 * "Painted" is when the page's main thread has finished that frame: scripts, layout and paint are done and the
 * picture is handed to the compositor. A task that is posted while a frame is drawn, with the highest priority,
 * comes right after it; a message would wait behind those that the studio's back end has sent meanwhile. What comes
 * later, the compositor's own work and the wait for the screen's next refresh (on average half of 16.7 ms), is the
 * same for every page and not ours to shorten; two frames in a row (the usual double requestAnimationFrame) would
 * count a whole refresh on top, and with it hide what we want to see.
 */
import type { Page } from 'playwright-core';

interface Watched {
  /** The event that starts the watch, anywhere in the page. */
  readonly event: 'click' | 'keydown';
  /** Selector of the element that shows the outcome. */
  readonly place: string;
  /** Matches its text when it does; what it showed before does not count. */
  readonly shows: string;
  /** xterm.js draws while a frame is made; React and CodeMirror change the page before there is one. */
  readonly drawn: 'in a frame' | 'before a frame';
}

/** Milliseconds from the event that `act` causes to the frame that shows its outcome. */
export async function time(page: Page, watched: Watched, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(arm, watched);
  await act();
  return page.evaluate(() => (globalThis as Timed).watched ?? NaN);
}

type Timed = typeof globalThis & { watched?: Promise<number>; keys?: number[]; usable?: Promise<number> };

/** Runs in the page, so it knows nothing but itself. */
function arm({ event, place, shows, drawn }: Watched): void {
  const holder = document.querySelector(place);
  const pattern = new RegExp(shows);
  const shown = () => pattern.exec(holder?.textContent ?? '')?.[0];
  const before = shown();
  (globalThis as Timed).watched = new Promise((resolve) => {
    const begin = ({ isTrusted, timeStamp }: Event) => {
      if (!isTrusted || holder === null) return;
      removeEventListener(event, begin, true);
      const afterFrame = () => {
        void scheduler.postTask(() => resolve(performance.now() - timeStamp), { priority: 'user-blocking' });
      };
      const observer = new MutationObserver(() => {
        const now = shown();
        if (now === undefined || now === before) return;
        observer.disconnect();
        if (drawn === 'in a frame') afterFrame();
        else requestAnimationFrame(afterFrame);
      });
      observer.observe(holder, { childList: true, subtree: true, characterData: true });
    };
    addEventListener(event, begin, true);
  });
}

/** From now on every key that changes the text is timed. */
export async function timeKeys(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(armKeys);
  return () => page.evaluate(() => (globalThis as Timed).keys ?? []);
}

/** Runs in the page. */
function armKeys(): void {
  const times: number[] = [];
  (globalThis as Timed).keys = times;
  let pressed = 0;
  addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), true);
  // The character is in the page by then; CodeMirror hears of it in the same task, before there is a frame.
  addEventListener('input', () => {
    const from = pressed;
    requestAnimationFrame(() => {
      void scheduler.postTask(() => times.push(performance.now() - from), { priority: 'user-blocking' });
    });
  });
}

/** Before a page is opened: note when one can type in it and Run works. */
export async function noteWhenUsable(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(awaitUsable);
  return () => page.evaluate(() => (globalThis as Timed).usable ?? NaN);
}

/** Runs in the page. Milliseconds since 1970, of a clock that all processes share. */
function awaitUsable(): void {
  (globalThis as Timed).usable = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const editor = document.querySelector('.cm-content[contenteditable="true"] .cm-line');
      const status = document.querySelector('.status')?.textContent ?? '';
      if (editor === null || !status.startsWith('Ready')) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        void scheduler.postTask(() => resolve(performance.timeOrigin + performance.now()), {
          priority: 'user-blocking',
        });
      });
    });
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  });
}
