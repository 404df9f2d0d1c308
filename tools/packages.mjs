/**
 * The first step of `npm test` and `npm start`: whatever Node is installed (20.19 or newer) runs it, so plain
 * JavaScript. Installs the packages when the lock file changed, then hands over to the project's own Node.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ownNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @returns {boolean} whether the packages of the lock file are installed now */
export function installPackages() {
  if (existsSync(ownNode) && installedSince(join(root, 'package-lock.json'))) {
    console.log('packages: up to date');
    return true;
  }
  console.log('packages: npm ci');
  const { status } = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
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
  const child = spawn(ownNode, [join(root, script), ...process.argv.slice(2)], { cwd: root, stdio });
  // From a terminal the signal reaches the child too, which stops once for all of them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', fail);
  child.on('exit', (code) => (process.exitCode = code ?? 1));
}
