import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BadAssessment, type Grade, type GradingJob, RunnerError } from '../../runner/index.ts';
import { Workshop, assessmentFor, packs } from '../studio.ts';
import { packProblemWords, problemWords, words } from '../words/index.ts';
import { Complaint } from './complaint.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { type HandedIn, findHandedIn, readHandedIn } from './handed-in.ts';
import type { GradeOptions } from './options.ts';
import { openPack } from './open-pack.ts';
import { ProgressBar } from './progress-bar.ts';

/** Grades that were given lie beside what was handed in, so that whoever was interrupted goes on. */
const JOURNAL = '.sandlot-grades.jsonl';

/**
 * `sandlot grade`: 0 if all has all its points, 9 if something lacks some, 8 if something could not be judged, 2 if
 * something is no program.
 */
export async function grade(options: GradeOptions): Promise<number> {
  const handedIn = findHandedIn(options.path);
  try {
    const exercise = await findExercise(options.exercise);
    const atOnce = Math.max(2, availableParallelism());
    await using workshop = await Workshop.open({ engine: options.engine, waiting: 0, gradedAtOnce: atOnce });
    const assessment = await assessmentFor(exercise, workshop.grader);
    const journal = statSync(options.path).isDirectory() ? join(options.path, JOURNAL) : undefined;
    using bar = new ProgressBar(handedIn.length);
    const outcomes = new Map<HandedIn, Outcome>();
    const jobs = function* (): Generator<GradingJob<HandedIn>, void> {
      for (const label of handedIn) {
        const submission = orComplaint(() => readHandedIn(label, exercise.files));
        if (!(submission instanceof Complaint)) {
          yield { label, assessment, submission };
          continue;
        }
        outcomes.set(label, { kind: 'leftOut', words: submission.message });
        bar.advance();
        if (options.json) print({ type: 'leftOut', name: label.name, words: submission.message });
      }
    };
    for await (const { label, grade: given } of workshop.grader.gradeAll(jobs(), { atOnce, journal })) {
      outcomes.set(label, { kind: 'graded', grade: given });
      bar.advance();
      if (options.json) print({ type: 'grade', name: label.name, ...given });
    }
    bar[Symbol.dispose]();
    return tell(handedIn, outcomes, options);
  } catch (error) {
    if (error instanceof packs.PackRefused) {
      for (const problem of error.problems) process.stderr.write(`${packProblemWords(problem)}\n`);
      return BAD_INPUT;
    }
    if (error instanceof BadAssessment) throw new Complaint('option.bad-tests', { words: error.message });
    if (!(error instanceof RunnerError)) throw error;
    process.stderr.write(`${problemWords(error, 'terminal')}\n`);
    return EXIT_CODES['internal error'];
  }
}

/** What became of what somebody has handed in; one pupil's fault keeps no other from a mark. */
type Outcome =
  { readonly kind: 'graded'; readonly grade: Grade } | { readonly kind: 'leftOut'; readonly words: string };

function orComplaint<T>(read: () => T): T | Complaint {
  try {
    return read();
  } catch (error) {
    if (error instanceof Complaint) return error;
    throw error;
  }
}

/** `lessons/first-steps/hello` is the exercise `hello` of the pack in `lessons/first-steps`. */
async function findExercise(path: string): Promise<packs.Exercise> {
  const id = basename(path);
  const pack = await packs.readPack(await openPack(dirname(path)));
  const all = pack.units.flatMap(({ exercises }) => exercises);
  const exercise = all.find((one) => one.id === id);
  if (exercise === undefined) {
    throw new Complaint('option.grade-exercise', { id, ids: all.map((one) => one.id).join(', ') });
  }
  if (exercise.kind === 'predict') throw new Complaint('option.grade-predict', { id });
  return exercise;
}

function tell(
  handedIn: readonly HandedIn[],
  outcomes: ReadonlyMap<HandedIn, Outcome>,
  { json }: GradeOptions,
): number {
  const counts = { programs: 0, full: 0, ungraded: 0, leftOut: 0 };
  for (const one of handedIn) {
    const outcome = outcomes.get(one);
    if (outcome === undefined) continue;
    if (!json) say(lineOf(one.name, outcome));
    if (outcome.kind === 'leftOut') {
      counts.leftOut += 1;
      continue;
    }
    counts.programs += 1;
    if (outcome.grade.score === outcome.grade.outOf) counts.full += 1;
    if (outcome.grade.score === null) counts.ungraded += 1;
  }
  if (json) print({ type: 'graded', ...counts });
  else say(words('grade.counts', counts));
  if (counts.ungraded > 0) return EXIT_CODES['internal error'];
  if (counts.leftOut > 0) return BAD_INPUT;
  return counts.full === counts.programs ? EXIT_CODES.accepted : EXIT_CODES['wrong answer'];
}

function lineOf(name: string, outcome: Outcome): string {
  if (outcome.kind === 'leftOut') return words('grade.leftOut', { name, words: outcome.words });
  const { score, outOf, tests } = outcome.grade;
  if (score === null) return words('grade.none', { name });
  const failed = tests.find(({ verdict }) => verdict !== 'accepted');
  if (failed === undefined) return words('grade.full', { name, score, outOf });
  return words('grade.part', { name, score, outOf, test: failed.id, verdict: failed.verdict });
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const print = (value: object) => say(JSON.stringify(value));
