/** A figure: one number of ours, beside what a user would pick instead, against a target. */

/** What must hold. For `ratio` it is of ours to theirs: below 1 is smaller than theirs. */
export type Target =
  | { readonly ours: 'at most' | 'at least'; readonly value: number }
  | { readonly ratio: 'at most' | 'at least'; readonly value: number };

/** One row of the table, and one entry of the JSON file. */
export interface Figure {
  readonly figure: string;
  readonly unit: string;
  readonly ours: number;
  /** null where there is nothing to compare with. */
  readonly theirs: number | null;
  readonly ratio: number | null;
  /** In words, such as "ratio at most 0.5"; null where the number is only for information. */
  readonly target: string | null;
  readonly ok: boolean;
}

/** @throws RangeError on a number that is not finite, or a target on a ratio that there is not */
export function figure(name: string, unit: string, ours: number, theirs?: number, target?: Target): Figure {
  for (const value of [ours, theirs ?? 0]) {
    if (!Number.isFinite(value)) throw new RangeError(`${name}: ${value} is not a measurement`);
  }
  const ratio = theirs === undefined || theirs === 0 ? null : ours / theirs;
  const common = { figure: name, unit, ours, theirs: theirs ?? null, ratio };
  if (target === undefined) return { ...common, target: null, ok: true };
  if ('ours' in target) {
    const text = `${target.ours} ${target.value} ${unit}`;
    return { ...common, target: text, ok: holds(ours, target.ours, target.value) };
  }
  if (ratio === null) throw new RangeError(`${name}: a target on the ratio needs something to compare with`);
  const text = `ratio ${target.ratio} ${target.value}`;
  return { ...common, target: text, ok: holds(ratio, target.ratio, target.value) };
}

function holds(value: number, how: 'at most' | 'at least', bound: number): boolean {
  return how === 'at most' ? value <= bound : value >= bound;
}

/** The figures as aligned text, a row each, with "ok" or "MISS" at the end where there is a target. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'unit', 'ours', 'theirs', 'ratio', 'target', ''];
  const rows = figures.map((one) => [
    one.figure,
    one.unit,
    shortNumber(one.ours),
    shortNumber(one.theirs),
    shortNumber(one.ratio),
    one.target ?? '',
    one.target === null ? '' : one.ok ? 'ok' : 'MISS',
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}

/** Three significant digits, without an exponent: 0.0123, 4.57, 1234. */
function shortNumber(value: number | null): string {
  if (value === null) return '';
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
