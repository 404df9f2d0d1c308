import { readManifest, readSeccompProfile, seccompProfilePath } from '../../sandbox-images/index.ts';
import { RunnerError } from '../model/index.ts';
import { type Connection, connect } from './connect.ts';
import { ContainerEngine } from './container/container-engine.ts';
import { ensureImage } from './container/image.ts';
import { type Endpoint, type Surroundings, findEndpoints, hasPodmanCommand, here } from './discovery.ts';
import type { Engine, EngineName } from './engine.ts';
import { PodmanService } from './podman-service.ts';

export interface FoundEngine {
  readonly endpoint: Endpoint;
  readonly connection: Connection;
}

/** A place that was asked in vain, or that may not be used. */
export interface Miss {
  readonly endpoint: Endpoint;
  readonly error: RunnerError;
}

export interface Findings extends AsyncDisposable {
  readonly found: readonly FoundEngine[];
  readonly missed: readonly Miss[];
}

/**
 * Ask everywhere, and start Podman's service where only the command is there. Whoever asks disposes of what
 * was found when he is done with the engines.
 */
export async function findEngines(around: Surroundings = here): Promise<Findings> {
  const endpoints = await findEndpoints(around);
  const asked = await Promise.all(endpoints.map(ask));
  let service: PodmanService | undefined;
  if (!asked.some((answer) => isOf(answer, 'podman')) && (await hasPodmanCommand(around))) {
    const endpoint = { expected: 'podman', address: 'podman system service', source: 'command' } as const;
    try {
      service = await PodmanService.start(around.env);
      asked.push(await ask({ ...endpoint, address: service.address }));
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
      asked.push({ endpoint, error });
    }
  }
  return {
    found: asked.filter((answer) => 'connection' in answer),
    missed: asked.filter((answer) => 'error' in answer),
    [Symbol.asyncDispose]: async () => service?.[Symbol.asyncDispose](),
  };
}

const isOf = (answer: FoundEngine | Miss, name: EngineName) =>
  'connection' in answer && answer.connection.info.name === name;

async function ask(endpoint: Endpoint): Promise<FoundEngine | Miss> {
  try {
    return { endpoint, connection: await connect(endpoint) };
  } catch (error) {
    if (error instanceof RunnerError) return { endpoint, error };
    throw error;
  }
}

export interface EngineOptions {
  /** Id of the owner of every box. */
  readonly owner: string;
  /** Folder with the built image; the project's own by default. */
  readonly imageRoot?: string | undefined;
  /** A stronger runtime to use if the engine lists it: `runsc`. */
  readonly runtime?: string | undefined;
}

/**
 * Make ready an engine that was found: its image is loaded and verified.
 *
 * @throws RunnerError `image-missing`, `image-corrupt`, `image-unexpected`, `engine-unfit`, `engine-lost`
 */
export async function openEngine({ connection }: FoundEngine, options: EngineOptions): Promise<Engine> {
  const { docker, streams, info } = connection;
  const { imageRoot, runtime, owner } = options;
  if (runtime !== undefined && !info.runtimes.includes(runtime)) {
    throw new RunnerError('engine-unfit', { engine: info.name, why: 'runtime', runtime });
  }
  const manifest = await readManifest(imageRoot).catch((cause: unknown) => {
    throw new RunnerError('image-missing', { words: String(cause) }, { cause });
  });
  const id = await ensureImage(connection, manifest, imageRoot);
  return new ContainerEngine({
    docker,
    streams,
    info,
    image: { identity: manifest.identity, user: manifest.config.User, id },
    owner,
    seccomp: { json: await readSeccompProfile(imageRoot), path: seccompProfilePath(imageRoot) },
    runtime,
  });
}
