/** The thread of the store: opens the history when it is first asked for something, and again after a failure. */
import { parentPort, workerData } from 'node:worker_threads';
import { Problem, type ProblemData, asProblem } from '../../contract/index.ts';
import { BUSY_MILLIS, isDamage, isLocked, isSqliteError, moveAside } from './database.ts';
import { History } from './history.ts';
import type { Answer, Method, Request } from './protocol.ts';

const { path } = workerData as { path: string };
let history: History | undefined;
/** Whoever has waited in vain need not wait as long for every question that follows: saves wait for them. */
const PATIENCE_LOST_MILLIS = 100;
let patienceMillis = BUSY_MILLIS;

const tell = (answer: Answer) => parentPort?.postMessage(answer);

parentPort?.on('message', (request: Request | 'close') => {
  if (request === 'close') {
    close();
    parentPort?.close();
    return;
  }
  const { id } = request;
  try {
    tell({ id, kind: 'done', result: doOrBeginAnew(request) });
  } catch (error) {
    tell({ id, kind: 'failed', problem: problemOf(error) });
  }
});

/** A damaged history must not keep the next from being written: it makes room for a new one. */
function doOrBeginAnew(request: Request): unknown {
  try {
    return doIt(request);
  } catch (error) {
    if (isLocked(error)) {
      close();
      patienceMillis = PATIENCE_LOST_MILLIS;
    }
    if (!isDamage(error)) throw error;
    close();
    tell({ kind: 'moved-aside', to: moveAside(path) });
    return doIt(request);
  }
}

function doIt({ method, params }: Request): unknown {
  history ??= new History(path, patienceMillis);
  // A request has the parameters of its method, which TypeScript cannot follow through the name.
  const methods = history as Readonly<Record<Method, (...given: readonly unknown[]) => unknown>>;
  const result = methods[method](...params);
  if (patienceMillis !== BUSY_MILLIS) {
    patienceMillis = BUSY_MILLIS;
    close(); // the next question opens it with all patience
  }
  return result;
}

function close(): void {
  history?.[Symbol.dispose]();
  history = undefined;
}

/** Whatever the file system or SQLite complains of, the history cannot be used. */
function problemOf(error: unknown): ProblemData {
  const known = isSqliteError(error) || (error instanceof Error && 'code' in error);
  if (!known || error instanceof Problem) return asProblem(error);
  const why = isLocked(error) ? { why: 'locked' } : {};
  return asProblem(new Problem('store-unusable', { path, words: error.message, ...why }));
}
