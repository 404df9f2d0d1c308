import {
  type EngineInfo,
  Owner,
  type Proof,
  RunnerError,
  findEngines,
  openEngine,
  unmet,
} from '../../runner/index.ts';
import { inHome, openHome } from '../home/index.ts';
import { renewProof } from '../proofs/index.ts';
import { hasWords, words } from '../words/index.ts';
import { problemWords } from './complaint.ts';
import type { DoctorOptions } from './options.ts';

/** What was found at one engine that answers. */
interface Examination {
  readonly info: EngineInfo;
  readonly proof: Proof | undefined;
  readonly problem: RunnerError | undefined;
}

/** `sandlot doctor`: every engine of this machine, and whether its boxes hold. 0 if at least one is fit. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const home = openHome();
  using owner = await inHome(home.owners, () => Owner.claim(home.owners));
  await using findings = await findEngines();
  const wanted = findings.found.filter(
    ({ connection }) => options.engine === 'auto' || options.engine === connection.info.name,
  );
  const examined: Examination[] = [];
  for (const candidate of wanted) {
    const { info } = candidate.connection;
    try {
      const engine = await openEngine(candidate, { owner: owner.id });
      examined.push({ info, proof: await renewProof(engine, home.proofs), problem: undefined });
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
      examined.push({ info, proof: undefined, problem: error });
    }
  }
  const missed = findings.missed.map(({ endpoint, error }) => ({
    address: endpoint.address,
    source: endpoint.source,
    words: String(error.details['words'] ?? problemWords(error)),
  }));
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ examined: examined.map(asData), missed }, undefined, 2)}\n`
      : report(examined, missed),
  );
  return examined.some(isFit) ? 0 : 1;
}

const isFit = ({ proof }: Examination) => proof !== undefined && unmet(proof).length === 0;

const asData = (examination: Examination) => ({
  engine: examination.info,
  fit: isFit(examination),
  checks: examination.proof?.checks ?? [],
  problem: examination.problem === undefined ? null : problemWords(examination.problem),
});

function report(
  examined: readonly Examination[],
  missed: readonly { address: string; source: string; words: string }[],
): string {
  const parts = examined.map(describe);
  if (examined.length === 0) {
    parts.push(
      [
        words('doctor.none'),
        words('doctor.install'),
        '',
        ...missed.map((miss) => words('doctor.asked', miss)),
      ].join('\n'),
    );
  }
  return `${[...parts, words('doctor.elsewhere')].join('\n\n')}\n`;
}

function describe(examination: Examination): string {
  const { info, proof, problem } = examination;
  const head = words('doctor.engine', {
    name: info.name,
    version: info.version,
    address: info.address,
    mode: words(info.rootless ? 'doctor.rootless' : 'doctor.rootful'),
    cgroups: info.cgroupVersion,
  });
  if (proof === undefined) {
    const why = problem === undefined ? '' : problemWords(problem);
    return `${head}\n${words('doctor.notFitYet', { name: info.name, words: why })}`;
  }
  const rows = proof.checks.map(({ id, state, seen }) => [
    checkName(id),
    words(`doctor.state.${state}`),
    seen,
  ]);
  const heading = [
    words('doctor.columns.check'),
    words('doctor.columns.state'),
    words('doctor.columns.seen'),
  ];
  const lines = [head, '', ...table([heading, ...rows]), ''];
  const toDo = proof.checks.filter(({ state }) => state === 'not enforced').map(({ id }) => advice(id));
  lines.push(words(isFit(examination) ? 'doctor.fit' : 'doctor.unfit', { name: info.name }), ...toDo);
  return lines.join('\n');
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
