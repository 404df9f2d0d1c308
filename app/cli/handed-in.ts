import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { MAX_FILES, type SourceFile, type Submission } from '../../runner/index.ts';
import { packs } from '../studio.ts';
import { Complaint } from './complaint.ts';
import { checkTogether, readProgram, unreadable } from './files.ts';

/** What one pupil has handed in. */
export interface HandedIn {
  /** Of the file or folder. */
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'neither';
}

/** All that there is to grade, in order of the names. */
export interface Collected {
  readonly handedIn: readonly HandedIn[];
  /** Whether it lay in the folder of a class. */
  readonly isClass: boolean;
  /** How many files of such a folder are nobody's. */
  readonly passedOver: number;
}

/**
 * What there is to grade: one program; a folder with `main.py` in it, which is one pupil's; or else the folder of a
 * class, in which each folder is one pupil's, and so is each file that ends with `.py`. Other files are nobody's and are
 * counted; what systems leave behind is not.
 *
 * @throws Complaint if there is nothing
 */
export function collectHandedIn(path: string): Collected {
  if (!existsSync(path)) throw new Complaint('file.missing', { file: path });
  const name = basename(resolve(path));
  const single = (kind: HandedIn['kind']) => ({
    handedIn: [{ name, path, kind }],
    isClass: false,
    passedOver: 0,
  });
  if (!statSync(path).isDirectory()) return single('file');
  const entries = entriesOf(path);
  if (entries.some((entry) => entry.isFile() && entry.name === packs.PROGRAM)) return single('folder');
  const handedIn = entries
    .filter((entry) => !entry.isFile() || isPython(entry.name))
    .map((entry) => ({ name: entry.name, path: join(path, entry.name), kind: kindOf(entry) }));
  if (handedIn.length === 0) throw new Complaint('option.grade-nothing', { path });
  return { handedIn, isClass: true, passedOver: entries.length - handedIn.length };
}

/**
 * It, as it is graded. Of a folder `main.py` is run, or the only file in it that ends with `.py`; all other files in and
 * below it lie beside that. Links are not followed: they may lead to what is the teacher's.
 *
 * @param given what the exercise lays beside a program
 * @throws Complaint that says why it cannot be graded
 */
export function readHandedIn({ path, kind }: HandedIn, given: readonly SourceFile[]): Submission {
  if (kind === 'neither') throw new Complaint('file.link', { file: path });
  const { entry, files } = readProgram(kind === 'file' ? [path] : programIn(path));
  const submitted = files.map((file) => (file.path === entry ? { ...file, path: packs.PROGRAM } : file));
  checkTogether([...given, ...submitted.filter((file) => !given.some((one) => one.path === file.path))]);
  return { entry: packs.PROGRAM, files: submitted };
}

/** The paths of a folder's files, the program's first. */
function programIn(folder: string): string[] {
  const entries = entriesOf(folder);
  // The program will have its name.
  if (entries.some((entry) => entry.name === packs.PROGRAM && !entry.isFile()))
    throw new Complaint('file.no-file', { file: join(folder, packs.PROGRAM) });
  const programs = entries.filter((entry) => entry.isFile() && isPython(entry.name));
  const [only] = programs.length === 1 ? programs : programs.filter(({ name }) => name === packs.PROGRAM);
  if (only === undefined) throw new Complaint('file.no-main', { folder, program: packs.PROGRAM });
  const main = join(folder, only.name);
  const paths = [main];
  for (const path of filesBelow(folder)) {
    if (path === main) continue;
    if (paths.length === MAX_FILES) throw new Complaint('file.too-many-in', { folder, most: MAX_FILES });
    paths.push(path);
  }
  return paths;
}

function* filesBelow(folder: string): Generator<string, void> {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) yield* filesBelow(path);
  }
}

/** In order of their names. */
function entriesOf(folder: string): Dirent[] {
  const entries = readFolder(folder).filter(({ name }) => !packs.isLitter(name));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

const isPython = (name: string) => name.endsWith('.py');

function kindOf(entry: Dirent): HandedIn['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'neither';
}
