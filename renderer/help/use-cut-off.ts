import { useEffect, useState } from 'react';
import { isActive } from '../studio/program-run.ts';
import type { Session } from '../studio/session.ts';

/** In the browser's memory of this window, as long as a program runs in it. */
const RUNNING = 'running';

/** Whether a program ran in this window when its page was loaded again, which has stopped it; until the next one runs. */
export function useCutOff({ run }: Session): boolean {
  const [wasCutOff, setWasCutOff] = useState(() => sessionStorage.getItem(RUNNING) !== null);
  useEffect(() => {
    sessionStorage.removeItem(RUNNING);
    return run.phase.subscribe(() => {
      if (!isActive(run.phase.value)) {
        sessionStorage.removeItem(RUNNING);
        return;
      }
      sessionStorage.setItem(RUNNING, '');
      setWasCutOff(false);
    });
  }, [run]);
  return wasCutOff;
}
