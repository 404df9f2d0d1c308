import type { Assessment, ExpectedOutput, Test } from './assessment.ts';
import { NotALiteral, parseCall, parseLiteral } from './literal.ts';
import { BadPattern, compilePattern } from './pattern.ts';
import { isFeature } from './rules.ts';

/** What is wrong with a test, and the part of it that is. */
export interface AssessmentProblem {
  readonly test: string;
  readonly part: 'id' | 'call' | 'returns' | 'pattern' | 'feature';
  /** The text that is wrong. */
  readonly text: string;
  /** In the words of whoever could not read it; for logs. */
  readonly words: string;
}

/** An assessment that nothing can be measured by. It is the teacher's fault and never costs a pupil points. */
export class BadAssessment extends Error {
  override readonly name = 'BadAssessment';
  readonly problems: readonly AssessmentProblem[];

  constructor(problems: readonly AssessmentProblem[]) {
    super(problems.map(({ test, part, text, words }) => `${test}, ${part} ${text}: ${words}`).join('; '));
    this.problems = problems;
  }
}

/** Everything in which an assessment cannot be used; nothing if it can. */
export function assessmentProblems({ tests }: Assessment): AssessmentProblem[] {
  const ids = new Set<string>();
  return tests.flatMap((test) => {
    const twice = ids.has(test.id)
      ? [{ test: test.id, part: 'id', text: test.id, words: 'twice' } as const]
      : [];
    ids.add(test.id);
    return [...twice, ...problemsOf(test)];
  });
}

/** Whether a text can be read; in the words of whoever could not. */
function failure(read: (text: string) => unknown, text: string): string | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof NotALiteral || error instanceof BadPattern) return error.message;
    throw error;
  }
}

/** Whether it is a literal that a call can be expected to return. */
export const isLiteral = (text: string): boolean => failure(parseLiteral, text) === undefined;
/** Whether it is a call that a test can make: its arguments are literals. */
export const isCall = (text: string): boolean => failure(parseCall, text) === undefined;
/** Whether it is a pattern that an output can be held against. */
export const isPattern = (text: string): boolean => failure(compilePattern, text) === undefined;

function problemsOf(test: Test): AssessmentProblem[] {
  const reading = (part: AssessmentProblem['part'], text: string, read: (text: string) => unknown) => {
    const words = failure(read, text);
    return words === undefined ? [] : [{ test: test.id, part, text, words }];
  };
  const pattern = (output: ExpectedOutput | undefined) =>
    output?.kind === 'text' && output.comparison.kind === 'regex'
      ? reading('pattern', output.text, compilePattern)
      : [];
  switch (test.kind) {
    case 'program':
      return pattern(test.output);
    case 'call':
      return [
        ...reading('call', test.call, parseCall),
        ...(test.returns === undefined ? [] : reading('returns', test.returns, parseLiteral)),
        ...pattern(test.output),
      ];
    case 'rule':
      return [...test.uses, ...test.avoids]
        .filter((feature) => !isFeature(feature))
        .map((text) => ({ test: test.id, part: 'feature', text, words: 'unknown' }));
  }
}
