/** A box in which sources are read for their facts. Nothing of them runs there. Knows no pool, no pupil and no window. */
export { FactsBox } from './facts-box.ts';
