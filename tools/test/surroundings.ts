/** What the tests need around them: programs, images, engines, a browser. Told to them in the environment. */
import { engineKinds, engineVariables, findProgram, startEngines, stopEngines } from '../engines/index.ts';
import { buildImages } from '../setup/images.ts';
import { buildWindow } from '../setup/window.ts';
import { installPrerequisites } from './prerequisites.ts';
import type { Failure } from './tally.ts';

/** Properties (fast-check) start from here, so that a failure can be had again. */
const defaultSeed = '20260901';

export interface Surroundings extends AsyncDisposable {
  /** What could not be had and must be had; on CI that is everything. */
  readonly failed: readonly Failure[];
}

/**
 * Sets everything up, says so in a line each, and puts it into this process's environment.
 * Disposing stops the engines that were started.
 */
export async function setUp(root: string, full: boolean): Promise<Surroundings> {
  const failed: Failure[] = [];
  const mustHaveAll = process.env['CI'] === 'true';
  const lacks = (name: string, detail: string) => {
    console.log(`${name}: missing, ${detail}`);
    if (mustHaveAll) failed.push({ name: `${name} (needed on CI)`, detail });
  };

  await installPrerequisites();
  if (!buildImages(root))
    failed.push({ name: 'images', detail: 'sandbox-images/build.ts failed; see above' });
  if (!buildWindow(root)) failed.push({ name: 'window', detail: 'tools/build.ts failed; see above' });
  const engines = await startEngines(engineKinds, false);
  for (const state of engines.states) {
    if ('missing' in state) lacks(state.kind, state.missing);
    else console.log(`${state.kind}: ${state.whose === 'ours' ? 'started' : 'found'} at ${state.socket}`);
  }
  const chromium = findProgram('chromium');
  if (chromium === undefined) lacks('chromium', 'not installed');
  else console.log(`chromium: found at ${chromium}`);

  Object.assign(process.env, engineVariables(engines), {
    SANDLOT_SEED: process.env['SANDLOT_SEED'] ?? defaultSeed,
    ...(chromium !== undefined && { SANDLOT_TEST_CHROMIUM: chromium }),
    ...(full && { SANDLOT_FULL: '1' }),
  });
  return {
    failed,
    async [Symbol.asyncDispose]() {
      const left = await stopEngines(engines);
      if (left > 0) console.log(`engines: ${left} containers were still there at the end`);
    },
  };
}
