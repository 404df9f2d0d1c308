/** Small things that several rooms of app are made with. Knows none of them. */
export { fileNameProblem, foldedName } from './file-names.ts';
export { homeTrouble, inHome } from './in-home.ts';
export { Listeners } from './listeners.ts';
export { isSystemError } from './system-error.ts';
export { Turns } from './turns.ts';
export { writeWhole } from './write-whole.ts';
