import type { ExerciseView, PackSummary, Signer, TeachersView } from '../contract/index.ts';
import { PROGRAM } from './ask.ts';
import type { Exercise, Pack } from './model.ts';
import { shuffledPieces } from './parsons.ts';
import { PREDICTION } from './predict.ts';
import type { ShelvedPack } from './shelf/shelf.ts';
import { type PackStanding, progressOf } from './standing.ts';

/** A pack in the list of lessons, with how far the pupil is. */
export function summaryOf({ pack, signedBy, origin }: ShelvedPack, standing: PackStanding): PackSummary {
  const { id, version, title, about, languages, units } = pack;
  return {
    id,
    version,
    title,
    about: about ?? null,
    languages: [...languages],
    signer: origin === 'bundled' ? { kind: 'bundled' } : signerOf(signedBy),
    units: units.map((unit) => ({
      id: unit.id,
      title: unit.title,
      exercises: unit.exercises.map((exercise) => ({
        id: exercise.id,
        title: exercise.title,
        kind: exercise.kind,
        points: exercise.points,
        ...progressOf(exercise, standing),
      })),
    })),
  };
}

function signerOf(by: ShelvedPack['signedBy']): Signer {
  return by.kind === 'changed' ? { kind: 'changed', files: [...by.files] } : by;
}

/** An exercise as its pupil sees it, who works on it in `project`: nothing of the teacher's, and no test. */
export function pupilsView(
  pack: Pack,
  exercise: Exercise,
  project: string,
  standing: PackStanding,
): ExerciseView {
  const { id, title, kind, points, passing, hints, teacher } = exercise;
  const isParsons = kind === 'parsons' && teacher.solution !== undefined;
  return {
    pack: pack.id,
    id,
    title,
    kind,
    points,
    passing,
    languages: [...pack.languages],
    task: Object.fromEntries(
      Object.entries(exercise.task).map(([language, blocks]) => [language, [...blocks]]),
    ),
    hints: [...hints],
    pieces: isParsons ? [...shuffledPieces(id, teacher.solution, teacher.extra)] : null,
    project,
    entry: PROGRAM,
    prediction: kind === 'predict' ? PREDICTION : null,
    progress: progressOf(exercise, standing),
  };
}

export function teachersView({ teacher }: Exercise): TeachersView {
  return { solution: teacher.solution ?? null, wrong: teacher.wrong.map((wrong) => ({ ...wrong })) };
}
