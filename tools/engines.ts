/**
 * Engines for a developer, up until they are stopped:
 *
 *     eval "$(npm run -s engines start)"     both, or name them: start docker
 *     eval "$(npm run -s engines env)"       in another terminal
 *     npm run engines stop                   ends exactly what start started
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  engineKinds,
  engineVariables,
  startEngines,
  stopEngines,
  type EngineKind,
  type Engines,
} from './engines/index.ts';

const cache = join(import.meta.dirname, '..', '.cache');
const notePath = join(cache, 'engines.json');

async function main([command, ...names]: string[]): Promise<number> {
  switch (command) {
    case 'start':
      return start(names);
    case 'stop':
      return stop();
    case 'env':
      return env();
    default:
      return complain('usage: npm run engines start [docker] [podman] | stop | env');
  }
}

async function start(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !isKind(name));
  if (unknown.length > 0) return complain(`unknown: ${unknown.join(', ')}; known: ${engineKinds.join(', ')}`);
  if ((await readNote()) !== undefined) await stop();
  const wanted = names.filter(isKind);
  const engines = await startEngines(wanted.length > 0 ? wanted : engineKinds, true);
  await mkdir(cache, { recursive: true });
  await writeFile(notePath, JSON.stringify(engines));
  for (const state of engines.states) if ('missing' in state) complain(`${state.kind}: ${state.missing}`);
  return printExports(engines);
}

async function stop(): Promise<number> {
  const engines = await readNote();
  if (engines !== undefined) await stopEngines(engines);
  await rm(notePath, { force: true });
  return 0;
}

async function env(): Promise<number> {
  const engines = await readNote();
  return engines === undefined ? complain('nothing was started here') : printExports(engines);
}

function printExports(engines: Engines): number {
  const pairs = Object.entries(engineVariables(engines)).map(([name, value]) => `${name}=${value}`);
  if (pairs.length > 0) console.log(`export ${pairs.join(' ')}`);
  return pairs.length > 0 ? 0 : 1;
}

async function readNote(): Promise<Engines | undefined> {
  try {
    return JSON.parse(await readFile(notePath, 'utf8')) as Engines;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isKind(name: string): name is EngineKind {
  return engineKinds.some((kind) => kind === name);
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
