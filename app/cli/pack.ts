import { type KeyObject, createPrivateKey } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { BadAssessment, RunnerError } from '../../runner/index.ts';
import { isSystemError, writeWhole } from '../base/index.ts';
import type { PackProblem } from '../contract/index.ts';
import {
  type Pack,
  PackRefused,
  type SignedBy,
  type Trial,
  Workshop,
  openShelf,
  packSigningKey,
  packs,
  trialsOf,
  tryPack,
} from '../studio.ts';
import { packProblemWords, packTemplate, problemWords, words } from '../words/terminal.ts';
import { Complaint } from './complaint.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { openPack } from './open-pack.ts';
import type { PackOptions } from './options.ts';
import { ProgressBar } from './progress-bar.ts';
import { testWords } from './test-words.ts';

/** `sandlot pack`: 0 if it was done, 2 if something is wrong with the pack, which is told in full. */
export async function pack(options: PackOptions): Promise<number> {
  try {
    return await ACTIONS[options.do](options);
  } catch (error) {
    if (error instanceof PackRefused) return tellProblems(error.problems, options);
    if (isSystemError(error)) {
      throw new Complaint('option.pack-disk', { path: error.path ?? options.path, words: error.code ?? '' });
    }
    if (error instanceof BadAssessment) throw new Complaint('option.bad-tests', { words: error.message });
    if (!(error instanceof RunnerError)) throw error;
    process.stderr.write(`${problemWords(error, 'terminal')}\n`);
    return EXIT_CODES['internal error'];
  }
}

const ACTIONS: Readonly<Record<PackOptions['do'], (options: PackOptions) => Promise<number>>> = {
  new: makeNew,
  check,
  build,
  sign,
  show,
  import: importOthers,
  add,
  remove,
};

async function makeNew({ path }: PackOptions): Promise<number> {
  const id = basename(resolve(path));
  if (!/^[a-z][a-z0-9-]{0,59}$/u.test(id)) throw new Complaint('option.pack-id', { name: id });
  writeFolder(path, packTemplate(id, packs.STUDIO_VERSION));
  say(words('packs.command.made', { id, folder: path }));
  return 0;
}

/** Everything that can be told without running anything; then whether solutions pass, and nothing else does. */
async function check(options: PackOptions): Promise<number> {
  const source = await openPack(options.path);
  const read = await packs.readPack(source);
  const by = await packs.signedBy(source);
  const exercises = packs.exercisesOf(read);
  const sum = (count: (exercise: (typeof exercises)[number]) => number) =>
    exercises.reduce((total, exercise) => total + count(exercise), 0);
  const counts = {
    exercises: exercises.length,
    tests: sum(({ tests }) => tests.length),
    wrong: sum(({ teacher }) => teacher.wrong.length),
    languages: read.languages.length,
  };
  const wrongTrials = options.runs ? await failedTrials(read, options) : [];
  if (options.json) {
    for (const trial of wrongTrials) print({ type: 'trial', ...trial });
    print({
      type: 'checked',
      id: read.id,
      version: read.version,
      ...counts,
      signedBy: by,
      ran: options.runs,
    });
    return wrongTrials.length > 0 ? BAD_INPUT : 0;
  }
  if (by.kind === 'changed') sayStale(by, options.path);
  if (!options.runs) say(words('packs.command.notRun'));
  if (wrongTrials.length > 0) {
    for (const trial of wrongTrials) process.stderr.write(`${trialWords(read, trial)}\n`);
    process.stderr.write(`${words('packs.command.bad', { problems: wrongTrials.length })}\n`);
    return BAD_INPUT;
  }
  say(words('packs.command.good', counts));
  return 0;
}

