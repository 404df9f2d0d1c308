import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, relative, sep } from 'node:path';
import { isUtf8 } from 'node:buffer';
import {
  MAX_CODE_BYTES,
  MAX_FILES,
  MAX_FILES_BYTES,
  type SourceFile,
  pathProblem,
} from '../../runner/index.ts';
import { nameProblemWords } from '../words/terminal.ts';
import { Complaint } from './complaint.ts';

/**
 * The files of a program, as they will lie in the box. The first is the program; the others keep their place
 * beside or below it, and come beside it if they lie elsewhere.
 *
 * @throws Complaint that names the file and what is wrong with it
 */
export function readProgram(paths: readonly string[]): { entry: string; files: SourceFile[] } {
  const [main = ''] = paths;
  if (paths.length > MAX_FILES)
    throw new Complaint('file.too-many', { count: paths.length, most: MAX_FILES });
  const files = paths.map((path) => {
    const isCode = path === main || extname(path) === '.py';
    const bytes = read(path, isCode ? MAX_CODE_BYTES : MAX_FILES_BYTES);
    const name = nameInBox(path, dirname(main));
    if (isCode) return { path: name, ...asCode(path, bytes) };
    return { path: name, ...asData(bytes) };
  });
  const names = new Set<string>();
  for (const { path } of files) {
    if (names.has(path)) throw new Complaint('file.same-name', { file: path });
    names.add(path);
  }
  checkTogether(files);
  return { entry: files[0]?.path ?? '', files };
}

/** @throws Complaint if these are more than a program may have */
export function checkTogether(files: readonly SourceFile[]): void {
  if (files.length > MAX_FILES)
    throw new Complaint('file.too-many', { count: files.length, most: MAX_FILES });
  const bytes = files.reduce((sum, { content, encoding }) => sum + Buffer.byteLength(content, encoding), 0);
  if (bytes > MAX_FILES_BYTES) throw new Complaint('file.all-too-large', { bytes, most: MAX_FILES_BYTES });
}

function read(path: string, most: number): Buffer {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new Complaint('file.folder', { file: path });
    if (!stat.isFile()) throw new Complaint('file.no-file', { file: path });
    if (stat.size > most) {
      throw new Complaint('file.too-large', { file: path, bytes: stat.size, most });
    }
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Complaint ? error : unreadable(path, error);
  }
}

/** What to say of a file or folder of which the system would not tell; anything else that was thrown as it is. */
export function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
  return isMissing
    ? new Complaint('file.missing', { file: path })
    : new Complaint('file.unreadable', { file: path, words: String(error.code) });
}

function nameInBox(path: string, folder: string): string {
  const below = relative(folder, path);
  const name = below.startsWith('..') ? basename(path) : below.split(sep).join('/');
  const problem = pathProblem(name);
  if (problem !== undefined) {
    throw new Complaint('file.bad-name', { file: name, problem: nameProblemWords(problem) });
  }
  return name;
}

function asCode(file: string, bytes: Buffer): Pick<SourceFile, 'content' | 'encoding'> {
  if (!isUtf8(bytes)) throw new Complaint('file.not-text', { file });
  if (bytes.includes(0)) throw new Complaint('file.nul', { file });
  return { content: bytes.toString('utf8'), encoding: 'utf8' };
}

/** What a program reads may be anything. */
const asData = (bytes: Buffer): Pick<SourceFile, 'content' | 'encoding'> =>
  isUtf8(bytes)
    ? { content: bytes.toString('utf8'), encoding: 'utf8' }
    : { content: bytes.toString('base64'), encoding: 'base64' };
