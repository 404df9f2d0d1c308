import { METHODS, type EventOf, type Method, type ParamsOf, type ResultOf } from './methods.ts';
import { type ToBackEnd, numberedSchema, toWindowSchema } from './messages.ts';
import type { Port } from './port.ts';
import { Problem } from './problem.ts';

/** Methods that tell things on the way. */
type Telling = { [M in Method]: [EventOf<M>] extends [never] ? never : M }[Method];

/** A call that tells things until it is done. */
export interface Stream<M extends Method> {
  /** The number of the call, by which other calls name it. */
  readonly id: number;
  /** @throws Problem */
  readonly done: Promise<ResultOf<M>>;
  /** Want no more of it. `done` stays as it is until the back end has ended the call. */
  leave(): void;
}

/** Taken events are told in lots of this size: far below what the back end waits for, and far fewer messages. */
const LOT = 8 * 1024;

interface Open {
  /** Size of what was taken and is not told yet. */
  untold: number;
  readonly method: Method;
  readonly onEvent: (event: unknown, taken: () => void) => void;
  readonly resolve: (value: unknown) => void;
  readonly reject: (problem: Problem) => void;
}

/** A window's end of the line. Everything that comes in is checked before anybody sees it. */
export class Client {
  readonly #port: Port;
  readonly #open = new Map<number, Open>();
  #next = 1;
  #lost = false;

  /** @param whenLost told when the line has ended, after every open call has failed */
  constructor(port: Port, whenLost: () => void = () => undefined) {
    this.#port = port;
    port.onMessage((message) => this.#take(message));
    port.onClose(() => {
      this.#lost = true;
      for (const { reject } of this.#open.values()) reject(new Problem('connection-lost'));
      this.#open.clear();
      whenLost();
    });
  }

  /** @throws Problem */
  call<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    return this.#call(method, params, (_, taken) => taken()).done;
  }

  /**
   * @param onEvent gets each event in order, and a function to call when it has been dealt with: what is not
   * taken is not followed by more
   */
  stream<M extends Telling>(
    method: M,
    params: ParamsOf<M>,
    onEvent: (event: EventOf<M>, taken: () => void) => void,
  ): Stream<M> {
    // Checked by the method's schema before it gets here.
    return this.#call(method, params, onEvent as Open['onEvent']);
  }

  #call<M extends Method>(method: M, params: ParamsOf<M>, onEvent: Open['onEvent']): Stream<M> {
    const id = this.#next++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    if (this.#lost) reject(new Problem('connection-lost'));
    else {
      this.#open.set(id, { untold: 0, method, onEvent, resolve, reject });
      this.#send({ type: 'call', id, method, params });
    }
    return {
      id,
      done: promise as Promise<ResultOf<M>>,
      leave: () => this.#send({ type: 'leave', id }),
    };
  }

  #take(message: unknown): void {
    const parsed = toWindowSchema.safeParse(message);
    if (!parsed.success) {
      this.#giveUp(message);
      return;
    }
    const { data } = parsed;
    const call = this.#open.get(data.id);
    if (call === undefined) return;
    const schema = METHODS[call.method];
    if (data.type === 'event') {
      const event = 'event' in schema ? schema.event.safeParse(data.event) : undefined;
      const taken = () => this.#taken(data.id, call, data.size);
      if (event?.success === true) call.onEvent(event.data, taken);
      else taken();
      return;
    }
    this.#open.delete(data.id);
    if (data.type === 'throw') {
      call.reject(new Problem(data.problem.code, data.problem.details));
      return;
    }
    const value = schema.result.safeParse(data.value);
    if (value.success) call.resolve(value.data);
    else call.reject(new Problem('bad-answer', { method: call.method }));
  }

  /** Of what fits no envelope, somebody may still be waiting for it: he would wait for ever. */
  #giveUp(message: unknown): void {
    const id = numberedSchema.safeParse(message).data?.id;
    const call = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || call === undefined) return; // not from a back end of ours
    this.#open.delete(id);
    call.reject(new Problem('bad-answer', { method: call.method }));
    this.#send({ type: 'leave', id });
  }

  #taken(id: number, call: Open, size: number): void {
    call.untold += size;
    if (call.untold < LOT || !this.#open.has(id)) return;
    this.#send({ type: 'taken', id, size: call.untold });
    call.untold = 0;
  }

  #send(message: ToBackEnd): void {
    if (!this.#lost) this.#port.send(message);
  }
}
