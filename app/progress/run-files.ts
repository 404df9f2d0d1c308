import { extname } from 'node:path';
import { MAX_CODE_BYTES, MAX_FILES, MAX_FILES_BYTES, type SourceFile } from '../../runner/index.ts';
import { Problem } from '../contract/index.ts';
import { bytesOf, dressOf, unreadable } from './content.ts';
import { type WorkFolder, refuse } from './folder.ts';
import { checkFilePath, clash } from './names.ts';

/** A text that is not on the disk yet. */
export interface Edited {
  readonly path: string;
  readonly text: string;
}

/**
 * The files of a program as they will lie in the box: byte for byte those of the project's folder, with what was
 * `edited` in their place as it would be saved. Nothing is left out in silence: what a program may not have is
 * named, so that it can be taken away or made smaller.
 *
 * @throws Problem `no-such-project`, `too-many-files`, `file-too-large`, `file-unreadable`, `work-too-large`,
 *     `bad-name`, `file-exists`
 */
export async function filesForRun(
  folder: WorkFolder,
  project: string,
  edited: readonly Edited[],
): Promise<SourceFile[]> {
  const texts = new Map(edited.map(({ path, text }) => [path, text]));
  const paths = (await folder.files(project)).map(({ path }) => path);
  for (const path of texts.keys()) if (!paths.includes(path)) addPath(paths, path);
  if (paths.length > MAX_FILES) {
    throw new Problem('too-many-files', { project, files: paths.length, most: MAX_FILES });
  }
  const files: SourceFile[] = [];
  for (const path of paths) {
    const file = await fileFor(folder, project, path, texts.get(path));
    if (file !== undefined) files.push(file);
  }
  const bytes = files.reduce((sum, { content, encoding }) => sum + Buffer.byteLength(content, encoding), 0);
  if (bytes > MAX_FILES_BYTES) throw new Problem('work-too-large', { project, bytes, most: MAX_FILES_BYTES });
  return files;
}

function addPath(paths: string[], path: string): void {
  checkFilePath(path);
  const other = clash(paths, path);
  if (other !== undefined) throw new Problem('file-exists', { file: other });
  paths.push(path);
}

/** @returns undefined if it has just been removed */
async function fileFor(
  folder: WorkFolder,
  project: string,
  path: string,
  text?: string,
): Promise<SourceFile | undefined> {
  const seen = await folder.look(project, path);
  const onDisk = seen.kind === 'file' ? seen.content : undefined;
  const content = text === undefined ? onDisk : bytesOf(text, onDisk && dressOf(onDisk));
  if (content !== undefined) return sourceFile(path, content);
  if (seen.kind === 'too-large') throw tooLarge(path, seen.bytes, mostFor(path));
  return seen.kind === 'nothing' ? undefined : refuse(path, seen);
}

function sourceFile(path: string, content: Buffer): SourceFile {
  const most = mostFor(path);
  if (content.length > most) throw tooLarge(path, content.length, most);
  const encoding = unreadable(content) === undefined ? 'utf8' : 'base64';
  return { path, content: content.toString(encoding), encoding };
}

const mostFor = (path: string) => (extname(path) === '.py' ? MAX_CODE_BYTES : MAX_FILES_BYTES);

const tooLarge = (file: string, bytes: number, most: number) =>
  new Problem('file-too-large', { file, bytes, most });
