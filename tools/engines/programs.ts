/** Finding installed programs, where the shell would and where Debian keeps those that it does not look for. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The PATH, and the folders of root's programs, which not every root has on it, and of SSH's own. */
export function programFolders(): string[] {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/lib/openssh'];
}

/** The full path of a program that can be executed, or undefined. */
export function findProgram(name: string): string | undefined {
  return programFolders()
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
