import { type Assessment, BadAssessment, type SourceFile, type Submission } from '../../runner/index.ts';
import {
  type Added,
  type Call,
  type Checked,
  type ExerciseView,
  type Handlers,
  type LessonList,
  type ParamsOf,
  Problem,
  type ResultOf,
} from '../contract/index.ts';
import { type Marker, assessmentFor } from './ask.ts';
import { type Beginning, beginningOf, projectName } from './beginning.ts';
import { CheckLine } from './check-line.ts';
import { type GiveGrade, check } from './check.ts';
import { type Exercise, type Pack, exercisesOf } from './model.ts';
import { pictureFacts } from './picture.ts';
import { PackRefused } from './problems.ts';
import type { Library } from './library.ts';
import type { ShelvedPack } from './shelf/shelf.ts';
import { type PackStanding, progressOf, standingOf } from './standing.ts';
import { Upload } from './upload.ts';
import { pupilsView, summaryOf, teachersView } from './views.ts';

interface Named {
  readonly pack: string;
  readonly exercise: string;
}

/** What this room needs of a pupil's work. */
export interface PupilsWork {
  exercises(): Promise<readonly (Named & { readonly project: string })[]>;
  bestMarks(): Promise<readonly (Named & { readonly score: number; readonly done: boolean })[]>;
  projectOf(of: Named, name: string, files: readonly Beginning[]): Promise<string>;
  overwrite(project: string, path: string, content: string | Uint8Array): Promise<void>;
  filesForRun(project: string, edited: readonly { path: string; text: string }[]): Promise<SourceFile[]>;
  addMark(
    mark: Named & { version: string; at: number; score: number; points: number; done: boolean },
  ): Promise<void>;
}

type LessonMethod = Extract<keyof Handlers, `lesson.${string}`>;

/** Lessons as windows see them: the packs that are there, their exercises, and how far the pupil is. */
export class LessonRoom {
  readonly #library: Library;
  readonly #work: PupilsWork;
  /** When programs can be run, what grades one. */
  readonly #marker: () => Promise<Marker>;
  readonly #checks = new CheckLine();
  readonly #assessments = new WeakMap<Exercise, Promise<Assessment>>();

  constructor(library: Library, work: PupilsWork, marker: () => Promise<Marker>) {
    this.#marker = marker;
    this.#library = library;
    this.#work = work;
  }

  /** @param checkPin throws a Problem if it is not the teacher's */
  handlers(checkPin: (pin: string | null) => Promise<void>): Pick<Handlers, LessonMethod> {
    const upload = new Upload();
    return {
      'lesson.list': () => this.list(),
      'lesson.open': (of) => this.#open(of),
      'lesson.of': ({ project }) => this.#of(project),
      'lesson.check': ({ edited, ...of }, call) => this.#check(of, edited, signalOf(call)),
      'lesson.reset': (of) => this.#reset(of),
      'lesson.picture': (of) => this.#picture(of),
      'lesson.teacher': async ({ pin, ...of }) => {
        await checkPin(pin);
        return teachersView((await this.#find(of)).exercise);
      },
      'lesson.remove': async ({ pack, pin }) => {
        await checkPin(pin);
        return this.#remove(pack);
      },
      'lesson.add': (piece) => this.#add(upload.take(piece), piece.name),
    };
  }

  async list(): Promise<LessonList> {
    const works = await this.#work.exercises();
    const marks = await this.#work.bestMarks();
    return {
      packs: (await this.#library.packs()).map((shelved) =>
        summaryOf(shelved, standingOf(shelved.pack.id, works, marks)),
      ),
      refused: (await this.#library.refused()).map(({ name, problems }) => ({
        name,
        problems: [...problems],
      })),
    };
  }

  /** Projects that belong to exercises; of packs that are not there (any more) they are the pupil's like all others. */
  async projects(): Promise<ReadonlySet<string>> {
    const packs = this.#library.loaded?.map(({ pack }) => pack.id);
    const works = await this.#work.exercises();
    return new Set(works.filter(({ pack }) => packs?.includes(pack) ?? true).map(({ project }) => project));
  }

  onChange(listener: () => void): Disposable {
    return this.#library.onChange(listener);
  }

