import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The program of each system that opens an address in the browser that its user has chosen. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // Not `start`, which is a word of a shell that would read the address.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** A program that has not failed by now has found a browser; some stay for as long as that is open. */
const FAILS_WITHIN_MILLIS = 5_000;

/** Open an address, which every user of this computer can see meanwhile, in the user's browser. Resolves to whether that seems to have worked. */
export async function openBrowser(address: string): Promise<boolean> {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  // Apart from us, or Ctrl-C here would end a browser that was not running before.
  const opener = spawn(program, [...args, address], { detached: true, stdio: 'ignore' });
  opener.unref();
  const patience = AbortSignal.timeout(FAILS_WITHIN_MILLIS);
  try {
    const [code] = (await once(opener, 'exit', { signal: patience })) as [number | null];
    return code === 0;
  } catch (error) {
    if (patience.aborted) return true;
    if (error instanceof Error && 'code' in error) return false; // no such program
    throw error;
  }
}

/** Whether there is a screen to open anything on, as far as one can tell. */
export function hasDisplay(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}
