/** The studio's own folder on the disk of its user, and the key in it. Says where a pupil's work lies in it, and reads none of it. */
export { openHome } from './home.ts';
export { packSigningKey, shelfKey, studioKeys } from './keys.ts';
