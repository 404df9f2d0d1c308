/** What a window may do, decided by pure functions. Everything here says no unless it knows better. */
import { PAGE, isOurs } from './origin.ts';

/** Where a window may go: its own page, again. All else that it shows is loaded into that page. */
export function mayNavigate(address: string): boolean {
  return isOurs(address) && address.replace(/[?#].*$/s, '') === PAGE;
}

/** What a window may load or send anything to, whatever kind of request it is. */
export function mayRequest(address: string): boolean {
  return isOurs(address) || isOfThePage(address);
}

/** An address that names bytes which the page has already. */
function isOfThePage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname } = new URL(address);
  return protocol === 'data:' || (protocol === 'blob:' && isOurs(pathname));
}

/** Text onto the clipboard, for Copy; nothing else is needed. */
const PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

export function mayHave(permission: string, origin: string): boolean {
  return PERMISSIONS.includes(permission) && isOurs(origin);
}

/** As much of a frame as tells whether it is ours. */
export interface Asker {
  readonly url: string;
  readonly parent: unknown;
}

/** Whether a message to the main process is from our page itself, and not from a frame in it or one that has gone. */
export function maySpeak(frame: Asker | null): boolean {
  return frame?.parent === null && mayNavigate(frame.url);
}
