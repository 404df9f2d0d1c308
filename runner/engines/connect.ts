import type Dockerode from 'dockerode';
import { RunnerError } from '../model/index.ts';
import type { Endpoint } from './discovery.ts';
import type { EngineInfo } from './engine.ts';

// An engine that is there answers its version in a few milliseconds; a virtual machine that wakes up, later.
const ANSWER_MILLIS = 5_000;

// No call takes this long on an engine that is alive, however busy; a stream may be silent for as long as it likes.
const CALL_MILLIS = 60_000;

/** An engine that answers: how to speak to it, and what it says of itself. */
export interface Connection {
  /** For calls: one that gets no answer in a minute fails as if there were no engine. */
  readonly docker: Dockerode;
  /** For streams: attaching, and loading an image. */
  readonly streams: Dockerode;
  readonly info: EngineInfo;
}

/**
 * Ask who answers at an address.
 *
 * @throws RunnerError `engine-missing` if nobody does, `engine-unfit` if it is not on this machine
 */
export async function connect({ address }: Endpoint): Promise<Connection> {
  const options = optionsFor(address);
  const speakTo = await speaker();
  const asked = speakTo({ ...options, timeout: ANSWER_MILLIS });
  try {
    // Podman takes 0.3 s to say its version alone, and says it here too, in half of that.
    const system = (await asked.info()) as SystemInfo;
    return {
      docker: speakTo({ ...options, timeout: CALL_MILLIS }),
      streams: speakTo(options),
      info: {
        name: system.BuildahVersion === undefined ? 'docker' : 'podman',
        version: system.ServerVersion,
        address,
        rootless: isRootless(system),
        cgroupVersion: system.CgroupVersion === '2' ? 2 : 1,
        runtimes: Object.keys(system.Runtimes ?? {}),
      },
    };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new RunnerError('engine-missing', { address, words }, { cause: error });
  }
}

/**
 * Makes clients for the address that they are told, and no other: docker-modem takes what DOCKER_HOST says before
 * that, and fails where it makes no sense. Loaded when the first engine is asked, for dockerode brings so much with
 * it that a window would wait 0.1 s longer for its page.
 */
async function speaker(): Promise<(options: Dockerode.DockerOptions) => Dockerode> {
  const { default: Client } = await import('dockerode');
  return (options) => {
    const { DOCKER_HOST } = process.env;
    delete process.env['DOCKER_HOST'];
    try {
      return new Client(options);
    } finally {
      if (DOCKER_HOST !== undefined) process.env['DOCKER_HOST'] = DOCKER_HOST;
    }
  };
}

/** Only places on this machine: a pupil's program never leaves it. */
function optionsFor(address: string): Dockerode.DockerOptions {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'unix:') return { socketPath: address.slice('unix://'.length) };
  if (url?.protocol === 'npipe:') return { socketPath: address.slice('npipe:'.length) };
  if (url?.protocol === 'tcp:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)) {
    return { protocol: 'http', host: url.hostname, port: Number(url.port || '2375') };
  }
  throw new RunnerError('engine-unfit', { address, why: 'not-local' });
}

interface SystemInfo {
  readonly ServerVersion: string;
  /** Only Podman has one. */
  readonly BuildahVersion?: string;
  readonly SecurityOptions?: readonly string[];
  readonly Rootless?: boolean;
  readonly CgroupVersion?: string;
  readonly Runtimes?: Readonly<Record<string, unknown>>;
}

function isRootless(system: SystemInfo): boolean {
  return system.Rootless === true || (system.SecurityOptions ?? []).some((name) => name.includes('rootless'));
}
