/** Small things that several rooms of app are made with. Knows none of them. */
export { fileNameProblem, foldedName } from './file-names.ts';
export { homeTrouble, inHome } from './in-home.ts';
export { Listeners } from './listeners.ts';
export { DAMAGED, asideOf, putAside } from './put-aside.ts';
export { isSystemError } from './system-error.ts';
export { Turns } from './turns.ts';
export { writeOnce, writeWhole } from './write-whole.ts';
