/** Programs that are Debian packages. Installs what is missing where it may, else says what to do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProgram } from '../engines/index.ts';

/** A program that shows that the package is there, and the package. */
export type Needed = readonly [program: string, debianPackage: string];

/** Goes on whatever happens, and says what could not be had: whoever needs it says that it lacks it. */
export function installPrograms(needed: readonly Needed[]): void {
  const missing = needed.filter(([program]) => findProgram(program) === undefined).map(([, name]) => name);
  if (missing.length === 0) {
    console.log('programs: all there');
    return;
  }
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const command = [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  if (!mayInstall(sudo)) {
    console.log(
      `programs: missing ${missing.join(', ')}; on Debian: ${command.join(' ').replace(' -n', '')}`,
    );
    return;
  }
  console.log(`programs: installing ${missing.join(', ')}`);
  // A stale list of packages is still better than none, so a failed update is not the end.
  run([...sudo, 'apt-get', 'update', '-q']);
  // Another run on this machine may be installing too: wait for it.
  if (!run([...command, '-q', '-o', 'DPkg::Lock::Timeout=600']))
    console.log('programs: apt-get install failed');
}

/** Whether this is Debian, or made from it. */
export const isDebian = (): boolean => existsSync('/etc/debian_version');

function mayInstall(sudo: readonly string[]): boolean {
  if (!isDebian() || findProgram('apt-get') === undefined) return false;
  return sudo.length === 0 || spawnSync('sudo', ['-n', 'true']).status === 0;
}

function run([program = '', ...args]: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync(program, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) process.stdout.write(stderr);
  return status === 0;
}
