/** What the tests need around them: programs, images, engines, a browser. Told to them in the environment. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { engineKinds, engineVariables, findProgram, startEngines, stopEngines } from '../engines/index.ts';
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

/** What `sandbox-images/build.ts` exits with when the mirror no longer has what is locked. */
const lockIsOld = 3;

/** Quick when the images are up to date: the script sees to that. */
function buildImages(root: string): boolean {
  console.log('images: node sandbox-images/build.ts');
  const status = buildImagesWith(root);
  if (status !== lockIsOld) return status === 0;
  // The code is what is tested here; that the lock needs a commit must not hide whether it works.
  console.log('images: the lock is OUT OF DATE; testing with what the mirror has now. Commit the new lock.');
  return buildImagesWith(root, '--relock') === 0;
}

function buildImagesWith(root: string, ...options: string[]): number | null {
  const script = join(root, 'sandbox-images', 'build.ts');
  return spawnSync(process.execPath, [script, ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}
