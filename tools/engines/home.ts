/**
 * The private folder of one set of engines: /var/tmp/sandlot-PID-STARTED-XXXXXX, named for the process that
 * made it. It lies outside the repository, and is short because a unix socket's path ends at 107 bytes.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, processName, type ProcessName } from './processes.ts';

// Not /tmp: that is memory on many machines, and images are not small.
const parent = '/var/tmp';
const folderName = /^sandlot-(\d+)-(\d+)-\w{6}$/;

/** Makes the folder, readable by its user only. */
export async function makeHome(): Promise<string> {
  const self = processName(process.pid);
  if (self === undefined) throw new Error('engines can be started on Linux only: there is no /proc here');
  return mkdtemp(join(parent, `sandlot-${String(self.pid)}-${String(self.started)}-`));
}

/** Notes which processes live in the folder, so that it is kept when the process that made it has ended. */
export async function noteTenants(home: string, tenants: readonly ProcessName[]): Promise<void> {
  await writeFile(join(home, 'tenants.json'), JSON.stringify(tenants));
}

export async function removeHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Removes the folders whose maker and tenants are all dead: what a SIGKILL left behind. */
export async function sweepHomes(): Promise<void> {
  for (const name of await readdir(parent)) {
    const match = folderName.exec(name);
    if (match === null) continue;
    const home = join(parent, name);
    const people = [{ pid: Number(match[1]), started: Number(match[2]) }, ...(await tenantsOf(home))];
    if (!people.some(isAlive)) await removeHome(home);
  }
}

async function tenantsOf(home: string): Promise<ProcessName[]> {
  try {
    return JSON.parse(await readFile(join(home, 'tenants.json'), 'utf8')) as ProcessName[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
