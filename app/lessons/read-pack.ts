import { ExerciseFiles, PackFiles } from './files.ts';
import { FORMAT, LIMITS, STUDIO_VERSION } from './limits.ts';
import { MarkdownWork } from './markdown-work.ts';
import type { Exercise, Pack, Unit } from './model.ts';
import { type PackProblemCode, Problems } from './problems.ts';
import { readExercise, textsIn } from './read-exercise.ts';
import { type PackYaml, packSchema } from './schema.ts';
import { readShaped } from './shape.ts';
import { SIGNATURE_FILE } from './signature.ts';
import type { PackSource } from './source/index.ts';
import { isNewer } from './version.ts';
import type { YamlText } from './yaml.ts';

/**
 * Read a pack and check all of it.
 *
 * @throws PackRefused with everything that is wrong with it
 */
export async function readPack(source: PackSource): Promise<Pack> {
  const problems = new Problems();
  const pack = await new PackReader(source, problems).read();
  problems.refuseIfAny();
  if (pack === undefined) throw new Error('a pack that was not read has no problem');
  return pack;
}

class PackReader {
  readonly #files: PackFiles;
  readonly #problems: Problems;

  constructor(source: PackSource, problems: Problems) {
    this.#files = new PackFiles(source, problems);
    this.#problems = problems;
  }

  async read(): Promise<Pack | undefined> {
    const text = await this.#files.text('pack.yaml', LIMITS.yaml);
    if (text === undefined) return undefined;
    if (this.#isOfAnotherStudio(text)) return undefined;
    const shaped = readShaped(packSchema, 'pack.yaml', text, this.#problems);
    if (shaped === undefined) return undefined;
    const { value, yaml } = shaped;
    const tell = (path: readonly PropertyKey[], code: PackProblemCode, values?: Record<string, string>) =>
      this.#problems.add('pack.yaml', yaml.lineOf(path), code, values);
    const [first = '', ...others] = value.languages;
    const languages = [first, ...others] as const;
    tellTwice(languages, (id, index) => tell(['languages', index], 'twice', { id }));
    const texts = (of: PackYaml['title'], path: readonly PropertyKey[]) =>
      textsIn(of, languages, (language, code) => tell(path, code, { language }));
    const exercises = await this.#exercises(languages);
    this.#checkUnits(value, yaml, exercises);
    this.#checkRequires(exercises);
    const units = value.units.map(({ id, title, exercises: ids }, index): Unit => ({
      id,
      title: texts(title, ['units', index, 'title']),
      exercises: ids.flatMap((exercise) => exercises.get(exercise) ?? []),
    }));
    return {
      id: value.id,
      version: value.version,
      title: texts(value.title, ['title']),
      about: value.about === undefined ? undefined : texts(value.about, ['about']),
      languages,
      licence: value.licence,
      authors: value.authors,
      units,
    };
  }

  /** A pack of tomorrow may have any shape: it is told apart before the shape is looked at. */
  #isOfAnotherStudio(text: string): boolean {
    const format = /^format:[ \t]*(\d{1,9})[ \t]*(?:#.*)?$/mu.exec(text)?.[1];
    const studio = /^studio:[ \t]*['"]?(\d{1,6}\.\d{1,6}\.\d{1,6})['"]?[ \t]*(?:#.*)?$/mu.exec(text)?.[1];
    if (studio !== undefined && isNewer(studio, STUDIO_VERSION)) {
      this.#problems.add('pack.yaml', null, 'studio-newer', { studio, ours: STUDIO_VERSION });
      return true;
    }
    if (format === undefined || Number(format) <= FORMAT) return false;
    this.#problems.add('pack.yaml', null, 'format-newer', { format, ours: FORMAT });
    return true;
  }

  async #exercises(languages: Pack['languages']): Promise<ReadonlyMap<string, Exercise>> {
    const folders = new Map<string, string[]>();
    for (const path of this.#files.paths) {
      const [top, folder = '', ...rest] = path.split('/');
      if (top === 'exercises' && rest.length > 0) {
        folders.set(folder, [...(folders.get(folder) ?? []), rest.join('/')]);
      } else if (path !== 'pack.yaml' && path !== SIGNATURE_FILE) {
        this.#problems.add(path, null, 'unknown-file');
      }
    }
    const exercises = new Map<string, Exercise>();
    if (folders.size > LIMITS.exercises) {
      this.#problems.add('exercises', null, 'too-many-exercises', { most: LIMITS.exercises });
      return exercises;
    }
    const work = new MarkdownWork();
    for (const [folder, names] of folders) {
      const files = new ExerciseFiles(folder, names, this.#files, this.#problems);
      const exercise = await readExercise(files, languages, this.#problems, work);
      if (exercise !== undefined) exercises.set(folder, exercise);
    }
    this.#folders = new Set(folders.keys());
    return exercises;
  }

  /** Folders of exercises, those among them that could not be read. */
  #folders: ReadonlySet<string> = new Set();

  #checkUnits({ units }: PackYaml, yaml: YamlText, exercises: ReadonlyMap<string, Exercise>): void {
    const tell = (path: readonly PropertyKey[], code: PackProblemCode, id: string) =>
      this.#problems.add('pack.yaml', yaml.lineOf(path), code, { id });
    tellTwice(
      units.map(({ id }) => id),
      (id, index) => tell(['units', index, 'id'], 'twice', id),
    );
    const named = new Set<string>();
    for (const [unit, { exercises: ids }] of units.entries()) {
      for (const [index, id] of ids.entries()) {
        const path = ['units', unit, 'exercises', index];
        if (named.has(id)) tell(path, 'twice', id);
        else if (!this.#folders.has(id)) tell(path, 'no-such-exercise', id);
        named.add(id);
      }
    }
    for (const id of exercises.keys()) {
      if (!named.has(id)) tell(['units'], 'in-no-unit', id);
    }
  }

  /** What is required must be there, and nothing may wait for itself. */
  #checkRequires(exercises: ReadonlyMap<string, Exercise>): void {
    const file = (id: string) => `exercises/${id}/exercise.yaml`;
    for (const [folder, { requires }] of exercises) {
      for (const id of requires) {
        if (!this.#folders.has(id)) this.#problems.add(file(folder), null, 'no-such-exercise', { id });
      }
    }
    const cycle = findCycle(new Map([...exercises].map(([id, { requires }]) => [id, requires])));
    const [first] = cycle;
    if (first !== undefined) {
      this.#problems.add(file(first), null, 'cycle', { ids: [...cycle, first].join(' → ') });
    }
  }
}

function tellTwice(ids: readonly string[], tell: (id: string, index: number) => void): void {
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index) tell(id, index);
  }
}

/** The ids of one cycle, in order; empty if there is none. */
function findCycle(requires: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): readonly string[] => {
    if (path.includes(id)) return path.slice(path.indexOf(id));
    if (done.has(id)) return [];
    path.push(id);
    for (const next of requires.get(id) ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    done.add(id);
    return [];
  };
  for (const id of requires.keys()) {
    const cycle = visit(id);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
