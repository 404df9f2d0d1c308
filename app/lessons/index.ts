/**
 * Lesson packs (lessons/FORMAT.md): reads them from folders and zips and checks all of them before anybody sees any of
 * it. It runs nothing: what a solution does is asked of whoever can run it.
 */
export { type Attempt, attemptsOf } from './attempts.ts';
export { type Exercise, type Pack, exercisesOf } from './model.ts';
export { PROGRAM, assessmentFor, submissionOf } from './ask.ts';
export { testOf } from './expand.ts';
export { isMadeOf, piecesOf, shuffledPieces } from './parsons.ts';
export { firstWrongLine, isPredicted } from './predict.ts';
export { STUDIO_VERSION } from './limits.ts';
export { PackRefused } from './problems.ts';
export { readPack } from './read-pack.ts';
export { type PackSource, isLitter, openFolder, openZip } from './source/index.ts';
export { SIGNATURE_FILE, type SignedBy, fingerprintOf, signPack, signedBy } from './signature.ts';
export { zipOf } from './write-zip.ts';
export { DropFolder, type Dropped, Shelf } from './shelf/index.ts';
export { type Imported, importCodeRunner, importExercism } from './import/index.ts';
export { Library } from './library.ts';
export { LessonRoom } from './room.ts';
export { lessonRoot } from './root.ts';
