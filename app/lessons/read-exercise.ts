import { setImmediate as breath } from 'node:timers/promises';
import { isUtf8 } from 'node:buffer';
import {
  GRADED_LIMITS,
  type Limits,
  MAX_CODE_BYTES,
  MAX_FILES,
  MAX_FILES_BYTES,
  type SourceFile,
} from '../../runner/index.ts';
import { foldedName } from '../base/index.ts';
import type { Block } from '../contract/index.ts';
import { PROGRAM } from './ask.ts';
import { LIMITS } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import type { MarkdownWork } from './markdown-work.ts';
import type { Exercise, InLanguages, Texts, WrongAttempt } from './model.ts';
import { piecesOf } from './parsons.ts';
import { PREDICTION, isPredicted as isSameText } from './predict.ts';
import { PICTURE_ENDINGS, pictureFacts } from './picture.ts';
import type { PackProblemCode, Problems } from './problems.ts';
import type { ExerciseFiles } from './files.ts';
import { readTests } from './read-tests.ts';
import { type ExerciseYaml, type Kind, exerciseSchema } from './schema.ts';
import { readShaped } from './shape.ts';
import { readPredicted, readProgram } from './wrong.ts';

type Languages = readonly [string, ...string[]];

/** Read one exercise, and tell of all that is wrong with it. Undefined if its YAML cannot be used at all. */
export async function readExercise(
  files: ExerciseFiles,
  languages: Languages,
  problems: Problems,
  work: MarkdownWork,
): Promise<Exercise | undefined> {
  const text = await files.text('exercise.yaml', LIMITS.yaml);
  if (text === undefined) return undefined;
  const shaped = readShaped(exerciseSchema, files.full('exercise.yaml'), text, problems);
  if (shaped === undefined) return undefined;
  const reader = new ExerciseReader(files, languages, problems, work, shaped.value, (path) =>
    shaped.yaml.lineOf(path),
  );
  return await reader.read();
}

const DEFAULT_POINTS = 10;

/** What lies beside the files that a program may read is the pupil's. */
const PUPILS_OWN = [PROGRAM, PREDICTION];

class ExerciseReader {
  readonly #files: ExerciseFiles;
  readonly #languages: Languages;
  readonly #problems: Problems;
  readonly #work: MarkdownWork;
  readonly #yaml: ExerciseYaml;
  readonly #lineOf: (path: readonly PropertyKey[]) => number;

  constructor(
    files: ExerciseFiles,
    languages: Languages,
    problems: Problems,
    work: MarkdownWork,
    yaml: ExerciseYaml,
    lineOf: (path: readonly PropertyKey[]) => number,
  ) {
    this.#files = files;
    this.#languages = languages;
    this.#problems = problems;
    this.#work = work;
    this.#yaml = yaml;
    this.#lineOf = lineOf;
  }

