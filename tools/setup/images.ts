/** Building the images that programs run in. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What `sandbox-images/build.ts` exits with when the mirror no longer has what is locked. */
const lockIsOld = 3;

/** Whether they are there now. Quick when the images are up to date: the script sees to that. */
export function buildImages(root: string): boolean {
  console.log('images: node sandbox-images/build.ts');
  const status = buildImagesWith(root);
  if (status !== lockIsOld) return status === 0;
  // That the lock needs a commit must not hide whether the code works, nor keep a pupil from his lesson.
  console.log('images: the lock is OUT OF DATE; taking what the mirror has now. Commit the new lock.');
  return buildImagesWith(root, '--relock') === 0;
}

function buildImagesWith(root: string, ...options: string[]): number | null {
  const script = join(root, 'sandbox-images', 'build.ts');
  return spawnSync(process.execPath, [script, ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}
