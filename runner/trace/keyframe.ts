import type { HeapEntry, KeyRecord, Value } from './records.ts';
import { type Frame, type State, reachable, rootsOf } from './state.ts';

/** The keyframe that tells a state; `given` is what its step returned, which nothing else may refer to. */
export function keyframeOf(step: number, state: State, given?: Value): KeyRecord {
  const used = reachable(state.heap, [...rootsOf(state), ...(given === undefined ? [] : [given])]);
  const heap = [...state.heap.values()].filter(({ id }) => used.has(id));
  return [
    'key',
    step,
    state.threads.map(({ number, frames }) => [number, frames.map(told)]),
    [...state.globals].map(([file, variables]) => [file, [...variables]]),
    // What kind has which items was checked when it was read.
    heap.map(
      ({ id, kind, type, text, total, items }) => [id, kind, type, text, total, ...items] as HeapEntry,
    ),
    state.resting.map(told),
  ];
}

const told = ({ number, code, line, variables, leftOut }: Frame): KeyRecord[5][number] => [
  number,
  code.number,
  line,
  [...variables],
  leftOut,
];
