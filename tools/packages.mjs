/**
 * The first step of `npm test` and `npm start`: whatever Node is installed (20.19 or newer) runs it, so plain
 * JavaScript. Installs the packages when the lock file changed, then hands over to the project's own Node.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ownNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @returns {Promise<boolean>} whether the packages of the lock file are installed now */
export async function installPackages() {
  if (existsSync(ownNode) && installedSince(join(root, 'package-lock.json'))) {
    console.log('packages: up to date');
    return true;
  }
  console.log('packages: npm ci');
  const shell = process.platform === 'win32';
  const npm = spawn('npm', ['ci', '--no-progress'], { cwd: root, stdio: 'inherit', shell });
  // An npm that outlived us would write into what the next one installs.
  const forwarding = forwardSignals(npm);
  const [code] = await once(npm, 'exit');
  forwarding.stop();
  return code === 0;
}

/**
 * @param {string} lock
 * @returns {boolean} whether npm has installed since the lock file changed, by us or by hand
 */
function installedSince(lock) {
  const note = join(root, 'node_modules', '.package-lock.json'); // npm writes it last
  return existsSync(note) && statSync(note).mtimeMs >= statSync(lock).mtimeMs;
}

/**
 * Run a script with the project's own Node and our arguments, and end as it ends.
 *
 * @param {string} script its path in the project
 * @param {(error: Error) => void} fail told if it cannot be started
 */
export function handOver(script, fail) {
  // The channel tells the other side when this process dies, whatever killed it.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  // What was compiled once need not be again: half the time of a start.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') };
  const child = spawn(ownNode, [join(root, script), ...process.argv.slice(2)], { cwd: root, stdio, env });
  // From a terminal the signal reaches the child too, which stops once for all of them.
  forwardSignals(child);
  child.on('error', fail);
  child.on('exit', (code) => (process.exitCode = code ?? 1));
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  return {
    stop() {
      for (const signal of signals) process.off(signal, forward);
    },
  };
}
