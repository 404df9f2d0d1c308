import type { Port } from '../../app/contract/index.ts';
import { openWebPort } from './web.ts';

export function connect(): Port {
  return openWebPort();
}
