import { setTimeout as pause } from 'node:timers/promises';

/** Wait until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, millis = 20_000): Promise<void> {
  const end = performance.now() + millis;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${millis} ms: ${holds.toString()}`);
    await pause(50);
  }
}
