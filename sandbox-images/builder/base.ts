/** The lower layer: Python and the libraries it needs. It changes only with the lock or the recipe. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { additions, belongs, precompiled } from '../python/recipe.ts';
import { compilePython } from './bytecode.ts';
import { unpack, type Lock } from './lock.ts';
import { writeTar, type TarEntry } from './tar.ts';

/** The layer as a tar. `unpacked` is an empty folder, and holds the unpacked packages afterwards. */
export async function buildBaseLayer(lock: Lock, unpacked: string): Promise<Buffer> {
  await unpack(lock.packages, unpacked);
  await compilePython(unpacked, unpacked, precompiled);
  const entries = [...(await packagedFiles(unpacked)), ...addedFiles()];
  return writeTar([...parentFolders(entries), ...entries], lock.sourceDateEpoch);
}

/** Everything is owned by root, and no mode but these two can come in: nothing is setuid, whatever a package says. */
async function packagedFiles(unpacked: string): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  for (const dirent of await readdir(unpacked, { recursive: true, withFileTypes: true })) {
    const file = join(dirent.parentPath, dirent.name);
    const path = relative(unpacked, file);
    if (!belongs(path)) continue;
    if (dirent.isSymbolicLink()) {
      entries.push({ path, type: 'symlink', mode: 0o777, target: await readlink(file) });
    } else if (dirent.isFile()) {
      const mode = isProgram(path) ? 0o755 : 0o644;
      entries.push({ path, type: 'file', mode, content: await readFile(file) });
    }
  }
  return entries;
}

/** Only what the kernel itself starts has to be executable: the interpreter and the loader. */
function isProgram(path: string): boolean {
  return path.startsWith('usr/bin/') || /\/ld-linux-[^/]*$/.test(path);
}

function addedFiles(): TarEntry[] {
  return [
    ...Object.entries(additions.files).map(([path, text]): TarEntry => ({
      path,
      type: 'file',
      mode: 0o644,
      content: Buffer.from(text),
    })),
    ...Object.entries(additions.links).map(([path, target]): TarEntry => ({
      path,
      type: 'symlink',
      mode: 0o777,
      target,
    })),
    ...Object.entries(additions.folders).map(([path, { mode, owner }]): TarEntry => ({
      path,
      type: 'directory',
      mode,
      owner,
    })),
  ];
}

/** The folders that `entries` lie in. */
export function parentFolders(entries: readonly TarEntry[]): TarEntry[] {
  const folders = new Set<string>();
  for (const { path } of entries) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      folders.add(path.slice(0, end));
    }
  }
  return [...folders].map((path): TarEntry => ({ path, type: 'directory', mode: 0o755 }));
}
