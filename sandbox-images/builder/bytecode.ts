/**
 * Compiling Python ahead with the image's own interpreter, so that a read-only root starts as fast as a writable one.
 * The .pyc files carry a hash of their source that nobody checks at import ("unchecked-hash", PEP 552): the image
 * never changes, and a modification time would make two builds differ.
 */
import { join } from 'node:path';
import { interpreter } from '../python/recipe.ts';
import { tool } from './tool.ts';

/**
 * Compiles `paths` (files or whole folders below `root`) into `__pycache__` folders beside them.
 * @param unpacked the folder with the unpacked packages, whose Python runs in place: it needs no chroot and no root.
 */
export async function compilePython(unpacked: string, root: string, paths: readonly string[]): Promise<void> {
  await tool(
    join(unpacked, interpreter.loader),
    [
      ...['--library-path', join(unpacked, interpreter.libraries), join(unpacked, interpreter.program)],
      ...['-s', '-P', '-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash'],
      ...['-s', root, '-p', '/', ...paths.map((path) => join(root, path))],
    ],
    // The seed fixes the order in which sets are marshalled.
    { env: { PYTHONHOME: join(unpacked, 'usr'), PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' } },
  );
}
