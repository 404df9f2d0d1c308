import { parseArgs } from 'node:util';
import { LIMIT_BOUNDS, LIVE_LIMITS, type Limits } from '../../runner/index.ts';
import type { EngineChoice } from '../studio.ts';
import { Complaint } from './complaint.ts';

export interface RunOptions {
  readonly command: 'run';
  readonly files: readonly string[];
  readonly engine: EngineChoice;
  readonly json: boolean;
  /** A path, or `-` for our own standard input; undefined where nothing was said. */
  readonly stdin: string | undefined;
  readonly limits: Limits;
}

export interface DoctorOptions {
  readonly command: 'doctor';
  readonly engine: EngineChoice;
  readonly json: boolean;
}

/** Run a program and write its trace, or show what a trace holds. */
export type TraceOptions = { readonly command: 'trace'; readonly summary: boolean } & (
  | { readonly do: 'record'; readonly run: RunOptions; readonly out: string }
  /** `at` is a step. */
  | { readonly do: 'show'; readonly file: string; readonly at: number | undefined }
);

const PACK_ACTIONS = ['new', 'check', 'build', 'sign', 'show', 'import', 'add', 'remove'] as const;

/** Something with a lesson pack. */
export interface PackOptions {
  readonly command: 'pack';
  readonly do: (typeof PACK_ACTIONS)[number];
  /** Where it lies; of one to remove, its id. */
  readonly path: string;
  readonly engine: EngineChoice;
  readonly json: boolean;
  /** Whether a check runs what is in it. */
  readonly runs: boolean;
  readonly out: string | undefined;
  /** Who signs. */
  readonly name: string | undefined;
  /** A file with the signer's key. */
  readonly key: string | undefined;
}

/** Grade one program, or all of a folder, by an exercise: `PACK/EXERCISE`. */
export interface GradeOptions {
  readonly command: 'grade';
  readonly exercise: string;
  readonly path: string;
  readonly engine: EngineChoice;
  readonly json: boolean;
}

export const COMMANDS = ['run', 'trace', 'grade', 'pack', 'doctor'] as const;
export type Command = (typeof COMMANDS)[number];

/** Tell how one command is used, or all are. */
export interface HelpOptions {
  readonly command: 'help';
  readonly about: Command | undefined;
}

export type Options = GradeOptions | PackOptions | TraceOptions | RunOptions | DoctorOptions | HelpOptions;

/** @throws Complaint */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (values.help === true || command === undefined || command === 'help') {
    const named = command === 'help' ? files[0] : command;
    return { command: 'help', about: COMMANDS.find((one) => one === named) };
  }
  const engine = readEngine(values.engine ?? 'auto');
  const json = values.json ?? false;
  if (command === 'doctor') {
    const [extra] = files;
    if (extra !== undefined) throw new Complaint('option.extra', { extra });
    return { command, engine, json };
  }
  if (command === 'pack') return readPackOptions(files, values, engine, json);
  if (command === 'grade') {
    const [exercise, path, extra] = files;
    if (exercise === undefined || path === undefined || extra !== undefined)
      throw new Complaint('option.grade-what');
    return { command, exercise, path, engine, json };
  }
  if (command !== 'run' && command !== 'trace') {
    const key = command.endsWith('.py') ? 'option.forgot-run' : 'option.unknown-command';
    throw new Complaint(key, { command });
  }
  if (files.length === 0) throw new Complaint('option.no-file');
  const { stdin, out, at } = values;
  const asRun = () =>
    ({ command: 'run', files, engine, json, stdin, limits: readLimits(values.limit ?? []) }) as const;
  if (command === 'run') return asRun();
  const summary = values.summary ?? false;
  if (out !== undefined) return { command, summary, do: 'record', run: asRun(), out };
  const [file = '', extra] = files;
  if (extra !== undefined) throw new Complaint('option.one-trace', { extra });
  if (at === undefined && !summary) throw new Complaint('option.trace-what');
  if (at !== undefined && !/^\d+$/.test(at)) throw new Complaint('option.step', { value: at });
  return { command, summary, do: 'show', file, at: at === undefined ? undefined : Number(at) };
}

function readPackOptions(
  [what, path, extra]: readonly string[],
  { out, name, key, ...values }: ReturnType<typeof parse>['values'],
  engine: EngineChoice,
  json: boolean,
): PackOptions {
  const action = PACK_ACTIONS.find((one) => one === what);
  if (action === undefined) throw new Complaint('option.pack-what');
  if (path === undefined) {
    if (action === 'remove') throw new Complaint('option.pack-which');
    throw new Complaint('option.pack-where', { what: action });
  }
  if (extra !== undefined) throw new Complaint('option.pack-one', { extra });
  return { command: 'pack', do: action, path, engine, json, runs: values['no-run'] !== true, out, name, key };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        engine: { type: 'string' },
        json: { type: 'boolean' },
        stdin: { type: 'string' },
        limit: { type: 'string', multiple: true },
        out: { type: 'string' },
        name: { type: 'string' },
        'no-run': { type: 'boolean' },
        key: { type: 'string' },
        at: { type: 'string' },
        summary: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError)
      throw new Complaint('option.bad', { words: error.message.split('. ')[0] ?? '' });
    throw error;
  }
}

function readEngine(engine: string): EngineChoice {
  if (engine === 'auto' || engine === 'docker' || engine === 'podman') return engine;
  throw new Complaint('option.engine', { engine });
}

function readLimits(settings: readonly string[]): Limits {
  const limits: Record<keyof Limits, number> = { ...LIVE_LIMITS };
  for (const text of settings) {
    const [name = '', value, ...rest] = text.split('=');
    if (value === undefined || rest.length > 0) throw new Complaint('option.limit-form', { text });
    if (!isLimit(name)) {
      throw new Complaint('option.limit-name', { name, names: Object.keys(LIMIT_BOUNDS).join(', ') });
    }
    if (!/^-?\d+$/.test(value)) throw new Complaint('option.limit-number', { name, value });
    const { floor, ceiling } = LIMIT_BOUNDS[name];
    const number = Number(value);
    if (number < floor || number > ceiling) {
      throw new Complaint('option.limit-range', { name, value, floor, ceiling });
    }
    limits[name] = number;
  }
  return limits;
}

const isLimit = (name: string): name is keyof Limits => Object.hasOwn(LIMIT_BOUNDS, name);
