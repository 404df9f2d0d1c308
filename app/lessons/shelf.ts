import type { PackProblem, Signer } from '../contract/index.ts';
import type { OpenPack } from './bundled.ts';
import type { Pack } from './model.ts';
import { refuse } from './problems.ts';

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

/** Only what comes with the studio. */
export class BundledShelf implements Shelf {
  readonly #packs: readonly OpenPack[];

  constructor(packs: readonly OpenPack[]) {
    this.#packs = packs;
  }

  packs(): readonly ShelvedPack[] {
    return this.#packs.map(({ pack }) => ({ pack, signer: { kind: 'bundled' } }));
  }

  refused(): readonly RefusedPack[] {
    return [];
  }

  async picture(pack: string, exercise: string, path: string): Promise<Buffer> {
    const open = this.#packs.find((one) => one.pack.id === pack);
    if (open === undefined) throw refuse(pack, 'not-found');
    return open.source.read(`exercises/${exercise}/${path}`);
  }

  add(name: string): Promise<ShelvedPack> {
    throw refuse(name, 'unreadable');
  }

  onChange(): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }
}
