/**
 * The message catalogue: every word that a person reads, by key, and the sentences that are made of several.
 * No other room has words in it. This is the door for windows, which read it too, so no Node and no DOM; what runs in a
 * process of its own goes through `terminal.ts`, behind which there are more words.
 */
export { type WordKey, hasWords, words } from './catalogue.ts';
export { type Explanation, duration, explain, meaningOfError } from './explain.ts';
export { packProblemWords } from './pack-problem.ts';
export { nameProblemWords, doctorWords, problemWords } from './problem.ts';
