import { useCallback, useRef, useState } from 'react';
import { asProblem } from '../../app/contract/index.ts';
import { problemWords } from '../../app/words/index.ts';

/** Ask the back end for something: whether that is going on, and what went wrong in words. */
export function useAsking() {
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  /** Gives whether it went well. */
  const ask = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    asked.current += 1;
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setTrouble(problemWords(asProblem(error), 'window'));
      return false;
    } finally {
      asked.current -= 1;
      setBusy(asked.current > 0);
    }
  }, []);
  /**
   * The same for a button that does one thing: pressed meanwhile it does nothing. So it need not be taken away, and the
   * focus with it: `aria-disabled` says it.
   */
  const askOnce = useCallback(
    (work: () => Promise<unknown>): Promise<boolean> =>
      asked.current > 0 ? Promise.resolve(false) : ask(work),
    [ask],
  );
  return { ask, askOnce, busy, trouble };
}
