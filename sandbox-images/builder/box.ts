/** The upper layer: Sandlot's own files, in /sandlot. Small and often changed, so it is built anew each time. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentFolders } from './base.ts';
import { compilePython } from './bytecode.ts';
import { writeTar, type TarEntry } from './tar.ts';

const home = 'sandlot';

/**
 * The layer as a tar: every .py directly in `box`, compiled too, and the seccomp filter.
 * @param unpacked the unpacked packages of the base layer
 * @param epoch modification time of every file, in seconds since 1970
 */
export async function buildBoxLayer(
  box: string,
  filter: Buffer,
  unpacked: string,
  epoch: number,
): Promise<Buffer> {
  const staging = await mkdtemp(join(tmpdir(), 'sandlot-box-'));
  try {
    const folder = join(staging, home);
    await mkdir(folder);
    for (const name of await readdir(box)) {
      if (name.endsWith('.py') && !name.startsWith('test_'))
        await copyFile(join(box, name), join(folder, name));
    }
    await compilePython(unpacked, staging, [home]);
    await writeFile(join(folder, 'seccomp.bpf'), filter);
    const entries: TarEntry[] = [];
    for (const dirent of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = join(dirent.parentPath, dirent.name);
      const path = file.slice(staging.length + 1);
      if (dirent.isFile()) entries.push({ path, type: 'file', mode: 0o444, content: await readFile(file) });
    }
    return writeTar([...parentFolders(entries), ...entries], epoch);
  } finally {
    await rm(staging, { recursive: true });
  }
}
