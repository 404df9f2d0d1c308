/** The studio's own folder on the disk of its user, and the key in it. Nothing of a pupil's work is here. */
export { inHome, openHome } from './home.ts';
export { studioKeys } from './keys.ts';
