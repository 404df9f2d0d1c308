/** Small packs to read, and zips of every sort. For tests only. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { PackProblem } from '../../contract/index.ts';
import { type Pack, PackRefused, type PackSource, openFolder, openZip, readPack } from '../index.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

/** A red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

const PACK = `format: 1
id: small
version: 1.0.0
title: { en: Small, es: Pequeño }
languages: [en, es]
licence: CC-BY-4.0
authors: [Ada]
studio: 0.1.0
units:
  - id: first
    title: First
    exercises: [how-old]
`;

const EXERCISE = `id: how-old
title: How old
kind: program
skills: [input]
tests:
  - name: Ada is ten
    input: |
      Ada
      10
    output: |
      11
  - input: 99
    output: 100
    hidden: true
    points: 4
hints: [Look at input.]
`;

/** A pack of one exercise with nothing wrong in it. */
export const SMALL: Files = {
  'pack.yaml': PACK,
  'exercises/how-old/exercise.yaml': EXERCISE,
  'exercises/how-old/task.md': 'Ask for an **age**.\n\n![A cat](pictures/cat.png)\n',
  'exercises/how-old/task.es.md': 'Pregunta la **edad**.\n',
  'exercises/how-old/solution.py': 'name = input()\nprint(int(input()) + 1)\n',
  'exercises/how-old/wrong/text.py': 'name = input()\nage = input()  #! input-not-converted\nprint(age + 1)\n',
  'exercises/how-old/pictures/cat.png': PNG,
  'exercises/how-old/files/animals.txt': 'cat\n',
};

/** Files of a folder under `exercises/how-old`, in the place of those of `SMALL`. */
export const withExercise = (yaml: string, files: Files = {}): Files => ({
  ...SMALL,
  'exercises/how-old/exercise.yaml': yaml,
  ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`exercises/how-old/${name}`, text])),
});

export const without = (files: Files, ...names: string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

/** A folder of its own for the time of a test. */
export class Place implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'sandlot packs '));

  /** Lay files there; gives the folder. */
  lay(files: Files, name = 'pack'): string {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.path, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return join(this.path, name);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A source that is only in memory. */
export const inMemory = (files: Files): PackSource => ({
  name: 'memory',
  entries: Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.byteLength(content) })),
  read: async (path) => Buffer.from(files[path] ?? ''),
});

export const reading = (files: Files): Promise<Pack> => readPack(inMemory(files));

/** What is wrong with a pack; fails if nothing is. */
export async function problemsOf(pack: Promise<unknown>): Promise<readonly PackProblem[]> {
  try {
    await pack;
  } catch (error) {
    if (error instanceof PackRefused) return error.problems;
    throw error;
  }
  throw new Error('nothing was found wrong with it');
}

/** As `file:line code`. */
export async function told(pack: Promise<unknown>): Promise<string[]> {
  const problems = await problemsOf(pack);
  return problems.map(({ file, line, code }) => `${file}${line === null ? '' : `:${line}`} ${code}`);
}

export const fromFolder = async (folder: string): Promise<Pack> => readPack(await openFolder(folder));
export const fromZip = async (bytes: Buffer): Promise<Pack> => readPack(await openZip('a.zip', bytes));

/** An entry of a zip, and what it says of itself if that is not the truth. */
export interface Item {
  readonly name: string | Buffer;
  readonly content: string | Buffer;
  readonly says?: { bytes?: number; crc?: number; method?: number; flags?: number; mode?: number };
}

export const itemsOf = (files: Files): Item[] =>
  Object.entries(files).map(([name, content]) => ({ name, content }));

/** A zip by its bytes (APPNOTE.TXT 4.3), so that it can lie. */
export function zip(items: readonly Item[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, says = {} } of items) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(says.flags ?? 0x800, 2);
    common.writeUInt16LE(says.method ?? 8, 4);
    common.writeUInt32LE(says.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says.bytes ?? bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((says.mode ?? 0o100644) * 0x10000) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const unix = Buffer.from([20, 3]);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), unix, common, rest, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(items.length, 8);
  end.writeUInt16LE(items.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