  async read(): Promise<Exercise> {
    const yaml = this.#yaml;
    const { points = DEFAULT_POINTS, kind } = yaml;
    const passing = yaml.passing ?? points;
    if (yaml.id !== this.#files.folder) {
      this.#tell(['id'], 'id-not-folder', { id: yaml.id, folder: this.#files.folder });
    }
    if (passing > points) this.#tell(['passing'], 'passing-too-high', { passing, points });
    for (const key of ['skills', 'requires'] as const) this.#once(key);
    this.#checkKind();
    const pictures = await this.#pictures();
    const checkers = await this.#checkers();
    const solution = await this.#code(kind === 'predict' ? 'solution.txt' : 'solution.py');
    const exercise: Exercise = {
      id: yaml.id,
      title: this.#texts(yaml.title, ['title']),
      kind,
      points,
      passing,
      skills: yaml.skills ?? [],
      requires: yaml.requires ?? [],
      limits: limitsOf(yaml),
      hints: (yaml.hints ?? []).map((hint, index) => this.#texts(hint, ['hints', index])),
      task: await this.#task(pictures),
      starter: await this.#code('starter.py'),
      files: await this.#data(),
      pictures,
      tests: readTests(yaml, points, {
        texts: (text, path) => this.#texts(text, path),
        checker: (name) => checkers.get(name),
        tell: (path, code, values) => this.#tell(path, code, values),
      }),
      teacher: { solution, wrong: await this.#wrong(), extra: yaml.extra ?? [] },
    };
    this.#checkWhole(exercise);
    this.#files.tellOthers();
    return exercise;
  }

  #tell(path: readonly PropertyKey[], code: PackProblemCode, values?: Record<string, string | number>): void {
    this.#problems.add(this.#files.full('exercise.yaml'), this.#lineOf(path), code, values);
  }

  #once(key: 'skills' | 'requires'): void {
    const ids = this.#yaml[key] ?? [];
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice >= 0) this.#tell([key, twice], 'twice', { id: ids[twice] ?? '' });
  }

  /** One text is for all languages; otherwise there must be one for each, and no more. */
  #texts(text: NonNullable<ExerciseYaml['title']>, path: readonly PropertyKey[]): Texts {
    return textsIn(text, this.#languages, (language, code) => {
      this.#tell(code === 'language-unknown' ? [...path, language] : path, code, { language });
    });
  }

  /** Which files and keys each kind has, and has not. */
  #checkKind(): void {
    const { kind, tests, extra } = this.#yaml;
    const rules = KINDS[kind];
    for (const file of rules.needs) {
      if (!this.#files.has(file)) this.#tell(['kind'], 'needs', { file });
    }
    for (const file of rules.never) {
      if (this.#files.has(file)) this.#problems.add(this.#files.full(file), null, 'not-for-kind', { kind });
    }
    if (rules.tests === 'needs' && (tests ?? []).length === 0)
      this.#tell(['kind'], 'missing', { key: 'tests' });
    if (rules.tests === 'never' && tests !== undefined) this.#tell(['tests'], 'not-for-kind', { kind });
    if (kind !== 'parsons' && extra !== undefined) this.#tell(['extra'], 'not-for-kind', { kind });
    if (kind === 'function' && !(tests ?? []).some(({ call }) => call !== undefined)) {
      this.#tell(['kind'], 'missing', { key: 'call' });
    }
    const generates = (tests ?? []).some(({ generate }) => generate !== undefined);
    if (generates && !this.#files.has('solution.py')) this.#tell(['tests'], 'needs', { file: 'solution.py' });
  }

  /** What can be said only when everything has been read. */
  #checkWhole({ kind, starter, teacher: { solution, extra, wrong } }: Exercise): void {
    if (kind === 'parsons' && solution !== undefined && new Set(piecesOf(solution, extra)).size < 2) {
      this.#problems.add(this.#files.full('solution.py'), null, 'parsons-lines');
    }
    for (const { file, text } of wrong) {
      if (solution === undefined || !isSameText(text, solution)) continue;
      this.#problems.add(this.#files.full(file), null, 'wrong-is-right');
    }
    if (kind === 'fix' && starter !== undefined && isSameText(starter, solution ?? '')) {
      this.#problems.add(this.#files.full('starter.py'), null, 'wrong-is-right');
    }
    if (kind === 'predict' && starter !== undefined) {
      const lines = starter.trimEnd().split('\n').length;
      for (const { file, line } of wrong) {
        if (line > lines) this.#problems.add(this.#files.full(file), 1, 'wrong-line', { line, lines });
      }
    }
  }

  async #task(pictures: readonly string[]): Promise<InLanguages<readonly Block[]>> {
    const known = new Set(pictures);
    const tasks: Record<string, readonly Block[]> = {};
    for (const [index, language] of this.#languages.entries()) {
      const file = index === 0 ? 'task.md' : `task.${language}.md`;
      if (!this.#files.has(file)) {
        this.#problems.add(this.#files.full(file), null, 'missing-file');
        continue;
      }
      const text = await this.#files.text(file, LIMITS.markdown);
      if (text === undefined) continue;
      if (text.trim() === '') this.#problems.add(this.#files.full(file), null, 'empty');
      await breath(); // each may take half a second, and others have work to do
      tasks[language] = readMarkdown(this.#files.full(file), text, known, this.#problems, this.#work);
    }
    return tasks;
  }

  async #code(file: string): Promise<string | undefined> {
    return this.#files.has(file) ? await this.#files.text(file, MAX_CODE_BYTES) : undefined;
  }

  async #pictures(): Promise<string[]> {
    const names = this.#files.under('pictures');
    for (const name of names) {
      const bytes = await this.#files.bytes(name, LIMITS.picture);
      if (bytes === undefined) continue;
      const facts = pictureFacts(bytes);
      const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
      if (facts === undefined || PICTURE_ENDINGS[ending] !== facts.kind) {
        this.#problems.add(this.#files.full(name), null, 'picture-kind');
      } else if (Math.max(facts.width, facts.height) > LIMITS.pictureSide) {
        const { width, height } = facts;
        const values = { width, height, most: LIMITS.pictureSide };
        this.#problems.add(this.#files.full(name), null, 'picture-size', values);
      }
    }
    return names;
  }

  async #data(): Promise<SourceFile[]> {
    const files: SourceFile[] = [];
    let bytes = 0;
    for (const name of this.#files.under('files')) {
      const path = name.slice('files/'.length);
      const content = await this.#files.bytes(name, path.endsWith('.py') ? MAX_CODE_BYTES : LIMITS.data);
      if (content === undefined) continue;
      const taken = PUPILS_OWN.find((own) => foldedName(path.split('/')[0] ?? '') === own);
      if (taken !== undefined)
        this.#problems.add(this.#files.full(name), null, 'same-path', { other: taken });
      bytes += content.length;
      const encoding = isUtf8(content) ? 'utf8' : 'base64';
      files.push({ path, content: content.toString(encoding), encoding });
    }
    const most = MAX_FILES_BYTES - MAX_CODE_BYTES;
    if (bytes > most)
      this.#problems.add(this.#files.full('files'), null, 'file-too-large', {
        kilobytes: Math.floor(most / 1024),
      });
    if (files.length >= MAX_FILES) {
      this.#problems.add(this.#files.full('files'), null, 'too-many-files', { most: MAX_FILES - 1 });
    }
    return files;
  }

  async #checkers(): Promise<ReadonlyMap<string, string>> {
    const sources = new Map<string, string>();
    for (const name of this.#files.under('checkers', '.py')) {
      const text = await this.#files.text(name, MAX_CODE_BYTES);
      sources.set(name.slice('checkers/'.length), text ?? '');
    }
    return sources;
  }

  async #wrong(): Promise<WrongAttempt[]> {
    const predicts = this.#yaml.kind === 'predict';
    const attempts: WrongAttempt[] = [];
    for (const file of this.#files.under('wrong', predicts ? '.txt' : '.py')) {
      const text = await this.#files.text(file, MAX_CODE_BYTES);
      if (text === undefined) continue;
      const found = predicts ? readPredicted(file, text) : readProgram(file, text);
      if (typeof found === 'string') this.#problems.add(this.#files.full(file), null, found);
      else attempts.push(found);
    }
    return attempts;
  }
}

