/**
 * `npm run build`: makes `dist/`: the lesson packs that come with the studio, the main program and the preload of
 * Electron, the licences of all that is in them, and last `dist/renderer`, what a window loads. Takes some seconds; a
 * later build with nothing changed is no quicker and no slower.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildMain, buildPreload } from './build/electron.ts';
import { buildLessons } from './build/lessons.ts';
import { licencesOf } from './build/licences.ts';
import { buildRenderer } from './build/renderer.ts';

const root = join(import.meta.dirname, '..');

mkdirSync(join(root, 'dist'), { recursive: true });
// For the window itself; menus and docks have the installer's.
copyFileSync(join(root, 'icons/png/256x256.png'), join(root, 'dist/icon.png'));
buildLessons(root);
const built = [await buildMain(root), await buildPreload(root), await buildRenderer(root)];
writeFileSync(join(root, 'dist/THIRD-PARTY-LICENCES.txt'), licencesOf(root, built));
