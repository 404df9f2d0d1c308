import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';

/** What docker-modem takes; its types leave these out. */
interface DialOptions {
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly statusCodes: Readonly<Record<number, true | string>>;
  readonly options?: object;
  readonly hijack?: boolean;
  readonly file?: Buffer;
  readonly isStream?: boolean;
}

interface Dialler {
  dial(options: DialOptions, done: (error: Error | null, value: unknown) => void): void;
}

/** One call of the engine's HTTP API through dockerode's own transport, for what dockerode has no method. */
export function call(docker: Dockerode, options: DialOptions): Promise<unknown> {
  const modem = docker.modem as Dialler;
  return new Promise((resolve, reject) => {
    modem.dial(options, (error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });
}

/**
 * Both streams of a container that is not yet started. The options are in the address and the body is empty:
 * Podman gives a body to the program as its input.
 */
export async function attach(docker: Dockerode, containerId: string): Promise<Duplex> {
  return (await call(docker, {
    path: `/containers/${containerId}/attach?`,
    method: 'POST',
    hijack: true,
    isStream: true,
    // The one way to make docker-modem send `Content-Length: 0` rather than JSON or a chunked body.
    file: Buffer.alloc(0),
    statusCodes: { 101: true, 200: true, 404: 'no such container', 500: 'server error' },
    options: { _query: { stream: 1, stdin: 1, stdout: 1, stderr: 1 } },
  })) as Duplex;
}

/** The HTTP status of an answer that dockerode took for a failure, or undefined if there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}
