import { createHash } from 'node:crypto';

/** The lines of a solution without their indentation, and those that do not belong. */
export function piecesOf(solution: string, extra: readonly string[]): readonly string[] {
  return [...linesOf(solution), ...extra.map((line) => line.trim())];
}

/**
 * The pieces as the pupil finds them: shuffled, the same for every pupil and on every machine, and never so that the
 * solution's lines are in order.
 */
export function shuffledPieces(exercise: string, solution: string, extra: readonly string[]): readonly string[] {
  const right = linesOf(solution);
  const pieces = piecesOf(solution, extra)
    .map((text, index) => ({ text, index, place: digest(`${exercise}:${index}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const ours = pieces.flatMap(({ index }, at) => (index < right.length ? [at] : []));
  const inOrder = ours.every((at, index) => pieces[at]?.text === right[index]);
  const first = ours[0] ?? 0;
  const other = ours.find((at) => pieces[at]?.text !== pieces[first]?.text);
  const texts = pieces.map(({ text }) => text);
  if (!inOrder || other === undefined) return texts;
  return texts.with(first, texts[other] ?? '').with(other, texts[first] ?? '');
}

/** Whether a program is made of the pieces alone, none used more often than it is there. */
export function isMadeOf(program: string, pieces: readonly string[]): boolean {
  const left = new Map<string, number>();
  for (const piece of pieces) left.set(piece, (left.get(piece) ?? 0) + 1);
  return linesOf(program).every((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count > 0;
  });
}

const linesOf = (program: string): string[] =>
  program
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
