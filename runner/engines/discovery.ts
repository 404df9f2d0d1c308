import { createHash } from 'node:crypto';
import { access, constants, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { EngineName } from './engine.ts';

/** A place where an engine may answer. */
export interface Endpoint {
  /** The engine that one would expect there; which it is, it says itself. */
  readonly expected: EngineName;
  /** `unix:///path`, `npipe:////./pipe/name` or `tcp://127.0.0.1:2375`. */
  readonly address: string;
  /** How we came upon it: the name of a variable, a context, or `usual place`. */
  readonly source: string;
}

/** What discovery reads of its surroundings; handed in, so that a test can make its own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export const here: Surroundings = { env: process.env, platform: process.platform, home: homedir() };

/** Every place worth asking, the most deliberate first, none twice. */
export async function findEndpoints(around: Surroundings = here): Promise<Endpoint[]> {
  const candidates = [
    ...fromVariable('docker', 'DOCKER_HOST', around),
    ...fromVariable('podman', 'CONTAINER_HOST', around),
    ...(await fromDockerContext(around)),
    ...usualPlaces(around),
  ];
  const seen = new Set<string>();
  return candidates.filter(({ address }) => !seen.has(address) && seen.add(address));
}

function fromVariable(expected: EngineName, variable: string, { env }: Surroundings): Endpoint[] {
  const address = env[variable];
  return address ? [{ expected, address, source: variable }] : [];
}

/** The context that `docker context use` has chosen (Docker CLI, cli/context/store: meta/SHA256/meta.json). */
async function fromDockerContext({ env, home }: Surroundings): Promise<Endpoint[]> {
  const folder = env['DOCKER_CONFIG'] ?? join(home, '.docker');
  const config = await readJson(join(folder, 'config.json'));
  const name = env['DOCKER_CONTEXT'] ?? textAt(config, 'currentContext');
  if (name === undefined || name === 'default') return [];
  const hash = createHash('sha256').update(name).digest('hex');
  const meta = await readJson(join(folder, 'contexts', 'meta', hash, 'meta.json'));
  const address = textAt(meta, 'Endpoints', 'docker', 'Host');
  return address === undefined ? [] : [{ expected: 'docker', address, source: `context ${name}` }];
}

function usualPlaces({ env, platform, home }: Surroundings): Endpoint[] {
  const source = 'usual place';
  if (platform === 'win32') {
    return [
      { expected: 'docker', address: 'npipe:////./pipe/docker_engine', source },
      { expected: 'podman', address: 'npipe:////./pipe/podman-machine-default', source },
    ];
  }
  const socket = (expected: EngineName, path: string): Endpoint => ({
    expected,
    address: `unix://${path}`,
    source,
  });
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  return [
    socket('docker', '/var/run/docker.sock'),
    socket('docker', join(home, '.docker', 'run', 'docker.sock')),
    socket('docker', join(home, '.docker', 'desktop', 'docker.sock')),
    ...(runtimeDir === undefined ? [] : [socket('docker', join(runtimeDir, 'docker.sock'))]),
    socket('podman', '/run/podman/podman.sock'),
    ...(runtimeDir === undefined ? [] : [socket('podman', join(runtimeDir, 'podman', 'podman.sock'))]),
    ...(platform === 'darwin'
      ? [socket('podman', join(home, '.local/share/containers/podman/machine/podman.sock'))]
      : []),
  ];
}

/** Whether the command `podman` is there, so that its service can be started. */
export async function hasPodmanCommand({ env, platform }: Surroundings = here): Promise<boolean> {
  if (platform !== 'linux') return false; // elsewhere it only speaks to a virtual machine
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, 'podman'), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    // Not there, not readable, not JSON: then nobody chose a context.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return typeof at === 'string' ? at : undefined;
}
