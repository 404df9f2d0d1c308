import type { ParamsOf } from '../contract/index.ts';
import { LIMITS } from './limits.ts';

/** A pack on its way from a window, piece by piece. */
export class Upload {
  #pieces: Buffer[] = [];
  #bytes = 0;

  /** @returns all of it, when this was the last piece; one byte too many at most, which whoever reads it refuses */
  take({ base64, place }: ParamsOf<'lesson.add'>): Buffer | undefined {
    if (place === 'first' || place === 'only') this.#clear();
    const piece = Buffer.from(base64, 'base64');
    const room = LIMITS.zip + 1 - this.#bytes;
    this.#pieces.push(piece.subarray(0, room));
    this.#bytes += Math.min(piece.length, room);
    if (place === 'first' || place === 'middle') return undefined;
    const all = Buffer.concat(this.#pieces);
    this.#clear();
    return all;
  }

  #clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
  }
}
