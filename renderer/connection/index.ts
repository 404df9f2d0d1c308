/** How a window reaches its back end: the one file that knows which host it is in. */
import type { Port } from '../../app/contract/index.ts';
import { webPort } from './web.ts';

export function connect(): Port {
  return webPort();
}
