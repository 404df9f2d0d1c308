import type { LoopLines } from '../../runner/trace/index.ts';
import type { LoopFact } from '../studio/facts.ts';

/** The innermost loop of a file that a line (counted from 1) is in, its header counted. */
export function loopLinesAt(loops: readonly LoopFact[], file: number, line: number): LoopLines | undefined {
  const innermost = loops.findLast(({ header: [first], body: [, last] }) => first <= line && line <= last);
  if (innermost === undefined) return undefined;
  const { header, body } = innermost;
  return { file, header: header[0], first: body[0], last: body[1] };
}
