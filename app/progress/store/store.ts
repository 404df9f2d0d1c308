import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Problem } from '../../contract/index.ts';
import type { Answer, Method, ParamsOf, ResultOf } from './protocol.ts';

/** The history, asked through its thread. It never blocks whoever asks, not even while another studio writes. */
export class Store implements AsyncDisposable {
  readonly #path: string;
  readonly #thread: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;
  #ended = false;
  #movedAside: string | null = null;

  /** @param path of the database, made when something is first asked */
  constructor(path: string) {
    this.#path = path;
    this.#thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { path } });
    this.#thread.unref();
    this.#thread.on('message', (answer: Answer) => this.#hear(answer));
    // Its own complaint first, then that it is gone; the first that whoever waits hears counts.
    this.#thread.on('error', (cause: unknown) => this.#end(cause));
    this.#thread.on('exit', () => this.#end());
  }

  /** Where a damaged database was moved to, if there was one. */
  get movedAside(): string | null {
    return this.#movedAside;
  }

  /** @throws Problem `store-unusable`, or what the method throws */
  async ask<const M extends Method>(method: M, ...params: ParamsOf<M>): Promise<ResultOf<M>> {
    if (this.#ended) throw this.#gone();
    const id = (this.#asked += 1);
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#thread.ref(); // somebody waits, so the process does not end before the answer
    this.#thread.postMessage({ id, method, params });
    return answer.promise as Promise<ResultOf<M>>; // the other end is typed by the same methods
  }

  /** What was asked before is still answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    this.#thread.ref();
    const exit = once(this.#thread, 'exit');
    this.#thread.postMessage('close');
    await exit;
  }

  #hear(answer: Answer): void {
    if (answer.kind === 'moved-aside') {
      this.#movedAside = answer.to;
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if (answer.kind === 'done') waiting?.resolve(answer.result);
    else waiting?.reject(new Problem(answer.problem.code, answer.problem.details));
  }

  #end(cause?: unknown): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(this.#gone(cause));
    this.#waiting.clear();
  }

  #gone(cause?: unknown): Problem {
    const why = cause instanceof Error ? { words: cause.message } : { why: 'ended' };
    return new Problem('store-unusable', { path: this.#path, ...why }, { cause });
  }
}
