import { fileURLToPath } from 'node:url';

/** Where `npm run images` leaves the image. A studio that is one file has app/hosts/electron/image-root.ts instead. */
export const imageRoot = fileURLToPath(new URL('./out/python/', import.meta.url));
