/**
 * A pupil's work and its history. The files are real ones in real folders, so that a teacher can copy them to a
 * stick and any editor can open them; the history lies in a database beside the studio's keys. Runs nothing, and
 * knows no window and no engine.
 */
export { Work } from './work.ts';
