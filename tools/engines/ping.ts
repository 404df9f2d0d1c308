/** Asks an engine whether it is there. Only its socket can say: a client's `--version` proves nothing. */
import { request } from 'node:http';

export type EngineKind = 'docker' | 'podman';

/** Which engine answers on this unix socket, or undefined when none does within `timeoutMillis`. */
export function ping(socketPath: string, timeoutMillis = 2000): Promise<EngineKind | undefined> {
  const { promise, resolve } = Promise.withResolvers<EngineKind | undefined>();
  const asked = request({ socketPath, path: '/_ping', timeout: timeoutMillis }, (answer) => {
    answer.resume();
    // Podman also serves /var/run/docker.sock where podman-docker is installed: its own header tells.
    const kind = answer.headers['libpod-api-version'] === undefined ? 'docker' : 'podman';
    resolve(answer.statusCode === 200 ? kind : undefined);
  });
  asked.on('timeout', () => asked.destroy());
  asked.on('error', () => {
    resolve(undefined);
  });
  asked.on('close', () => {
    resolve(undefined);
  });
  asked.end();
  return promise;
}

/** Removes every container of the engine; resolves to how many there were. For engines that are ours alone. */
export async function removeContainers(socketPath: string): Promise<number> {
  const list: unknown = JSON.parse(await call(socketPath, 'GET', '/containers/json?all=1'));
  const ids = (Array.isArray(list) ? list : []).map((one: { Id: string }) => one.Id);
  await Promise.all(ids.map((id) => call(socketPath, 'DELETE', `/containers/${id}?force=1&v=1`)));
  return ids.length;
}

function call(socketPath: string, method: string, path: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const asked = request({ socketPath, method, path, timeout: 10_000 }, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => (text += chunk));
    answer.on('end', () => {
      resolve(text);
    });
    answer.on('error', reject);
  });
  asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer in 10 s`)));
  asked.on('error', reject);
  asked.end();
  return promise;
}
