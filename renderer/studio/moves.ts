/**
 * Ways to go from one step to another.
 *
 * - `forward`, `back`: to the very next step, or the one before
 * - `over`, `overBack`: the same, but past all that a call does
 * - `out`, `outBack`: to whoever called, after the call or before it
 * - `again`, `before`: to the next time that this line runs, or the time before
 * - `stopNext`, `stopBack`: to the next line where the pupil wants to stop
 */
export const MOVES = [
  ...(['back', 'forward', 'over', 'overBack', 'out', 'outBack'] as const),
  ...(['again', 'before', 'stopNext', 'stopBack', 'first', 'last'] as const),
] as const;
export type Move = (typeof MOVES)[number];

/** Lines at which a pupil wants to stop, counted from 1, by the path of their file. */
export type Stops = ReadonlyMap<string, readonly number[]>;
