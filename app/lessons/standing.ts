import type { ExerciseView } from '../contract/index.ts';
import type { Exercise } from './model.ts';

/** What is known of a pupil's work on the exercises of one pack. */
export interface PackStanding {
  /** Exercises of which there is work. */
  readonly begun: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
  /** The best mark of those that have any. */
  readonly scores: ReadonlyMap<string, number>;
}

interface Entry {
  readonly pack: string;
  readonly exercise: string;
}

export function standingOf(
  pack: string,
  works: readonly Entry[],
  marks: readonly (Entry & { readonly score: number; readonly done: boolean })[],
): PackStanding {
  const mine = marks.filter((mark) => mark.pack === pack);
  return {
    begun: new Set(works.filter((work) => work.pack === pack).map(({ exercise }) => exercise)),
    done: new Set(mine.filter(({ done }) => done).map(({ exercise }) => exercise)),
    scores: new Map(mine.map(({ exercise, score }) => [exercise, score])),
  };
}

/** Whoever has begun an exercise is not locked out of it, even if a new version of the pack requires more. */
export function progressOf({ id, requires }: Exercise, standing: PackStanding): ExerciseView['progress'] {
  const missing = requires.filter((other) => !standing.done.has(other));
  const score = standing.scores.get(id) ?? null;
  if (standing.done.has(id)) return { state: 'done', missing: [], score };
  if (standing.begun.has(id)) return { state: 'begun', missing: [], score };
  return { state: missing.length > 0 ? 'locked' : 'open', missing, score };
}
