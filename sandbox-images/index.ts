/**
 * The door of the room that knows what is inside the box: the image that untrusted code runs in, and the system
 * calls it may make. The room imports nothing of ours, starts no engine and runs no pupil's code; the runner loads
 * what it hands out.
 */
export { ImageError } from './errors.ts';
export { imageIdentity, type ImageManifest } from './manifest.ts';
export { openArchive, readManifest, readSeccompProfile, seccompProfilePath } from './read.ts';
