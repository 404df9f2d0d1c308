/** What Chromium knows of the page's own process: its tasks, its memory, its time on the processor. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the wall, and on the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * The longest task on the main thread of any page while `act` was done, in milliseconds on the wall; and the longest by
 * its own work, for where both processors are busy with other things, a task is mostly kept waiting.
 */
export async function longestTask(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<{ wall: number; work: number }> {
  await browser.startTracing(page, { categories: ['toplevel'] }); // the fewest that tell tasks: each costs time
  await act();
  const trace = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const mains = new Set(threads.map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && mains.has(`${pid}/${tid}`),
  );
  if (!tasks.some(({ tdur }) => tdur !== undefined)) throw new Error('the trace has no tasks of a page');
  return {
    wall: Math.max(...tasks.map(({ dur = 0 }) => dur / 1000)),
    work: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
  };
}

/** What the page's scripts and its document hold when all that nobody needs is gone, in bytes. */
export async function settledHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
}

interface Process {
  readonly id: number;
  readonly type: string;
  readonly seconds: number;
}

/** Processor time of Chromium's processes. */
export async function processes(browser: Browser): Promise<Process[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.map(({ id, type, cpuTime }) => ({ id, type, seconds: cpuTime }));
}

/** Private resident memory of all of Chromium's renderers, in bytes: the page's, and one of its own that rests. */
export async function rendererMemory(browser: Browser): Promise<number> {
  const renderers = (await processes(browser)).filter(({ type }) => type === 'renderer');
  return renderers.reduce((sum, { id }) => {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
    return sum + Number(kilobytes) * 1024;
  }, 0);
}
