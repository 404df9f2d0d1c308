import { after, before } from 'node:test';
import type { StudioPage } from './page.ts';
import { TestStudio, type WindowOptions } from './studio.ts';

interface Opened {
  readonly studio: TestStudio;
  readonly window: StudioPage;
}

/** A studio for all tests of a suite, and a window of it that is ready to run programs. */
export function useStudio(whenOpen: (opened: Opened) => void, options: WindowOptions = {}): void {
  const resources = new AsyncDisposableStack();
  before(async () => {
    const studio = resources.use(await TestStudio.open());
    const window = await studio.window(options);
    whenOpen({ studio, window });
    await window.untilReady();
  });
  after(() => resources.disposeAsync());
}
