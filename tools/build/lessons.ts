/** The lesson packs that come with the studio, each as one file. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Make a zip of each pack in `lessons/`, checked as `sandlot pack build` checks it. */
export function buildLessons(root: string, out = join(root, 'dist/lessons')): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(join(root, 'lessons'))) {
    const pack = join(root, 'lessons', name);
    if (existsSync(join(pack, 'pack.yaml'))) buildPack(root, pack, join(out, `${name}.zip`));
  }
}

function buildPack(root: string, pack: string, file: string): void {
  const args = [
    '--disable-warning=ExperimentalWarning',
    join(root, 'app/cli/main.ts'),
    'pack',
    'build',
    pack,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, '--out', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${pack} is not built:\n${stdout}${stderr}`);
}
