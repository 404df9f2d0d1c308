/** Boxes kept ready, so that a run need not wait for one to be made. Knows sizes and boxes, not programs. */
export { Pool, type PoolPlan, type Taken, waitingBoxes } from './pool.ts';
