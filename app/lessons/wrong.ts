import type { WrongAttempt } from './model.ts';
import type { PackProblemCode } from './problems.ts';

const MARK = /[ \t]*#![ \t]*([a-z][a-z0-9-]*)[ \t]*$/u;
const PREDICTED_MARK = /^#![ \t]*([a-z][a-z0-9-]*),[ \t]*line[ \t]+([1-9]\d{0,4})[ \t]*$/u;

/** A wrong program: the line with the fault ends with `#! misconception`. */
export function readProgram(file: string, source: string): WrongAttempt | PackProblemCode {
  const lines = source.split('\n');
  const marked = lines.flatMap((line, index) => (MARK.test(line) ? [index] : []));
  const [index] = marked;
  if (index === undefined) return 'wrong-unmarked';
  if (marked.length > 1) return 'wrong-marks';
  const line = lines[index] ?? '';
  const misconception = MARK.exec(line)?.[1] ?? '';
  return { file, misconception, line: index + 1, text: lines.with(index, line.replace(MARK, '')).join('\n') };
}

/** A wrong prediction: its first line says `#! misconception, line 3`. */
export function readPredicted(file: string, source: string): WrongAttempt | PackProblemCode {
  const [first = '', ...rest] = source.split('\n');
  const [, misconception, line] = PREDICTED_MARK.exec(first) ?? [];
  if (misconception === undefined) return 'wrong-unmarked';
  return { file, misconception, line: Number(line), text: rest.join('\n') };
}
