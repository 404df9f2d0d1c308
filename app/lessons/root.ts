import { fileURLToPath } from 'node:url';

/** Where the packs lie that come with the studio. One that is a single file has app/hosts/electron/lesson-root.ts instead. */
export const lessonRoot = fileURLToPath(new URL('../../lessons/', import.meta.url));