interface KindRules {
  readonly needs: readonly string[];
  readonly never: readonly string[];
  readonly tests: 'needs' | 'may' | 'never';
}

const KINDS: Readonly<Record<Kind, KindRules>> = {
  program: { needs: ['solution.py'], never: ['solution.txt'], tests: 'needs' },
  function: { needs: ['solution.py'], never: ['solution.txt'], tests: 'needs' },
  fix: { needs: ['starter.py', 'solution.py'], never: ['solution.txt'], tests: 'needs' },
  predict: { needs: ['starter.py', 'solution.txt'], never: ['solution.py', 'checkers'], tests: 'never' },
  parsons: { needs: ['solution.py'], never: ['starter.py', 'solution.txt'], tests: 'needs' },
  project: { needs: [], never: ['solution.txt'], tests: 'may' },
};

function limitsOf({ limits = {} }: ExerciseYaml): Limits {
  const { seconds, memoryMb, outputKb } = limits;
  return {
    ...GRADED_LIMITS,
    ...(seconds !== undefined && { cpuMillis: seconds * 1_000, wallClockMillis: seconds * 1_000 }),
    ...(memoryMb !== undefined && { memoryMb }),
    ...(outputKb !== undefined && { maxOutputBytes: outputKb * 1_024 }),
  };
}

/** A text in all languages of a pack; `tell` hears of those that are missing or too many. */
export function textsIn(
  text: NonNullable<ExerciseYaml['title']>,
  languages: Languages,
  tell: (language: string, code: 'language-missing' | 'language-unknown') => void,
): Texts {
  if (typeof text === 'string') return Object.fromEntries(languages.map((language) => [language, text]));
  for (const language of languages) {
    if ((text[language] ?? '').trim() === '') tell(language, 'language-missing');
  }
  for (const language of Object.keys(text)) {
    if (!languages.includes(language)) tell(language, 'language-unknown');
  }
  return text;
}
