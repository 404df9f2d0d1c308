/** Building what a window loads. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All that ends up in the build, or decides what does. */
const SOURCES = [
  'renderer',
  'app',
  'runner',
  'lessons',
  'sandbox-images/root.ts',
  'sandbox-images/read.ts',
  'tools/build',
  'tools/build.ts',
  'icons',
  'package-lock.json',
];
/** The build writes it last. */
const BUILT = 'dist/renderer/index.html';

/** Whether it is there now. Builds only if a source has changed since. */
export function buildWindow(root: string): boolean {
  if (isUpToDate(root)) {
    console.log('window: up to date');
    return true;
  }
  console.log('window: node tools/build.ts');
  const script = join(root, 'tools/build.ts');
  return (
    spawnSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
  );
}

/** Folders count: where a file was removed, its folder is newer. */
export function isUpToDate(root: string): boolean {
  const built = join(root, BUILT);
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const paths = SOURCES.map((name) => join(root, name)).flatMap((path) => [path, ...inside(path)]);
  return paths.every((path) => statSync(path).mtimeMs <= mtimeMs);
}

function inside(path: string): string[] {
  if (!statSync(path).isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
}
