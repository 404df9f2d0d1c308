/** The studio's own folder on the disk of its user, and the key in it. Nothing of a pupil's work is here. */
export { type Home, inHome, openHome } from './home.ts';
export { type StudioKeys, studioKeys } from './keys.ts';
