import { RunnerError } from '../../runner/index.ts';

/** What to say when something in the home could not be read or written. */
export function homeTrouble(path: string, cause: unknown): RunnerError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new RunnerError('home-unusable', { path, words }, { cause });
}

/**
 * Do something in the home.
 *
 * @throws RunnerError `home-unusable` if the disk, its rights or its room do not allow it
 */
export function inHome<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isRefusal(error) ? homeTrouble(path, error) : error;
  }
}

/** Whether the system says it, or SQLite. */
const isRefusal = (error: unknown) =>
  error instanceof Error && 'code' in error && !(error instanceof RunnerError);
