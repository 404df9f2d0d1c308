import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from '../base/index.ts';
import { Problem } from '../contract/index.ts';
import { makeFolders, onDisk, syncFolder } from './files.ts';

/** Make the folder of a project. @throws Problem `project-exists` if another has just made it, `work-unwritable` */
export function makeProject(path: string, name: string): Promise<void> {
  return onDisk(path, async () => {
    try {
      await mkdir(path);
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) throw new Problem('project-exists', { name });
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

/** Give a file or a folder another name, or place. @throws Problem `work-unwritable` */
export function move(from: string, to: string): Promise<void> {
  return onDisk(from, async () => {
    await makeFolders(dirname(to));
    await rename(from, to);
    for (const folder of new Set([dirname(from), dirname(to)])) await syncFolder(folder);
  });
}
