/** A run from the click to the verdict: signing, turns, limits per pupil. Knows no window and no engine. */
export type { Program } from './program.ts';
export { Runs } from './runs.ts';
export { Traces } from './traces.ts';
export { WindowRuns } from './window-runs.ts';
