import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BadAssessment, type GradingJob, RunnerError } from '../../runner/index.ts';
import { type Pack, Workshop, assessmentFor, packs } from '../studio.ts';
import { packProblemWords, problemWords } from '../words/terminal.ts';
import { Complaint } from './complaint.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { GradeReport } from './grade-report.ts';
import { type HandedIn, collectHandedIn, readHandedIn } from './handed-in.ts';
import type { GradeOptions } from './options.ts';
import { openPack } from './open-pack.ts';
import { testWords } from './test-words.ts';

/** Grades that were given lie beside what was handed in, so that whoever was interrupted goes on. */
const JOURNAL = '.sandlot-grades.jsonl';

/**
 * `sandlot grade`: 0 if all has all its points, 9 if something lacks some, 8 if something could not be judged, 2 if
 * something is no program.
 */
export async function grade({ path, engine, json, ...options }: GradeOptions): Promise<number> {
  const collected = collectHandedIn(path);
  try {
    const { pack, exercise } = await findExercise(options.exercise);
    const atOnce = Math.max(2, availableParallelism());
    await using workshop = await Workshop.open({ engine, waiting: 0, gradedAtOnce: atOnce });
    const assessment = await assessmentFor(exercise, workshop.grader);
    const journal = collected.isClass ? join(path, JOURNAL) : undefined;
    using report = new GradeReport(collected, {
      json,
      testWords: (id) => testWords(pack, exercise, id),
      say: (line) => process.stdout.write(`${line}\n`),
    });
    const jobs = function* (): Generator<GradingJob<HandedIn>, void> {
      for (const label of collected.handedIn) {
        const submission = orComplaint(() => readHandedIn(label, exercise.files));
        if (submission instanceof Complaint) {
          report.settle(label, { kind: 'leftOut', words: submission.message });
        } else yield { label, assessment, submission };
      }
    };
    for await (const { label, grade: given } of workshop.grader.gradeAll(jobs(), { atOnce, journal })) {
      report.settle(label, { kind: 'graded', grade: given });
    }
    return report.end();
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

function orComplaint<T>(read: () => T): T | Complaint {
  try {
    return read();
  } catch (error) {
    if (error instanceof Complaint) return error;
    throw error;
  }
}

/** `lessons/first-steps/hello` is the exercise `hello` of the pack in `lessons/first-steps`. */
async function findExercise(path: string): Promise<{ pack: Pack; exercise: packs.Exercise }> {
  const id = basename(path);
  const pack = await packs.readPack(await openPack(dirname(path)));
  const all = packs.exercisesOf(pack);
  const exercise = all.find((one) => one.id === id);
  if (exercise === undefined) {
    throw new Complaint('option.grade-exercise', { id, ids: all.map((one) => one.id).join(', ') });
  }
  if (exercise.kind === 'predict') throw new Complaint('option.grade-predict', { id });
  return { pack, exercise };
}
