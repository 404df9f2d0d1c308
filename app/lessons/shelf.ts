import type { PackProblem, Signer } from '../contract/index.ts';
import type { Pack } from './model.ts';

export interface ShelvedPack {
  readonly pack: Pack;
  readonly signer: Signer;
}

/** What was dropped into the packs folder and cannot be taken. */
export interface RefusedPack {
  readonly name: string;
  readonly problems: readonly PackProblem[];
}

/** The packs that are there. */
export interface Shelf {
  packs(): readonly ShelvedPack[];
  refused(): readonly RefusedPack[];
  /** A file that a task shows, as `pictures/cat.png`. @throws PackRefused if it cannot be read any more */
  picture(pack: string, exercise: string, path: string): Promise<Buffer>;
  /** Take a pack in. @throws PackRefused; nothing of it is kept then */
  add(name: string, bytes: Buffer): Promise<ShelvedPack>;
  /** Hear when another pack is there, or another version. */
  onChange(listener: () => void): Disposable;
}
