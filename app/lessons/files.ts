import { isUtf8 } from 'node:buffer';
import { PackRefused, type Problems } from './problems.ts';
import type { PackSource } from './source/index.ts';

/** Reads texts and bytes of a pack; what cannot be read is told, and undefined. */
export class PackFiles {
  readonly #source: PackSource;
  readonly #problems: Problems;
  readonly #sizes: ReadonlyMap<string, number>;

  constructor(source: PackSource, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
    this.#sizes = new Map(source.entries.map(({ path, bytes }) => [path, bytes]));
  }

  get paths(): Iterable<string> {
    return this.#sizes.keys();
  }

  has(path: string): boolean {
    return this.#sizes.has(path);
  }

  async bytes(path: string, most: number): Promise<Buffer | undefined> {
    const size = this.#sizes.get(path);
    if (size === undefined) {
      this.#problems.add(path, null, 'missing-file');
      return undefined;
    }
    if (size > most) {
      this.#problems.add(path, null, 'file-too-large', { kilobytes: Math.floor(most / 1024) });
      return undefined;
    }
    try {
      return await this.#source.read(path);
    } catch (error) {
      if (!(error instanceof PackRefused)) throw error;
      for (const { file, line, code, values } of error.problems) {
        this.#problems.add(file, line, code as Parameters<Problems['add']>[2], values);
      }
      return undefined;
    }
  }

  /** UTF-8, with ends of lines as everywhere else. */
  async text(path: string, most: number): Promise<string | undefined> {
    const bytes = await this.bytes(path, most);
    if (bytes === undefined) return undefined;
    if (!isUtf8(bytes) || bytes.includes(0)) {
      this.#problems.add(path, null, 'not-utf8');
      return undefined;
    }
    return bytes
      .toString('utf8')
      .replace(/^\uFEFF/u, '') // which some editors of Windows put there
      .replaceAll(/\r\n?/gu, '\n');
  }
}

/** The files of one exercise, by their paths in its folder; it knows which of them nobody has asked for. */
export class ExerciseFiles {
  /** The name of its folder. */
  readonly folder: string;
  readonly #files: PackFiles;
  readonly #problems: Problems;
  readonly #names: ReadonlySet<string>;
  readonly #asked = new Set<string>();

  constructor(folder: string, names: readonly string[], files: PackFiles, problems: Problems) {
    this.folder = folder;
    this.#names = new Set(names);
    this.#files = files;
    this.#problems = problems;
  }

  /** Its path in the pack. */
  full(name: string): string {
    return `exercises/${this.folder}/${name}`;
  }

  has(name: string): boolean {
    return this.#names.has(name) || [...this.#names].some((other) => other.startsWith(`${name}/`));
  }

  /** All that lies below a folder of it, with a name that ends so. */
  under(folder: string, ending = ''): string[] {
    return [...this.#names].filter((name) => name.startsWith(`${folder}/`) && name.endsWith(ending));
  }

  bytes(name: string, most: number): Promise<Buffer | undefined> {
    this.#asked.add(name);
    return this.#files.bytes(this.full(name), most);
  }

  text(name: string, most: number): Promise<string | undefined> {
    this.#asked.add(name);
    return this.#files.text(this.full(name), most);
  }

  /** What nobody has asked for is not described in the format. */
  tellOthers(): void {
    for (const name of this.#names) {
      if (!this.#asked.has(name)) this.#problems.add(this.full(name), null, 'unknown-file');
    }
  }
}
