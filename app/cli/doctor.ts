import { RunnerError } from '../../runner/index.ts';
import { type Examination, examine } from '../studio.ts';
import { doctorWords, hasWords, problemWords, words } from '../words/terminal.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { DoctorOptions } from './options.ts';

/** A place where no engine answered, for people. */
interface Miss {
  readonly address: string;
  readonly source: string;
  readonly words: string;
}

/** `sandlot doctor`: every engine of this machine, and whether its boxes hold. 0 if at least one is fit. */
export async function doctor({ engine, json }: DoctorOptions): Promise<number> {
  try {
    const { examined, missed } = await examine(engine);
    const misses = missed.map(({ endpoint: { address, source }, error }) => ({
      address,
      source,
      words: String(error.details['words'] ?? problemWords(error, 'terminal')),
    }));
    process.stdout.write(json ? asJson(examined, misses) : report(examined, misses));
    return examined.some(({ fit }) => fit) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    process.stderr.write(`${problemWords(error, 'terminal')}\n`);
    return EXIT_CODES['internal error'];
  }
}

function asJson(examined: readonly Examination[], missed: readonly Miss[]): string {
  const engines = examined.map(({ info, fit, checks, problem }) => ({
    engine: info,
    fit,
    checks,
    problem: problem === undefined ? null : doctorWords(problem, 'terminal'),
  }));
  return `${JSON.stringify({ examined: engines, missed }, undefined, 2)}\n`;
}

function report(examined: readonly Examination[], missed: readonly Miss[]): string {
  const parts = examined.map(describe);
  if (examined.length === 0) {
    const asked = missed.map(({ address, source, words: why }) =>
      words('doctor.asked', { address, source, words: why }),
    );
    parts.push([words('doctor.none'), words('doctor.install'), '', ...asked].join('\n'));
  }
  return `${[...parts, words('doctor.elsewhere')].join('\n\n')}\n`;
}

function describe({ info, fit, checks, problem }: Examination): string {
  const head = words('doctor.engine', {
    name: info.name,
    version: info.version,
    address: info.address,
    mode: words(info.rootless ? 'doctor.rootless' : 'doctor.rootful'),
    cgroups: info.cgroupVersion,
  });
  if (problem !== undefined) {
    return `${head}\n${words('doctor.notFitYet', { name: info.name, words: doctorWords(problem, 'terminal') })}`;
  }
  const heading = [
    words('doctor.columns.check'),
    words('doctor.columns.state'),
    words('doctor.columns.seen'),
  ];
  const rows = checks.map(({ id, state, seen }) => [checkName(id), words(`doctor.state.${state}`), seen]);
  const toDo = checks.filter(({ state }) => state === 'not enforced').map(({ id }) => advice(id));
  const verdict = words(fit ? 'doctor.fit' : 'doctor.unfit', { name: info.name });
  return [head, '', ...table([heading, ...rows]), '', verdict, ...toDo].join('\n');
}

function checkName(id: string): string {
  const key = `doctor.check.${id}`;
  return hasWords(key) ? words(key) : id;
}

function advice(id: string): string {
  const key = `doctor.advice.${id}`;
  return `  - ${hasWords(key) ? words(key) : words('doctor.advice.other', { check: checkName(id) })}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}
