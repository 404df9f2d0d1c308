/** The parts of the benchmark by name. Imported only when asked for: some need engines, some a browser. */
import type { Figure } from './figure.ts';

/** A part's module: its `figures` does all the work. */
export interface Part {
  readonly figures: () => Promise<readonly Figure[]>;
}

/** For example `run: () => import('./run/index.ts')`. */
export const parts: Readonly<Record<string, () => Promise<Part>>> = {
  grade: () => import('./grade/index.ts'),
  run: () => import('./run/index.ts'),
  steps: () => import('./steps/index.ts'),
  studio: () => import('./studio/index.ts'),
};