  async #open(of: Named): Promise<ExerciseView> {
    const { pack, exercise, project } = await this.#begin(of);
    return this.#view(pack, exercise, project);
  }

  async #of(project: string): Promise<ExerciseView | null> {
    const work = (await this.#work.exercises()).find((one) => one.project === project);
    if (work === undefined) return null;
    const found = await this.#lookFor(work);
    return found === undefined ? null : this.#view(found.pack, found.exercise, project);
  }

  async #check(of: Named, edited: ParamsOf<'lesson.check'>['edited'], signal: AbortSignal): Promise<Checked> {
    const { pack, exercise, project } = await this.#begin(of);
    const files = await this.#work.filesForRun(project, edited);
    const checked = await check(exercise, files, (submission) =>
      this.#checks.take(() => this.#grade(exercise, submission), signal),
    );
    const { score, outOf: points, done } = checked;
    if (score !== null) {
      await this.#work.addMark({ ...of, version: pack.version, at: Date.now(), score, points, done });
    }
    return checked;
  }

  /** @throws Problem `exercise-broken`: what is wrong is its author's business, and may be of a hidden test */
  async #grade(exercise: Exercise, submission: Submission): ReturnType<GiveGrade> {
    try {
      const assessment = await this.#assessment(exercise);
      return { assessment, grade: await (await this.#marker()).grade(assessment, submission) };
    } catch (error) {
      throw error instanceof BadAssessment ? new Problem('exercise-broken', {}, { cause: error }) : error;
    }
  }

  /**
   * An exercise and the project in which it is worked on, made if there is none.
   *
   * @throws Problem `no-such-exercise`, `exercise-locked`
   */
  async #begin(of: Named): Promise<Found & { readonly project: string }> {
    const found = await this.#find(of);
    const { pack, exercise } = found;
    const { state } = progressOf(exercise, await this.#standing(of.pack));
    if (state === 'locked') throw new Problem('exercise-locked', { ...of });
    const project = await this.#work.projectOf(of, projectName(exercise, pack), beginningOf(exercise));
    return { ...found, project };
  }

  /** Solutions are asked once. */
  #assessment(exercise: Exercise): Promise<Assessment> {
    const known = this.#assessments.get(exercise);
    if (known !== undefined) return known;
    const assessment = this.#marker().then((marker) => assessmentFor(exercise, marker));
    this.#assessments.set(exercise, assessment);
    assessment.catch(() => this.#assessments.delete(exercise));
    return assessment;
  }

  async #reset(of: Named): Promise<null> {
    const { exercise, project } = await this.#begin(of);
    for (const { path, content } of beginningOf(exercise)) await this.#work.overwrite(project, path, content);
    return null;
  }

  async #picture({ path, ...of }: ParamsOf<'lesson.picture'>): Promise<ResultOf<'lesson.picture'>> {
    const { exercise, source } = await this.#find(of);
    if (!exercise.pictures.includes(path)) throw new Problem('no-such-file', { file: path });
    const bytes = await source.read(`exercises/${exercise.id}/${path}`);
    const facts = pictureFacts(bytes);
    if (facts === undefined) throw new Problem('no-such-file', { file: path });
    return { type: `image/${facts.kind}`, base64: bytes.toString('base64') };
  }

  async #add(bytes: Buffer | undefined, name: string): Promise<Added> {
    if (bytes === undefined) return { kind: 'more' };
    try {
      const shelved = await this.#library.add(name, bytes);
      return { kind: 'taken', pack: summaryOf(shelved, await this.#standing(shelved.pack.id)) };
    } catch (error) {
      if (!(error instanceof PackRefused)) throw error;
      return { kind: 'refused', problems: [...error.problems] };
    }
  }

  async #remove(pack: string): Promise<null> {
    const became = await this.#library.remove(pack);
    if (became === 'removed') return null;
    throw new Problem(became === 'bundled' ? 'pack-bundled' : 'no-such-pack', { pack });
  }

  async #view(pack: Pack, exercise: Exercise, project: string): Promise<ExerciseView> {
    return pupilsView(pack, exercise, project, await this.#standing(pack.id));
  }

  async #standing(pack: string): Promise<PackStanding> {
    return standingOf(pack, await this.#work.exercises(), await this.#work.bestMarks());
  }

  async #lookFor({ pack: id, exercise: name }: Named): Promise<Found | undefined> {
    const shelved = (await this.#library.packs()).find(({ pack }) => pack.id === id);
    const exercise = shelved && exercisesOf(shelved.pack).find((one) => one.id === name);
    return exercise && { ...shelved, exercise };
  }

  /** @throws Problem `no-such-exercise` */
  async #find({ pack, exercise }: Named): Promise<Found> {
    const found = await this.#lookFor({ pack, exercise });
    if (found === undefined) throw new Problem('no-such-exercise', { pack, exercise });
    return found;
  }
}

/** Is aborted when whoever called has gone. */
function signalOf(call: Call): AbortSignal {
  const controller = new AbortController();
  call.onLeave(() => controller.abort());
  return controller.signal;
}

type Found = ShelvedPack & { readonly exercise: Exercise };
