import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { type BoxKind, RunnerError } from '../../model/index.ts';
import { Sandbox } from '../../sandbox/index.ts';
import type { Engine, EngineInfo } from '../engine.ts';
import { attach, call, isDiskFull, statusOf } from './api.ts';
import { ContainerChannel, type ContainerLife } from './container-channel.ts';
import { QUIRKS, type Quirks } from './quirks.ts';
import { OWNER_LABEL, removeContainer, sweepBoxes } from './sweep.ts';

// A box starts in a third of a second on an idle machine. On a busy one it takes longer, but not this long.
const START_TIMEOUT_MILLIS = 30_000;

export interface ContainerEngineOptions {
  readonly docker: Dockerode;
  readonly streams: Dockerode;
  readonly info: EngineInfo;
  /** Identity and user of the image, as its manifest says, and its id in this engine's store. */
  readonly image: { readonly identity: string; readonly user: string; readonly id: string };
  readonly owner: string;
  readonly seccomp: { readonly json: string; readonly path: string };
  readonly runtime?: string | undefined;
}

/** Docker or Podman: boxes are containers. */
export class ContainerEngine implements Engine {
  readonly info: EngineInfo;
  readonly image: string;
  readonly recipe: string;
  readonly #docker: Dockerode;
  readonly #options: ContainerEngineOptions;
  readonly #quirks: Quirks;

  constructor(options: ContainerEngineOptions) {
    this.info = options.info;
    this.image = options.image.identity;
    this.#docker = options.docker;
    this.#options = options;
    this.#quirks = QUIRKS[options.info.name];
    this.recipe = createHash('sha256')
      .update(JSON.stringify([this.#request({ memoryMb: 0, pids: 0, diskMb: 0 }), options.seccomp.json]))
      .digest('hex');
  }

  async open(kind: BoxKind): Promise<Sandbox> {
    const id = await this.#create(kind);
    const life = this.#lifeOf(id);
    let opened: Sandbox | undefined;
    try {
      const stream = await attach(this.#options.streams, id);
      const sandbox = new Sandbox(new ContainerChannel(stream, life), { engine: this.info.name });
      opened = sandbox;
      await this.#docker.getContainer(id).start();
      await within(START_TIMEOUT_MILLIS, sandbox.ready);
      return sandbox;
    } catch (error) {
      await (opened?.destroy() ?? life.remove());
      throw this.#explain(error);
    }
  }

  async sweep(isDead: (owner: string) => Promise<boolean>): Promise<string[]> {
    return (await sweepBoxes(this.#options, isDead)).swept;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(); // every box is destroyed by whoever took it; the connection is only HTTP
  }

  async #create(kind: BoxKind): Promise<string> {
    try {
      const answer = await call(this.#docker, {
        method: 'POST',
        path: this.#quirks.createPath,
        body: this.#request(kind, { [OWNER_LABEL]: this.#options.owner }),
      });
      return (answer as { Id: string }).Id;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #request(kind: BoxKind, labels: Readonly<Record<string, string>> = {}): object {
    const { image, seccomp, runtime } = this.#options;
    return this.#quirks.createBody({
      imageId: image.id,
      user: image.user,
      kind,
      labels,
      seccomp,
      runtime,
      rootless: this.info.rootless,
    });
  }

  #lifeOf(id: string): ContainerLife {
    const container = this.#docker.getContainer(id);
    return {
      postMortem: async () => {
        try {
          const { State } = await container.inspect();
          return { cause: State.Running ? 'engine lost' : 'box lost', outOfMemory: State.OOMKilled };
        } catch (error) {
          return { cause: statusOf(error) === 404 ? 'box lost' : 'engine lost', outOfMemory: false };
        }
      },
      remove: async () => {
        await removeContainer(this.#options, id);
      },
    };
  }

  #explain(error: unknown): RunnerError {
    if (error instanceof RunnerError) return error;
    const words = error instanceof Error ? error.message.trim() : String(error);
    const details = { engine: this.info.name, words };
    if (statusOf(error) === undefined) return new RunnerError('engine-lost', details, { cause: error });
    const code = isDiskFull(words) ? 'disk-full' : 'box-failed';
    return new RunnerError(code, details, { cause: error });
  }
}

async function within<T>(millis: number, promise: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = pause(millis, undefined, { signal: timeout.signal }).then(() => {
    throw new RunnerError('box-failed', { words: `not ready after ${millis} ms` });
  });
  late.catch(() => undefined); // aborted when the promise was in time
  try {
    return await Promise.race([promise, late]);
  } finally {
    timeout.abort();
  }
}
