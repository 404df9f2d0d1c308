/**
 * `npm test`: the only part that runs under whatever Node is installed (20.19 or newer), so plain JavaScript.
 * Installs the packages when the lock file changed, then hands over to the project's own Node.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ownNode = join(root, 'node_modules', 'node', 'bin', 'node');

/** @returns {boolean} whether the packages of the lock file are installed now */
function install() {
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

function handOver() {
  const script = join(root, 'tools', 'test', 'main.ts');
  // The channel tells the other side when this process dies, whatever killed it.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(ownNode, [script, ...process.argv.slice(2)], { cwd: root, stdio });
  // From a terminal the signal reaches the child too, which stops once for all of them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', fail);
  child.on('exit', (code) => (process.exitCode = code ?? 1));
}

/** @param {Error} error */
function fail(error) {
  console.log(`${error.message}\n0 passed, 1 failed, 0 skipped`);
  process.exitCode = 1;
}

if (install()) handOver();
else fail(new Error('npm ci failed, so nothing could be tested'));
