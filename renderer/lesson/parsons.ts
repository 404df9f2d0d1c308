/** Lines that are put in order: what lies in the program and what is still to be used, from the program's text alone. */

/** A line in the program. */
export interface Placed {
  readonly text: string;
  /** How far it is in, in steps of four spaces. */
  readonly indent: number;
}

export interface Board {
  readonly placed: readonly Placed[];
  /** Pieces that are not used, in the order that they were given in. */
  readonly left: readonly string[];
}

const STEP = '    ';
const MOST_INDENT = 8;

/** The board of a program. Lines that are no pieces, which somebody has typed elsewhere, are left out. */
export function boardOf(program: string, pieces: readonly string[]): Board {
  const left = [...pieces];
  const placed: Placed[] = [];
  for (const line of program.split('\n')) {
    const text = line.trim();
    const at = left.indexOf(text);
    if (text === '' || at < 0) continue;
    left.splice(at, 1);
    placed.push({
      text,
      indent: Math.min(MOST_INDENT, Math.round((line.length - line.trimStart().length) / STEP.length)),
    });
  }
  return { placed, left };
}

export function programOf(placed: readonly Placed[]): string {
  return placed.map(({ text, indent }) => `${STEP.repeat(indent)}${text}\n`).join('');
}

/** Take a line from a place to another. */
export function moved(placed: readonly Placed[], from: number, to: number): readonly Placed[] {
  const line = placed[from];
  if (line === undefined || to < 0 || to >= placed.length) return placed;
  return placed.toSpliced(from, 1).toSpliced(to, 0, line);
}

export function indented(placed: readonly Placed[], at: number, by: number): readonly Placed[] {
  return placed.map((line, place) =>
    place === at ? { ...line, indent: Math.max(0, Math.min(MOST_INDENT, line.indent + by)) } : line,
  );
}

/** How far in a line usually is behind another, as an editor would put it. */
export function usualIndent(text: string, before: Placed | undefined): number {
  if (before === undefined) return 0;
  if (before.text.endsWith(':')) return Math.min(MOST_INDENT, before.indent + 1);
  return /^(?:elif|else|except|finally)\b/.test(text) ? Math.max(0, before.indent - 1) : before.indent;
}
