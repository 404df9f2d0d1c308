/** Whose a box is, and whether he is still there: what makes it safe to sweep up after a crash. */
export { Owner, deadOwners, forget, isDead } from './owner.ts';
