import { Listeners } from '../base/index.ts';
import type { PackProblem } from '../contract/index.ts';
import { refuse } from './problems.ts';
import { type DropFolder, FolderWatch, type Shelf } from './shelf/index.ts';
import type { ShelfContent, ShelvedPack } from './shelf/shelf.ts';
import { openZip } from './source/index.ts';

/** A zip in the drop folder that was not taken. */
export interface Refused {
  readonly name: string;
  readonly problems: readonly PackProblem[];
}

/**
 * The packs that windows see: read once, and again when one has come or gone. Whether another process did that (`sandlot
 * pack add`) is seen at once where folders can be watched, and everywhere when somebody asks for the packs.
 */
export class Library implements Disposable {
  readonly #shelf: Shelf;
  readonly #drops: readonly DropFolder[];
  readonly #changes = new Listeners<undefined>();
  readonly #refused = new Map<string, Refused>();
  /** What the shelf looked like when windows were told last. */
  #looks: string;
  #watch: FolderWatch | undefined;
  #content: Promise<ShelfContent> | undefined;
  #loaded: ShelfContent | undefined;

  constructor(shelf: Shelf, drops: readonly DropFolder[]) {
    this.#shelf = shelf;
    this.#drops = drops;
    this.#looks = shelf.looks();
  }

  /** From now on, what is dropped into the folders is taken in, and what others do to the shelf is told. */
  async watch(): Promise<void> {
    this.#watch = new FolderWatch(this.#shelf.folder, () => this.#look());
    for (const drop of this.#drops) {
      drop.onDrop((dropped) => {
        if ('refused' in dropped)
          this.#refused.set(dropped.name, { name: dropped.name, problems: dropped.refused });
        else this.#refused.delete(dropped.name);
        this.#changed();
      });
      await drop.start();
    }
  }

  /** All that are there. */
  async packs(): Promise<readonly ShelvedPack[]> {
    return (await this.#read()).packs;
  }

  /** What was dropped and not taken, and what lies on the shelf and cannot be used. */
  async refused(): Promise<readonly Refused[]> {
    const { problems } = await this.#read();
    return [
      ...this.#refused.values(),
      ...problems.map((problem) => ({ name: problem.file, problems: [problem] })),
    ];
  }

  /** As far as they have been read: nobody waits for it. */
  get loaded(): readonly ShelvedPack[] | undefined {
    return this.#loaded?.packs;
  }

  /** @throws PackRefused; nothing has changed then */
  async add(name: string, bytes: Buffer): Promise<ShelvedPack> {
    const { id } = await this.#shelf.take(await openZip(name, bytes));
    this.#changed();
    const taken = (await this.packs()).find(({ pack }) => pack.id === id);
    if (taken === undefined) throw refuse(name, 'not-found');
    return taken;
  }

  /** As `Shelf.remove`. */
  async remove(id: string): ReturnType<Shelf['remove']> {
    const became = await this.#shelf.remove(id);
    if (became === 'removed') this.#changed();
    return became;
  }

  onChange(listener: () => void): Disposable {
    return this.#changes.add(listener);
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]();
    for (const drop of this.#drops) drop[Symbol.dispose]();
  }

  #read(): Promise<ShelfContent> {
    this.#look();
    if (this.#content !== undefined) return this.#content;
    const content = this.#shelf.content();
    this.#content = content;
    content.then(
      (read) => {
        if (this.#content === content) this.#loaded = read;
      },
      () => (this.#content = undefined), // asked again next time
    );
    return content;
  }

  #look(): void {
    if (this.#shelf.looks() !== this.#looks) this.#changed();
  }

  #changed(): void {
    this.#looks = this.#shelf.looks();
    this.#content = undefined;
    this.#changes.tell(undefined);
  }
}
