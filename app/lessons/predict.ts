/** The file in which a pupil says what a program prints. */
export const PREDICTION = 'prediction.txt';

/** Whether a prediction says what the program prints. White space at the ends of lines and of the text does not count. */
export const isPredicted = (prediction: string, printed: string): boolean =>
  firstWrongLine(prediction, printed) === undefined;

/** Where a prediction first says something else than the program prints, its lines counted from 1; undefined if nowhere. */
export function firstWrongLine(prediction: string, printed: string): number | undefined {
  const said = linesOf(prediction);
  const right = linesOf(printed);
  const count = Math.max(said.lines.length, right.lines.length);
  for (let at = 0; at < count; at += 1) {
    if (said.lines[at] !== right.lines[at]) return said.before + at + 1;
  }
  return undefined;
}

/** The lines that count, and how many empty ones are before them. */
function linesOf(text: string): { readonly before: number; readonly lines: readonly string[] } {
  const all = text
    .replaceAll(/\r\n?/gu, '\n')
    .split('\n')
    .map((line) => line.trimEnd());
  const plain = all.join('\n').trim();
  const before = plain === '' ? 0 : all.findIndex((line) => line !== '');
  return { before, lines: plain.split('\n') };
}
