/**
 * Do so many of them at a time, and give what comes of each when it comes.
 *
 * @throws what `work` throws, the reason of `signal`; those that are underway are waited for
 */
export async function* atOnceAtMost<T, Result>(
  most: number,
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<Result>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Result, void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const working = new Map<number, Promise<{ number: number; result: Result }>>();
  let started = 0;
  let ended = false;
  try {
    for (;;) {
      while (!ended && working.size < most) {
        signal?.throwIfAborted();
        const next = await source.next();
        if (next.done === true) {
          ended = true;
        } else {
          const number = started;
          started += 1;
          const done = work(next.value).then((result) => ({ number, result }));
          done.catch(() => undefined); // told by `race`; nobody listens while the next item is awaited
          working.set(number, done);
        }
      }
      if (working.size === 0) return;
      const { number, result } = await Promise.race(working.values());
      working.delete(number);
      yield result;
    }
  } finally {
    // Whoever leaves waits for those that are underway: their boxes are still open.
    await Promise.allSettled(working.values());
    await source.return?.();
  }
}