/** What was run and did not do as it should, in the pack's order. */
async function failedTrials(read: Pack, { engine }: PackOptions): Promise<Trial[]> {
  const atOnce = Math.max(2, availableParallelism());
  await using workshop = await Workshop.open({ engine, waiting: 0, gradedAtOnce: atOnce });
  using bar = new ProgressBar(trialsOf(read));
  const failed: Trial[] = [];
  for await (const trial of tryPack(read, workshop.grader, atOnce)) {
    if (trial.passes !== trial.shouldPass) failed.push(trial);
    bar.advance();
  }
  const order = packs.exercisesOf(read).map(({ id }) => id);
  const isBefore = (a: Trial, b: Trial) =>
    a.exercise === b.exercise ? a.file < b.file : order.indexOf(a.exercise) < order.indexOf(b.exercise);
  return failed.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** What is wrong, and where; on which line, if a program says so itself. */
function trialWords(read: Pack, trial: Trial): string {
  const file = `exercises/${trial.exercise}/${trial.file}`;
  const said = (text: string, line: number | undefined) =>
    line === undefined
      ? words('packs.place.file', { file, words: text })
      : words('packs.place.line', { file, line, words: text });
  const failed = trial.grade?.tests.find(({ verdict }) => verdict !== 'accepted');
  if (trial.grade?.score === null) return said(words('packs.trial.unknown'), undefined);
  if (!trial.shouldPass) return said(words('packs.trial.passes'), undefined);
  const exercise = packs.exercisesOf(read).find(({ id }) => id === trial.exercise);
  if (failed === undefined || exercise === undefined) return said(words('packs.trial.fails'), undefined);
  const { verdict, error } = failed;
  const line = error?.place?.file === packs.PROGRAM ? error.place.line : undefined;
  return said(words('packs.trial.failsTest', { test: testWords(read, exercise, failed.id), verdict }), line);
}

async function build({ path, out }: PackOptions): Promise<number> {
  const source = await openPack(path);
  const { id, version } = await packs.readPack(source);
  const file = out ?? `${id}-${version}.zip`;
  const zip = await packs.zipOf(source);
  writeZip(file, zip);
  say(words('packs.command.built', { file, id, version, bytes: zip.length }));
  const by = await packs.signedBy(source);
  if (by.kind === 'changed') sayStale(by, path);
  return 0;
}

/** A folder gets `signature.json`; a zip is made anew with it. */
async function sign({ path, name, key }: PackOptions): Promise<number> {
  if (name === undefined || name.trim() === '' || name.length > 100) throw new Complaint('option.pack-name');
  const source = await openPack(path);
  const { id, version } = await packs.readPack(source);
  const privateKey = key === undefined ? packSigningKey() : readKey(key);
  const text = await packs.signPack(source, name, privateKey);
  if (statSync(path).isDirectory()) writeFileSync(join(path, packs.SIGNATURE_FILE), text);
  else writeZip(path, await packs.zipOf(source, new Map([[packs.SIGNATURE_FILE, Buffer.from(text)]])));
  say(words('packs.command.signed', { id, version, name, fingerprint: packs.fingerprintOf(privateKey) }));
  return 0;
}

async function show({ path, json }: PackOptions): Promise<number> {
  const source = await openPack(path);
  const read = await packs.readPack(source);
  const by = await packs.signedBy(source);
  const { id, version, licence } = read;
  const [language] = read.languages;
  if (json) {
    const units = read.units.map((unit) => ({ id: unit.id, exercises: unit.exercises.map((one) => one.id) }));
    print({
      type: 'pack',
      id,
      version,
      title: read.title,
      languages: read.languages,
      licence,
      units,
      signedBy: by,
    });
    return 0;
  }
  const languages = read.languages.join(', ');
  const authors = read.authors.join(', ');
  const title = read.title[language] ?? '';
  say(words('packs.show.head', { title, id, version, languages, licence, authors }));
  say(signedWords(by));
  for (const unit of read.units) {
    say(words('packs.show.unit', { title: unit.title[language] ?? '' }));
    for (const { id: exercise, title: name, kind, points, tests } of unit.exercises) {
      const values = { id: exercise, title: name[language] ?? '', kind, points, tests: tests.length };
      say(words('packs.show.exercise', values));
    }
  }
  return 0;
}

async function importOthers({ path, out, json }: PackOptions): Promise<number> {
  if (out === undefined) throw new Complaint('option.pack-out');
  if (existsSync(out)) throw new Complaint('option.pack-there', { path: out });
  const title = basename(resolve(out));
  const made = statSync(path).isDirectory()
    ? packs.importExercism(path, title)
    : packs.importCodeRunner(basename(path), readFileSync(path, 'utf8'), title);
  if (made === undefined) throw new Complaint('option.pack-import', { path });
  const { files, exercises, tests, leftOut } = made;
  if (exercises > 0) writeFolder(out, files);
  if (json) {
    print({ type: 'imported', exercises, tests, leftOut: leftOut.map(asJson) });
    return exercises > 0 ? 0 : BAD_INPUT;
  }
  if (exercises > 0) say(words('packs.command.imported', { exercises, tests, folder: out }));
  if (leftOut.length > 0)
    say([words('packs.command.leftOut'), ...leftOut.map(packProblemWords)].join('\n  '));
  if (exercises === 0) return BAD_INPUT;
  say(words('packs.command.finish'));
  await packs.readPack(await openPack(out)); // what is wrong with it is told
  return 0;
}

async function add({ path, json }: PackOptions): Promise<number> {
  const { id, version, before, signedBy } = await openShelf().take(await openPack(path));
  if (json) print({ type: 'taken', id, version, before: before ?? null, signedBy });
  else if (before === undefined) say(words('packs.command.taken', { id, version }));
  else say(words('packs.command.updated', { id, version, before }));
  return 0;
}

async function remove({ path: id, json }: PackOptions): Promise<number> {
  const shelf = openShelf();
  const became = await shelf.remove(id);
  if (became === 'unknown') throw new Complaint('option.pack-unknown', { id });
  if (became === 'bundled') throw new Complaint('option.pack-bundled', { id });
  const version = (await shelf.content()).packs.find(({ pack }) => pack.id === id)?.pack.version;
  if (json) print({ type: 'removed', id, uncovered: version ?? null });
  else if (version === undefined) say(words('packs.command.removed', { id }));
  else say(words('packs.command.uncovered', { id, version }));
  return 0;
}

function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  if (existsSync(folder)) throw new Complaint('option.pack-there', { path: folder });
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Wholly or not at all, and for others to read: it is made to be handed out. */
function writeZip(file: string, zip: Buffer): void {
  writeWhole(file, zip);
  chmodSync(file, 0o644);
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  throw new Complaint('option.pack-key', { file });
}

function signedWords(by: SignedBy): string {
  switch (by.kind) {
    case 'signed':
      return words('packs.show.signed', { name: by.name, fingerprint: by.fingerprint });
    case 'unsigned':
      return words('packs.show.unsigned');
    case 'changed':
      return words('packs.show.changed', { name: by.name, files: by.files.join(', ') });
  }
}

/** What its signature is worth now, and what to do. */
function sayStale(by: SignedBy, path: string): void {
  say(`${signedWords(by)}\n${words('packs.command.signAgain', { path })}`);
}

function tellProblems(problems: readonly PackProblem[], { json }: PackOptions): number {
  if (json) {
    for (const problem of problems) print(asJson(problem));
  } else {
    for (const problem of problems) process.stderr.write(`${packProblemWords(problem)}\n`);
    process.stderr.write(`${words('packs.command.bad', { problems: problems.length })}\n`);
  }
  return BAD_INPUT;
}

const asJson = (problem: PackProblem) => ({ type: 'problem', ...problem, words: packProblemWords(problem) });
const say = (text: string) => process.stdout.write(`${text}\n`);
const print = (value: object) => say(JSON.stringify(value));
