import type { Assessment, Grade, Submission } from '../../runner/index.ts';
import type { Answer, AskSolution } from './expand.ts';

export type GradeOne = (assessment: Assessment, submission: Submission) => Promise<Grade>;

/** The program of an exercise. */
export const PROGRAM = 'main.py';

const submissionOf = (text: string): Submission => ({
  entry: PROGRAM,
  files: [{ path: PROGRAM, content: text, encoding: 'utf8' }],
});

/**
 * Asks solutions, in boxes like a pupil's: a test whose expectation nothing meets tells what they do. The same question
 * is asked once.
 *
 * @throws Error if a solution fails, or says more than a test can expect
 */
export function asking(
  grade: GradeOne,
  { limits, files }: Pick<Assessment, 'limits' | 'files'>,
): AskSolution {
  const answers = new Map<string, Promise<Answer>>();
  return (solution, { input, call }) => {
    const key = JSON.stringify([solution, input, call]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(grade, { limits, files }, solution, input, call);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}

async function ask(
  grade: GradeOne,
  rest: Pick<Assessment, 'limits' | 'files'>,
  solution: string,
  input: string,
  call: string | undefined,
): Promise<Answer> {
  const common = { id: 'asked', points: 1, input };
  const { tests } = await grade(
    {
      ...rest,
      tests: [
        call === undefined
          ? {
              ...common,
              kind: 'program',
              output: { kind: 'text', text: '', comparison: { kind: 'regex' } },
            }
          : { ...common, kind: 'call', call, returns: undefined, tolerance: 0, output: undefined },
      ],
    },
    submissionOf(solution),
  );
  const [test] = tests;
  const ended = test?.verdict === 'accepted' || test?.verdict === 'wrong answer';
  if (test === undefined || !ended || !test.stdout.isWhole) {
    throw new Error(`a solution cannot be asked: ${test?.verdict ?? 'no answer'}`);
  }
  return {
    output: test.stdout.text,
    returned: test.returned?.kind === 'value' ? test.returned.text : undefined,
  };
}
