/** The packs that this user's studio has, and how they come there. */
export { DropFolder, type Dropped } from './drop-folder.ts';
export { FolderWatch } from './folder-watch.ts';
export { Shelf } from './shelf.ts';
