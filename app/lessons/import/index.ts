/** Makes packs of exercises that others have written. What cannot be carried over is listed, never guessed in silence. */
export { importCodeRunner } from './coderunner.ts';
export { importExercism } from './exercism.ts';
export type { Imported } from './imported.ts';
