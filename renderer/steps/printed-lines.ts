/** A line that the program has printed. */
export interface PrintedLine {
  readonly text: string;
  /** Where it begins in the whole output. */
  readonly at: number;
}

/** The last lines of an output, oldest first. Only as much of it is looked at as they need. */
export function lastLinesOf(output: string, most: number): PrintedLine[] {
  const lines: PrintedLine[] = [];
  let end = output.endsWith('\n') ? output.length - 1 : output.length;
  while (end >= 0 && output !== '' && lines.length < most) {
    const at = end === 0 ? 0 : output.lastIndexOf('\n', end - 1) + 1;
    lines.push({ text: output.slice(at, end), at });
    end = at - 1;
  }
  return lines.reverse();
}
