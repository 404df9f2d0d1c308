/**
 * `npm run images`: builds the images that untrusted code runs in, into `sandbox-images/out/`.
 * `npm run images -- --relock` first takes the newest packages that the mirror has, and writes the lock.
 * The network is needed only for packages that were not fetched before.
 */
import { parseArgs } from 'node:util';
import { buildImage } from './builder/image.ts';
import { readLock, relock } from './builder/lock.ts';
import { ImageError } from './errors.ts';

/** Exit code where only a new lock can help: mirrors move on. */
const LOCK_IS_OLD = 3;

const { values } = parseArgs({ options: { relock: { type: 'boolean', default: false } } });
try {
  const started = performance.now();
  const manifest = await buildImage(values.relock ? await relock() : await readLock());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const megabytes = (manifest.archiveBytes / 1e6).toFixed(1);
  console.log(`${manifest.reference}: ${megabytes} MB in ${seconds} s`);
} catch (error) {
  if (!(error instanceof ImageError)) throw error;
  console.error(error.message);
  process.exitCode = error.code === 'package-gone' ? LOCK_IS_OLD : 1;
}
