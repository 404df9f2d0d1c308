/** `npm test`: see tools/packages.mjs for what happens before the project's own Node has it. */
import { handOver, installPackages } from './packages.mjs';

/** @param {Error} error */
function fail(error) {
  console.log(`${error.message}\n0 passed, 1 failed, 0 skipped`);
  process.exitCode = 1;
}

if (await installPackages()) handOver('tools/test/main.ts', fail);
else fail(new Error('npm ci failed, so nothing could be tested'));
