import { dirname } from 'node:path';
import { MAX_FILES_BYTES } from '../../runner/index.ts';
import { Problem } from '../contract/index.ts';
import { bytesOf, dressOf, revisionOf } from './content.ts';
import { type Seen, discard, makeFolders, onDisk, replace } from './files.ts';
import { type WorkFolder, refuse } from './folder.ts';
import type { Memory } from './memory.ts';
import type { Entry } from './store/index.ts';

/** A content to save: `base` is the revision that it was made from, null for a new file. */
export interface Draft {
  readonly project: string;
  readonly path: string;
  /** A text is saved as the file's lines are kept; bytes are as they are. */
  readonly content: string | Uint8Array;
  readonly base: string | null;
}

const MOST_ROUNDS = 5;

/**
 * Put a content in its file. Both the content and what it replaces are in the history before the file is touched, so
 * whatever happens then, and whoever writes at the same moment, neither is lost. Only another program that writes
 * in the instant between the last look and the rename, some microseconds, could lose what it wrote.
 *
 * @returns the file's new revision
 * @throws Problem `file-changed` (`now`: `changed`, `gone`, or `elsewhere` for a link or a folder) if the file is not
 *     what the content was made from; the content is in the history then, and so is what lies there, but where the
 *     history itself has failed (`kept`: `no`)
 */
export async function save(folder: WorkFolder, memory: Memory, draft: Draft): Promise<string> {
  const { project, path, base } = draft;
  for (let round = 1; ; round += 1) {
    const seen = await folder.look(project, path);
    const content = contentFor(draft, seen);
    if (content.length > MAX_FILES_BYTES) {
      throw new Problem('file-too-large', { file: path, bytes: content.length, most: MAX_FILES_BYTES });
    }
    const revision = revisionOf(content);
    const isThere = seen.revision === revision;
    const obstacle = isThere ? undefined : await obstacleTo(folder, draft, seen);
    const typed = { ...entry(draft, content), why: 'saved', pinned: obstacle !== undefined } as const;
    if (seen.kind === 'nothing') await memory.attempt((store) => store.ask('pinNewest', project, path));
    const entries = isThere ? [typed] : [...foundIn(draft, seen, obstacle !== undefined), typed];
    const isKept = await memory.keep(entries);
    if (obstacle !== undefined) throw isKept ? obstacle : notKept(obstacle);
    if (isThere) return revision;
    // Whoever has made the very file meanwhile is met when it is written.
    if (seen.kind === 'nothing' && base === null) await folder.makeSureOfRoom(project, path, path);
    const target = folder.pathOf(project, path);
    const isDone = await onDisk(target, async () => {
      await makeFolders(dirname(target));
      return replace(target, content, seen);
    });
    if (isDone) return revision;
    // A file system that never tells the same twice, or a program that never stops writing.
    if (round === MOST_ROUNDS) throw new Problem('file-changed', { file: path, now: 'changed' });
  }
}

/**
 * Take a file away. Its content is in the history first, or it stays.
 *
 * @throws Problem `no-such-file`, `file-unreadable`, `store-unusable`
 */
export async function remove(
  folder: WorkFolder,
  memory: Memory,
  project: string,
  path: string,
): Promise<void> {
  const target = folder.pathOf(project, path);
  for (;;) {
    const seen = await folder.look(project, path);
    if (seen.kind !== 'file') refuse(path, seen);
    const last = { ...entry({ project, path }, seen.content), why: 'removed', pinned: true } as const;
    await memory.insist((store) => store.ask('keep', [last]));
    if (await onDisk(target, () => discard(target, seen))) return;
  }
}

const notKept = ({ code, details }: Problem) => new Problem(code, { ...details, kept: 'no' });

function contentFor({ content }: Draft, seen: Seen): Uint8Array {
  if (typeof content !== 'string') return content;
  return bytesOf(content, seen.kind === 'file' ? dressOf(seen.content) : undefined);
}

async function obstacleTo(folder: WorkFolder, draft: Draft, seen: Seen): Promise<Problem | undefined> {
  const { project, path, base } = draft;
  if (seen.kind === 'nothing' && !(await folder.has(project))) {
    return new Problem('no-such-project', { project });
  }
  if (seen.kind === 'too-large') return new Problem('file-unreadable', { file: path, why: 'too-large' });
  if (seen.kind !== 'elsewhere' && seen.revision === base) return undefined;
  const now = seen.kind === 'file' ? 'changed' : seen.kind === 'nothing' ? 'gone' : 'elsewhere';
  return new Problem('file-changed', { file: path, now });
}

/** What another program has put there, unless the history knows it. */
function foundIn(draft: Draft, seen: Seen, pinned: boolean): Entry[] {
  return seen.kind === 'file' ? [{ ...entry(draft, seen.content), why: 'found', pinned }] : [];
}

const entry = ({ project, path }: Pick<Draft, 'project' | 'path'>, content: Uint8Array) => ({
  project,
  path,
  content,
  at: Date.now(),
});
