import { createHash } from 'node:crypto';
import type { Assessment, ExpectedOutput, Test } from '../../runner/grader/assessment.ts';
import { BadAssessment } from '../../runner/index.ts';
import type { Choices, Exercise, Expected, PackTest } from './model.ts';
import { HOLE } from './read-tests.ts';

/** One test as it is made, with all holes filled in; what the solution says of it is still missing. */
interface Draw {
  readonly id: string;
  readonly points: number;
  readonly call: string | undefined;
  readonly input: string;
}

/** What a solution did: what it printed, and what its function returned, as a literal of Python. */
export interface Answer {
  readonly output: string;
  readonly returned: string | undefined;
}

/**
 * Runs a solution with an input, and with a call of one of its functions if there is one.
 * Whoever hands it in remembers answers: the same question is always answered alike.
 */
export type AskSolution = (
  solution: string,
  question: { input: string; call: string | undefined },
) => Promise<Answer>;

/**
 * All tests of an exercise as a grader takes them, those that are generated asked of the solution. A project without
 * tests has one: that it runs without an error, whatever it prints.
 *
 * @throws BadAssessment if the solution returns nothing that a test could expect
 */
export async function assessmentOf(exercise: Exercise, ask: AskSolution): Promise<Assessment> {
  const tests: Test[] = [];
  for (const test of exercise.tests) {
    for (const draw of drawsOf(test)) tests.push(await made(test, draw, exercise, ask));
  }
  const { points, limits, files } = exercise;
  if (tests.length === 0) tests.push({ kind: 'program', id: 't1', points, input: '', output: undefined });
  return { tests, limits, files };
}

/** Which test of the pack one of an assessment was made of: `t3.2` of `t3`. */
export const testOf = (exercise: Exercise, id: string): PackTest | undefined =>
  exercise.tests.find((test) => test.id === id.split('.')[0]);

function drawsOf({ id, points, does, generate }: PackTest): Draw[] {
  const call = does.kind === 'call' ? does.call : undefined;
  const input = does.kind === 'rule' ? '' : does.input;
  if (generate === undefined) return [{ id, points, call, input }];
  const { times, seed, values } = generate;
  return Array.from({ length: times }, (_, index) => {
    const drawn = new Map(
      values.map(({ name, choices }) => [name, choose(choices, `${seed}:${index + 1}:${name}`)]),
    );
    const filled = (text: string) => text.replaceAll(HOLE, (hole, name: string) => drawn.get(name) ?? hole);
    return {
      id: `${id}.${index + 1}`,
      points: points / times,
      call: call === undefined ? undefined : filled(call),
      input: filled(input),
    };
  });
}

/** One of the choices: the first six bytes of the SHA-256 of `seed:repetition:name`, modulo how many there are. */
function choose(choices: Choices, text: string): string {
  const number = createHash('sha256').update(text).digest().readUIntBE(0, 6);
  if (choices.kind === 'list') return choices.items[number % choices.items.length] ?? '';
  return String(choices.from + (number % (choices.to - choices.from + 1)));
}

async function made(
  { does, generate }: PackTest,
  { id, points, call, input }: Draw,
  { teacher: { solution = '' } }: Exercise,
  ask: AskSolution,
): Promise<Test> {
  if (does.kind === 'rule') return { kind: 'rule', id, points, uses: does.uses, avoids: does.avoids };
  const asks = generate !== undefined && (does.kind === 'call' || does.output?.kind === 'text');
  const answer = asks ? await ask(solution, { input, call }) : undefined;
  const output = outputOf(does.output, answer);
  if (call !== undefined && does.kind === 'call') {
    const returns = answer === undefined ? does.returns : answer.returned;
    // With what is no plain value nothing can be compared, and whatever a pupil returns would be right.
    if (answer !== undefined && returns === undefined && output === undefined)
      throw new BadAssessment([{ test: id, part: 'returns', text: call, words: 'nothing' }]);
    return { kind: 'call', id, points, call, returns, tolerance: does.tolerance, input, output };
  }
  if (output === undefined) throw new TypeError(`test ${id} expects nothing`);
  return { kind: 'program', id, points, input, output };
}

function outputOf(expected: Expected | undefined, answer: Answer | undefined): ExpectedOutput | undefined {
  if (expected?.kind !== 'text') return expected;
  return { ...expected, text: expected.text ?? answer?.output ?? '' };
}
