/**
 * The most that a trace may hold. A tracer of ours stays far below; these are for what a pupil's process may say
 * instead. Lengths of text are in UTF-16 units, as JavaScript counts: a character has at most two.
 */
export const TRACE_LIMITS = {
  /** A line of a trace file: a keyframe is the longest. */
  line: 4 * 1024 * 1024,
  steps: 100_000,
  files: 256,
  codes: 20_000,
  threads: 1_000,
  /** Beginnings of long strings. */
  heads: 100_000,
  /** Frames that live at once; Python's own limit of recursion is 1,000 and can be raised. */
  frames: 50_000,
  variables: 2_000,
  items: 100,
  /** Items of all objects as they were at all steps: a reader holds them. A list of 100 that each step changes has 2 million. */
  itemsInAll: 20_000_000,
  changes: 20_000,
  /** A name of a variable, an attribute, a type or a piece of code. */
  name: 1_000,
  path: 2_000,
  /** What a value shows of itself. */
  shown: 1_000,
  message: 4_000,
} as const;
