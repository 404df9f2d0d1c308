import type { Assessment, Grade, SourceFile, Submission } from '../../runner/index.ts';
import type { Checked, CheckedTest } from '../contract/index.ts';
import { PROGRAM } from './ask.ts';
import { testOf } from './expand.ts';
import type { Exercise, PackTest } from './model.ts';
import { isMadeOf, piecesOf } from './parsons.ts';
import { PREDICTION, firstWrongLine } from './predict.ts';

type TestGrade = Grade['tests'][number];

/** Gives a submission its grade, when an engine is there: a prediction is compared, and needs none. */
export type GiveGrade = (submission: Submission) => Promise<{ assessment: Assessment; grade: Grade }>;

/** Test what a pupil has. What is hidden from her is left out of what it came to. */
export async function check(
  exercise: Exercise,
  files: readonly SourceFile[],
  giveGrade: GiveGrade,
): Promise<Checked> {
  const { kind, passing, points, teacher } = exercise;
  if (kind === 'predict') {
    const line = firstWrongLine(textOf(files, PREDICTION), teacher.solution ?? '');
    if (line === undefined) return judged(exercise, true);
    return judged(exercise, false, { kind: 'prediction', line, expected: null, got: null });
  }
  const text = textOf(files, PROGRAM);
  if (kind === 'parsons' && !isMadeOf(text, piecesOf(teacher.solution ?? '', teacher.extra))) {
    return judged(exercise, false);
  }
  const { assessment, grade } = await giveGrade({ entry: PROGRAM, files });
  const { tests, score } = grade;
  const all = Math.min(score ?? 0, points);
  return {
    score: score === null ? null : all,
    outOf: points,
    done: score !== null && all >= passing,
    tests: merged(exercise, assessment, tests),
  };
}

const textOf = (files: readonly SourceFile[], path: string): string =>
  files.find((file) => file.path === path && file.encoding === 'utf8')?.content ?? '';

/** Of what is not run. */
function judged(
  { points, passing }: Exercise,
  isRight: boolean,
  difference: NonNullable<CheckedTest['seen']>['difference'] = null,
): Checked {
  const score = isRight ? points : 0;
  const test: CheckedTest = {
    id: 't1',
    name: null,
    passed: isRight,
    points: score,
    outOf: points,
    seen: { ...NOTHING_SEEN, verdict: isRight ? 'accepted' : 'wrong answer', difference },
  };
  return { tests: [test], score, outOf: points, done: score >= passing };
}

const NOTHING_SEEN = {
  message: null,
  words: null,
  input: '',
  call: null,
  printed: '',
  returned: null,
  expected: null,
  difference: null,
  error: null,
  missing: [],
  found: [],
} satisfies Partial<CheckedTest['seen']>;

/** A generated test is many; the pupil is told of one, the first that failed if one did. */
function merged(exercise: Exercise, assessment: Assessment, grades: Grade['tests']): CheckedTest[] {
  const groups = new Map<string, TestGrade[]>();
  for (const grade of grades) {
    const id = testOf(exercise, grade.id)?.id ?? grade.id;
    groups.set(id, [...(groups.get(id) ?? []), grade]);
  }
  return [...groups].map(([id, all]) => {
    const told = all.find(({ verdict }) => verdict !== 'accepted') ?? all[0];
    const test = exercise.tests.find((one) => one.id === id);
    const passed = all.every(({ verdict }) => verdict === 'accepted');
    const isHidden = test?.hidden === true;
    return {
      id,
      name: isHidden ? null : (test?.name ?? null),
      passed,
      points: sum(all.map(({ points }) => points)),
      outOf: sum(all.map(({ outOf }) => outOf)),
      seen: isHidden || told === undefined ? null : seen(told, test, assessment),
    };
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

function seen(
  grade: TestGrade,
  packTest: PackTest | undefined,
  { tests }: Assessment,
): NonNullable<CheckedTest['seen']> {
  const test = tests.find(({ id }) => id === grade.id);
  const { difference, returned, rule } = grade;
  return {
    ...NOTHING_SEEN,
    verdict: grade.verdict,
    message: packTest?.message ?? null,
    words: grade.words,
    input: test === undefined || test.kind === 'rule' ? '' : test.input,
    call: test?.kind === 'call' ? test.call : null,
    printed: grade.stdout.text,
    returned: returned === null ? null : returnedText(returned),
    expected: test?.kind === 'call' ? (test.returns ?? null) : null,
    difference:
      difference === null
        ? null
        : {
            kind: difference.kind,
            line: difference.line,
            expected: difference.expected,
            got: difference.got,
          },
    error: grade.error,
    missing: rule?.missing ?? [],
    found: rule?.found.map(({ feature, line }) => ({ feature, line })) ?? [],
  };
}

/** As Python would write it, and where it has no value that could be compared, its type. */
function returnedText(returned: NonNullable<TestGrade['returned']>): string | null {
  if (returned.kind === 'value') return returned.text;
  return 'type' in returned ? `<${returned.type}>` : null;
}
