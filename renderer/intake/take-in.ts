import { Problem, asProblem } from '../../app/contract/index.ts';
import { packProblemWords, problemWords, words } from '../../app/words/index.ts';
import { MAX_FILES_BYTES } from '../../runner/model/index.ts';
import { textIn } from '../studio/lessons.ts';
import type { Session } from '../studio/session.ts';

/** What became of something that was given to the studio. */
export interface IntakeNews {
  readonly kind: 'busy' | 'good' | 'bad';
  readonly title: string;
  /** What is wrong with it. */
  readonly problems: readonly string[];
}

/** A lesson pack; any other file is the open program's. */
export const isPack = ({ name }: File): boolean => /\.zip$/iu.test(name);

/** Takes in what was given. Undefined where the window shows by itself what became of it. */
export async function takeIn(session: Session, file: File): Promise<IntakeNews | undefined> {
  const { name } = file;
  try {
    return isPack(file) ? await takePack(session, file) : await bringFile(session, file);
  } catch (error) {
    return refused(name, [problemWords(asProblem(error), 'window')]);
  }
}

async function takePack(session: Session, file: File): Promise<IntakeNews | undefined> {
  const added = await session.lessons.add(file);
  if (added.kind === 'refused') return refused(file.name, added.problems.map(packProblemWords));
  if (added.kind === 'more') return undefined;
  const title = textIn(added.pack.title, added.pack.languages[0] ?? '');
  return { kind: 'good', title: words('lessons.packs.taken', { title }), problems: [] };
}

/** @throws Problem */
async function bringFile({ workspace }: Session, file: File): Promise<IntakeNews | undefined> {
  const { name, size } = file;
  // What is too large is not read: it may be a film.
  if (size > MAX_FILES_BYTES) {
    throw new Problem('file-too-large', { file: name, bytes: size, most: MAX_FILES_BYTES });
  }
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return refused(name, [words('window.intake.unreadable')]);
  const text = textOf(bytes);
  if (text === undefined) return refused(name, [words('window.intake.notText')]);
  await workspace.bringFile(name, text);
  return undefined; // it is shown
}

/** Undefined if it is none that an editor could show, or that Python could read. */
function textOf(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined; // not UTF-8
    throw error;
  }
}

const refused = (name: string, problems: readonly string[]): IntakeNews => ({
  kind: 'bad',
  title: words('window.intake.refused', { name }),
  problems,
});
