import { useCallback, useRef, useState } from 'react';
import { asProblem } from '../../app/contract/index.ts';
import { problemWords } from '../../app/words/index.ts';

/**
 * Ask the back end for something: whether that is going on, and what went wrong in words. What is asked meanwhile is not
 * heeded, so that a button need not be taken away, and the focus with it: `aria-disabled` says it.
 */
export function useAsking() {
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const asking = useRef(false);
  /** Gives whether it went well. */
  const ask = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    if (asking.current) return false;
    asking.current = true;
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setTrouble(problemWords(asProblem(error), 'window'));
      return false;
    } finally {
      asking.current = false;
      setBusy(false);
    }
  }, []);
  return { ask, busy, trouble };
}
