/** Where the packs lie that come with a studio that is one file: its build takes this module for `app/lessons/root.ts`. */
import { join } from 'node:path';
import { app } from 'electron';

export const lessonRoot = join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'lessons');
