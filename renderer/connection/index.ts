/** How a window reaches its back end: the one file that knows which host it is in. */
import type { Port } from '../../app/contract/index.ts';
import { electronPort } from './electron.ts';
import { webPort } from './web.ts';

/** Electron's pages have a scheme of their own; that says it, and nothing need be put into the page to say so. */
export function connect(): Port {
  return location.protocol === 'sandlot:' ? electronPort() : webPort();
}
