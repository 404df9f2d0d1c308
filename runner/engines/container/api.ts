import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';

interface Call {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
}

/** What docker-modem takes; its types leave most of it out. */
interface Dialler {
  dial(options: object, done: (error: Error | null, value: unknown) => void): void;
}

const SUCCESS = { 101: true, 200: true, 201: true, 204: true };

/** One call of the engine's HTTP API through dockerode's own transport, for what dockerode has no method. */
export function call(docker: Dockerode, { method, path, query = {}, body }: Call): Promise<unknown> {
  return dial(docker, {
    method,
    path: `${path}?`, // docker-modem appends the query to a question mark that is there
    statusCodes: SUCCESS,
    options: { _query: query, _body: body },
  });
}

/**
 * Both streams of a container that is not yet started. The options are in the address and the body is empty:
 * Podman gives a body to the program as its input.
 */
export async function attach(docker: Dockerode, containerId: string): Promise<Duplex> {
  return (await dial(docker, {
    method: 'POST',
    path: `/containers/${containerId}/attach?`,
    hijack: true,
    isStream: true,
    // The one way to make docker-modem send `Content-Length: 0` rather than JSON or a chunked body.
    file: Buffer.alloc(0),
    statusCodes: SUCCESS,
    options: { _query: { stream: 1, stdin: 1, stdout: 1, stderr: 1 } },
  })) as Duplex;
}

/** The HTTP status of an answer that dockerode took for a failure, or undefined if there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** Whether an engine's sentence says that its disk is full. The sentence is all that tells it from other failures. */
export const isDiskFull = (words: string): boolean => words.includes('no space left on device');

function dial(docker: Dockerode, options: object): Promise<unknown> {
  const modem = docker.modem as Dialler;
  return new Promise((resolve, reject) => {
    modem.dial(options, (error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });
}
