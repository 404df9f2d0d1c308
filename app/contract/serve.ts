import { METHODS, type EventOf, type Method, type ParamsOf, type ResultOf } from './methods.ts';
import { type ToWindow, toBackEndSchema } from './messages.ts';
import type { Port } from './port.ts';
import { Problem, asProblem } from './problem.ts';

/** What a handler knows of the call that it answers. */
export interface Call<Event = never> {
  readonly id: number;
  /** Tell the window something. Resolves when there is room for more; at once for a window that has left. */
  emit(event: Event): Promise<void>;
  /** Called when the window gives the call up, or is gone; at once if it already is. */
  onLeave(listener: () => void): void;
}

/** One function a method. What it throws, the window is told. */
export type Handlers = {
  readonly [M in Method]: (params: ParamsOf<M>, call: Call<EventOf<M>>) => Promise<ResultOf<M>>;
};

// Enough to keep a window busy, little enough to hold in memory; an xterm suffers above 500 kB.
const FULL = 128 * 1024;
const LOW = 32 * 1024;
/** More than a window of ours ever has open. */
const MOST_CALLS = 64;

/**
 * Answer the calls that come over a port until it closes. Rubbish that does not even say which call it is ends
 * the line, as nobody of ours sends it; anything else that is wrong is told to the caller.
 */
export function serve(port: Port, handlers: Handlers): void {
  const calls = new Map<number, LiveCall>();
  const send = (message: ToWindow) => port.send(message);

  port.onMessage((message) => {
    const parsed = toBackEndSchema.safeParse(message);
    if (!parsed.success) {
      port.close();
      return;
    }
    const { data } = parsed;
    if (data.type === 'call') {
      if (calls.has(data.id))
        port.close(); // whom would the answer be for?
      else void answer(data.id, data.method, data.params);
    } else if (data.type === 'leave') {
      calls.get(data.id)?.leave();
    } else if (calls.get(data.id)?.taken(data.size) === false) {
      port.close(); // it has taken what nobody gave
    }
  });
  port.onClose(() => {
    for (const call of calls.values()) call.leave();
  });

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      if (!isMethod(method)) throw new Problem('bad-request', { method, field: '' });
      if (calls.size >= MOST_CALLS) throw new Problem('too-many-calls', { most: MOST_CALLS });
      const call = new LiveCall(id, send);
      calls.set(id, call);
      try {
        send({ type: 'return', id, value: await dispatch(method, params, call) });
      } finally {
        calls.delete(id);
      }
    } catch (error) {
      send({ type: 'throw', id, problem: asProblem(error) });
    }
  }

  async function dispatch(method: Method, params: unknown, call: LiveCall): Promise<unknown> {
    const parsed = METHODS[method].params.safeParse(params);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Problem('bad-request', { method, field: issue?.path.join('.') ?? '' });
    }
    // The schema of a method and its handler's types come from one table, which the compiler cannot see here.
    const handler = handlers[method] as (params: unknown, call: Call<unknown>) => Promise<unknown>;
    return handler(parsed.data, call);
  }
}

const isMethod = (name: string): name is Method => Object.hasOwn(METHODS, name);

class LiveCall implements Call<unknown> {
  readonly id: number;
  readonly #send: (message: ToWindow) => void;
  readonly #leavers: (() => void)[] = [];
  #untaken = 0;
  #left = false;
  #room: { promise: Promise<undefined>; resolve: (value: undefined) => void } | undefined;

  constructor(id: number, send: (message: ToWindow) => void) {
    this.id = id;
    this.#send = send;
  }

  emit(event: unknown): Promise<void> {
    if (this.#left) return Promise.resolve();
    const size = JSON.stringify(event).length;
    this.#untaken += size;
    this.#send({ type: 'event', id: this.id, size, event });
    if (this.#untaken <= FULL) return Promise.resolve();
    this.#room ??= Promise.withResolvers<undefined>();
    return this.#room.promise;
  }

  onLeave(listener: () => void): void {
    if (this.#left) listener();
    else this.#leavers.push(listener);
  }

  /** False if that is more than it was given. */
  taken(size: number): boolean {
    this.#untaken -= size;
    if (this.#untaken <= LOW) this.#go();
    return this.#untaken >= 0;
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#go();
    for (const listener of this.#leavers.splice(0)) listener();
  }

  #go(): void {
    this.#room?.resolve(undefined);
    this.#room = undefined;
  }
}
