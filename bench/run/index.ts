/** `npm run bench -- run`: a pupil's program from the request to its first byte, on each engine. */
import { engineKinds, engineVariables, startEngines, stopEngines } from '../../tools/engines/index.ts';
import type { Figure } from '../figure.ts';

export async function figures(): Promise<readonly Figure[]> {
  const engines = await startEngines(engineKinds, false);
  try {
    Object.assign(process.env, engineVariables(engines));
    const { measureEngine } = await import('./engine.ts'); // reads the variables
    const all: Figure[] = [];
    for (const state of engines.states) {
      if ('missing' in state) throw new Error(`${state.kind}: ${state.missing}`);
      all.push(...(await measureEngine(state.kind, `unix://${state.socket}`)));
    }
    return all;
  } finally {
    await stopEngines(engines);
  }
}
