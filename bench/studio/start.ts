/** What it takes to open the studio: the time of a start that is not the first, and what a page loads. */
import type { TestStudio } from '../../e2e/testing/studio.ts';
import { type Figure, figure } from '../figure.ts';
import { measure } from '../harness.ts';
import { noteWhenUsable } from './stopwatch.ts';

/**
 * From spawning the studio's process, on a home and an engine that it has been used with before, to the frame
 * that shows the editor, ready to be typed in, and a status that says that programs can run. In between the
 * studio opens its home, looks at the engine, and prints its address; a browser that is open already, with a profile
 * that has nothing in its cache, opens that in a new tab; the page connects and draws itself. The time that a browser needs
 * to start is not in it.
 */
export async function secondStart(studio: TestStudio): Promise<Figure[]> {
  const { median, p95 } = await measure(
    async () => {
      await studio.stop();
      await using context = await studio.browser.newContext({ viewport: { width: 1366, height: 768 } });
      const begin = performance.timeOrigin + performance.now();
      await studio.start();
      const page = await context.newPage();
      const usable = await noteWhenUsable(page);
      await page.goto(studio.address, { waitUntil: 'commit' });
      return (await usable()) - begin;
    },
    50,
    2,
  );
  const name = 'second start to usable page';
  return [
    figure(name, 's', median / 1000, undefined, { ours: 'at most', value: 1.5 }),
    figure(`${name}, p95`, 's', p95 / 1000),
  ];
}

/** Bytes of bodies as they come over the line, compressed. */
export async function firstPage(studio: TestStudio): Promise<Figure[]> {
  await using context = await studio.browser.newContext();
  const page = await context.newPage();
  const bytes = { script: 0, all: 0 };
  const sizes: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    const size = request.sizes().then(({ responseBodySize }) => {
      bytes.all += responseBodySize;
      if (request.resourceType() === 'script') bytes.script += responseBodySize;
    });
    sizes.push(size);
  });
  await page.goto(studio.address);
  await page.locator('.cm-content').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await Promise.all(sizes);
  return [
    figure('first page: JavaScript, compressed', 'kB', bytes.script / 1000, undefined, {
      ours: 'at most',
      value: 350,
    }),
    figure('first page: all that it loads', 'kB', bytes.all / 1000),
  ];
}
