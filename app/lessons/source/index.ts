/** Where packs are read from. Everything that comes from here has a safe path and a size within the limits. */
export { onDisk, openFolder } from './folder.ts';
export { type PackSource, isLitter } from './listing.ts';
export { openZip } from './zip.ts';
