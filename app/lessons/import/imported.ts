import * as YAML from 'yaml';
import type { PackProblem } from '../../contract/index.ts';
import { STUDIO_VERSION } from '../limits.ts';

/** A pack that was made of something else, and what of that could not be carried over. */
export interface Imported {
  /** Texts of files by their paths in the pack. */
  readonly files: ReadonlyMap<string, string>;
  readonly exercises: number;
  readonly tests: number;
  readonly leftOut: readonly PackProblem[];
}

/** What can be left out; `packs.import` in the catalogue says it in words. */
export type LeftOut =
  | 'not-coderunner'
  | 'language'
  | 'no-solution'
  | 'no-tests'
  | 'test-code'
  | 'test-extra'
  | 'test-guessed'
  | 'marks'
  | 'formatting'
  | 'attachments'
  | 'assertion'
  | 'helpers'
  | 'not-xml'
  | 'nothing-found';

/** A test as `exercise.yaml` has it. */
export interface MadeTest {
  readonly name?: string;
  readonly input?: string;
  readonly output?: string;
  readonly call?: string;
  readonly returns?: string;
  readonly hidden?: true;
  readonly points?: number;
}

export interface MadeExercise {
  readonly title: string;
  readonly kind: 'program' | 'function';
  readonly task: string;
  readonly starter: string | undefined;
  readonly solution: string;
  readonly points: number | undefined;
  readonly tests: readonly MadeTest[];
}

/** Gathers exercises into a pack. */
export class PackMaker {
  readonly #exercises = new Map<string, MadeExercise>();
  readonly #leftOut: PackProblem[] = [];

  leaveOut(file: string, code: LeftOut, values: PackProblem['values'] = {}): void {
    const short = Object.entries(values).map(([key, value]) => [key, String(value).slice(0, 200)]);
    this.#leftOut.push({ file, line: null, code, values: Object.fromEntries(short) as PackProblem['values'] });
  }

  add(exercise: MadeExercise): void {
    const id = idOf(exercise.title);
    let free = id;
    for (let number = 2; this.#exercises.has(free); number += 1) free = `${id}-${number}`;
    this.#exercises.set(free, exercise);
  }

  finish(title: string): Imported {
    const files = new Map<string, string>();
    for (const [id, exercise] of this.#exercises) {
      const { title: name, kind, points, tests, task, starter, solution } = exercise;
      const at = `exercises/${id}`;
      const yaml = { id, title: name, kind, ...(points !== undefined && { points }), tests };
      files.set(`${at}/exercise.yaml`, YAML.stringify(yaml));
      files.set(`${at}/task.md`, `${task.trim() === '' ? name : task.trim()}\n`);
      if (starter !== undefined && starter.trim() !== '') files.set(`${at}/starter.py`, starter);
      files.set(`${at}/solution.py`, solution);
    }
    const ids = [...this.#exercises.keys()];
    const pack = {
      format: 1,
      ...{ id: idOf(title), version: '1.0.0', title, languages: ['en'] },
      ...{ licence: 'LicenseRef-Unknown', authors: ['?'], studio: STUDIO_VERSION },
      units: [{ id: 'imported', title, exercises: ids }],
    };
    if (ids.length > 0) files.set('pack.yaml', YAML.stringify(pack));
    const tests = [...this.#exercises.values()].reduce((sum, exercise) => sum + exercise.tests.length, 0);
    return { files, exercises: ids.length, tests, leftOut: this.#leftOut };
  }
}

/** An id made of a title: `Hello, World!` is `hello-world`. */
function idOf(title: string): string {
  const plain = title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^[^a-z]+|-+$/gu, '');
  return plain.slice(0, 50).replace(/-+$/u, '') || 'exercise';
}
