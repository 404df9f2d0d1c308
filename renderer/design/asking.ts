import { useCallback, useState } from 'react';
import { asProblem } from '../../app/contract/index.ts';
import { problemWords } from '../../app/words/index.ts';

/** Ask the back end for something from a dialog: whether that is going on, and what went wrong in words. */
export function useAsking() {
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  /** Gives whether it went well. */
  const ask = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setTrouble(problemWords(asProblem(error), 'window'));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { ask, busy, trouble };
}
