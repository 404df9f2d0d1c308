import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BadAssessment, type Grade, type GradingJob, RunnerError } from '../../runner/index.ts';
import { Workshop, assessmentFor, packs, submissionOf } from '../studio.ts';
import { packProblemWords, problemWords, words } from '../words/index.ts';
import { Complaint } from './complaint.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { readProgram } from './files.ts';
import type { GradeOptions } from './options.ts';
import { openPack } from './open-pack.ts';
import { ProgressBar } from './progress-bar.ts';

/** Grades that were given lie beside what was handed in, so that whoever was interrupted goes on. */
const JOURNAL = '.sandlot-grades.jsonl';

interface HandedIn {
  readonly name: string;
  readonly path: string;
}

/** `sandlot grade`: 0 if all has all its points, 9 if something lacks some, 8 if something could not be judged. */
export async function grade(options: GradeOptions): Promise<number> {
  const handedIn = findHandedIn(options.path);
  try {
    const exercise = await findExercise(options.exercise);
    const atOnce = Math.max(2, availableParallelism());
    await using workshop = await Workshop.open({ engine: options.engine, waiting: 0, gradedAtOnce: atOnce });
    const assessment = await assessmentFor(exercise, workshop.grader);
    const jobs: GradingJob<HandedIn>[] = handedIn.map((label) => {
      const { entry, files } = readProgram([label.path]);
      const code = files.find(({ path }) => path === entry)?.content ?? '';
      return { label, assessment, submission: submissionOf(code) };
    });
    const journal = statSync(options.path).isDirectory() ? join(options.path, JOURNAL) : undefined;
    using bar = new ProgressBar(jobs.length);
    const grades = new Map<string, Grade>();
    for await (const { label, grade: given } of workshop.grader.gradeAll(jobs, { atOnce, journal })) {
      grades.set(label.name, given);
      bar.advance();
      if (options.json) print({ type: 'grade', name: label.name, ...given });
    }
    bar[Symbol.dispose]();
    return tell(handedIn, grades, options);
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

/** One program, or every one of a folder: files, and folders with a `main.py`. */
function findHandedIn(path: string): HandedIn[] {
  if (!existsSync(path)) throw new Complaint('file.missing', { file: path });
  if (!statSync(path).isDirectory()) return [{ name: basename(path), path }];
  const found = readdirSync(path, { withFileTypes: true }).flatMap((entry): HandedIn[] => {
    const inside = join(path, entry.name);
    if (entry.isFile() && entry.name.endsWith('.py')) return [{ name: entry.name, path: inside }];
    const main = join(inside, 'main.py');
    return entry.isDirectory() && existsSync(main) ? [{ name: entry.name, path: main }] : [];
  });
  if (found.length === 0) throw new Complaint('option.grade-nothing', { path });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tell(
  handedIn: readonly HandedIn[],
  grades: ReadonlyMap<string, Grade>,
  { json }: GradeOptions,
): number {
  let full = 0;
  let ungraded = 0;
  for (const { name } of handedIn) {
    const given = grades.get(name);
    if (given === undefined) continue;
    if (given.score === given.outOf) full += 1;
    if (given.score === null) ungraded += 1;
    if (!json) say(lineOf(name, given));
  }
  const counts = { programs: grades.size, full, ungraded };
  if (json) print({ type: 'graded', ...counts });
  else say(words('grade.counts', counts));
  if (ungraded > 0) return EXIT_CODES['internal error'];
  return full === grades.size ? EXIT_CODES.accepted : EXIT_CODES['wrong answer'];
}

function lineOf(name: string, { score, outOf, tests }: Grade): string {
  if (score === null) return words('grade.none', { name });
  const failed = tests.find(({ verdict }) => verdict !== 'accepted');
  if (failed === undefined) return words('grade.full', { name, score, outOf });
  return words('grade.part', { name, score, outOf, test: failed.id, verdict: failed.verdict });
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const print = (value: object) => say(JSON.stringify(value));
