/**
 * `npm run bench -- grade`: a class handed in. 500 submissions of five tests each, against one `run` of the engine's own
 * command for each test, of the same image, with the same limits and as many at once. Theirs is sampled and scaled.
 */
import { engineKinds, engineVariables, startEngines, stopEngines } from '../../tools/engines/index.ts';
import type { Figure } from '../figure.ts';

export async function figures(): Promise<readonly Figure[]> {
  const engines = await startEngines(engineKinds, false);
  try {
    Object.assign(process.env, engineVariables(engines));
    const { measureGrading } = await import('./engine.ts'); // reads the variables
    const all: Figure[] = [];
    for (const state of engines.states) {
      if ('missing' in state) throw new Error(`${state.kind}: ${state.missing}`);
      all.push(...(await measureGrading(state.kind, `unix://${state.socket}`)));
    }
    return all;
  } finally {
    await stopEngines(engines);
  }
}
