import { join } from 'node:path';
import { isSystemError } from '../../base/index.ts';
import { asProblem } from '../../contract/index.ts';
import { Studio } from '../../studio.ts';
import { problemWords, words } from '../../words/terminal.ts';
import { Pages } from '../pages.ts';
import { hasDisplay, openBrowser } from './browser.ts';
import { DoorPage } from './door-page.ts';
import type { WebOptions } from './options.ts';
import { Quit } from './quit.ts';
import { WebHost, type WebHostOptions } from './server.ts';

const WINDOW = join(import.meta.dirname, '../../../dist/renderer');

/**
 * Serve the studio until somebody ends it. That its last window was closed does not: a reload is a close.
 * Resolves to an exit code, when everything is tidied away.
 */
export async function runWeb({ port, open }: WebOptions): Promise<number> {
  using quit = new Quit();
  // Whoever read what we print may have gone; the windows have not.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await using studio = await Studio.open();
    await using host = await listen({ studio, pages: new Pages(WINDOW), port });
    console.log(words('webHost.open', { address: host.address }));
    using shown = new DisposableStack();
    if (open) await Promise.race([show(host, studio.home, shown), quit.asked]);
    await quit.asked;
    console.log(words('webHost.closing'));
    return 0;
  } catch (error) {
    console.error(error instanceof PortTaken ? error.message : problemWords(asProblem(error), 'terminal'));
    return 1;
  }
}

/** Open a browser, or say why there is none. */
async function show(host: WebHost, home: string, shown: DisposableStack): Promise<void> {
  if (!hasDisplay()) {
    console.log(words('webHost.noDisplay'));
    return;
  }
  const page = pageFor(host, home, shown);
  if (page === undefined || !(await openBrowser(page))) console.log(words('webHost.noBrowser'));
}

/** The address of a page that leads to the studio, and is there until it has been used; undefined on a full disk. */
function pageFor(host: WebHost, home: string, shown: DisposableStack): string | undefined {
  try {
    const address = host.oneTimeAddress(() => shown.dispose());
    return shown.use(new DoorPage(home, address)).address;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** Somebody else has the port. */
class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** @throws PortTaken */
async function listen(options: WebHostOptions): Promise<WebHost> {
  try {
    return await WebHost.listen(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const { port } = options;
    if (code === 'EADDRINUSE') throw new PortTaken(words('webHost.portTaken', { port }), { cause: error });
    if (code === 'EACCES') throw new PortTaken(words('webHost.portGuarded', { port }), { cause: error });
    throw error;
  }
}
