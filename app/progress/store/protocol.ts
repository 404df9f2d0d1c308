import type { ProblemData } from '../../contract/index.ts';
import type { History } from './history.ts';

/** What the thread of the store is asked to do: what a history can, by name. */
export type Method = Exclude<keyof History, typeof Symbol.dispose>;
export type ParamsOf<M extends Method> = Parameters<History[M]>;
export type ResultOf<M extends Method> = ReturnType<History[M]>;

export interface Request {
  readonly id: number;
  readonly method: Method;
  readonly params: ParamsOf<Method>;
}

export type Answer =
  | { readonly id: number; readonly kind: 'done'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly problem: ProblemData }
  /** Comes before the answer: the database was damaged and lies there now, and a new one was begun. */
  | { readonly kind: 'moved-aside'; readonly to: string };
