/**
 * The message catalogue: every word that a person reads, by key, and the sentences that are made of several.
 * No other room has words in it. Windows read it too, so no Node and no DOM.
 */
export { type WordKey, hasWords, words } from './catalogue.ts';
export { type Explanation, duration, explain, meaningOfError } from './explain.ts';
export { packProblemWords } from './pack-problem.ts';
export { packTemplate } from './pack-template.ts';
export { starterProject } from './starter.ts';
export { nameProblemWords, doctorWords, problemWords } from './problem.ts';
