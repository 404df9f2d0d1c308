/** Boxes kept ready, so that a run need not wait for one to be made. Knows sizes and boxes, not programs. */
export { Pool, waitingBoxes } from './pool.ts';
