/** The facts of what pupils type, while they type: a box a pupil, and of what one asks for only the newest. */
export { FactsRoom } from './facts-room.ts';
