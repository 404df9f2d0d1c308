import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MAX_FILES, type SourceFile, type Submission } from '../../runner/index.ts';
import { packs } from '../studio.ts';
import { Complaint } from './complaint.ts';
import { checkTogether, readProgram } from './files.ts';

/** What one pupil has handed in. */
export interface HandedIn {
  /** Of the file or folder. */
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'neither';
}

/**
 * One program; or of a class's folder all that there is to grade, in order of the names: each folder in it is one
 * pupil's, and so is each file that ends with `.py`. Other files, and what systems leave behind, are nobody's.
 *
 * @throws Complaint if there is nothing
 */
export function findHandedIn(path: string): readonly HandedIn[] {
  if (!existsSync(path)) throw new Complaint('file.missing', { file: path });
  if (!statSync(path).isDirectory()) return [{ name: basename(path), path, kind: 'file' }];
  const found = entriesOf(path)
    .filter((entry) => !entry.isFile() || isPython(entry.name))
    .map((entry) => ({ name: entry.name, path: join(path, entry.name), kind: kindOf(entry) }));
  if (found.length === 0) throw new Complaint('option.grade-nothing', { path });
  return found;
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
  const programs = entriesOf(folder).filter((entry) => entry.isFile() && isPython(entry.name));
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
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !packs.isLitter(name));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isPython = (name: string) => name.endsWith('.py');

function kindOf(entry: Dirent): HandedIn['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'neither';
}
