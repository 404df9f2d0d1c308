import type { LoopLines } from '../../runner/trace/index.ts';

const HEADER = /^\s*(?:async\s+)?(?:for|while)\b/;
const COMMENT_OR_BLANK = /^\s*(?:#|$)/;

/** How far a line is indented; a tab goes to the next multiple of eight, as for Python. */
function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === '\t') width += 8 - (width % 8);
    else if (character === ' ') width += 1;
    else break;
  }
  return width;
}

/**
 * The innermost loop of a program's text that a line (counted from 1) is in, its header counted. It is found by
 * indentation alone, so text of several lines between quotes or brackets can mislead it.
 */
export function loopLinesAt(lines: readonly string[], file: number, line: number): LoopLines | undefined {
  let least = Infinity;
  for (let at = line; at >= 1; at -= 1) {
    const source = lines[at - 1] ?? '';
    if (COMMENT_OR_BLANK.test(source)) continue;
    const indent = indentOf(source);
    if (HEADER.test(source) && (at === line || indent < least)) {
      const last = endOf(lines, at, indent);
      return { file, header: at, first: Math.min(at + 1, last), last };
    }
    // `else` belongs to a header above it, and is as far to the left.
    if (indent < least) least = indent;
    if (least === 0) return undefined;
  }
  return undefined;
}

/** The last line of the body of a header. */
function endOf(lines: readonly string[], header: number, indent: number): number {
  let last = header;
  for (let at = header + 1; at <= lines.length; at += 1) {
    const source = lines[at - 1] ?? '';
    if (COMMENT_OR_BLANK.test(source)) continue;
    if (indentOf(source) <= indent) break;
    last = at;
  }
  return last;
}
