/** The history of a pupil's work, in an SQLite database that a thread of its own writes. Knows no file of the work. */
export type { BestMark, Entry, ExerciseWork, Mark } from './history.ts';
export { Store } from './store.ts';
