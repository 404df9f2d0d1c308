/**
 * Gives submissions marks: each test of an assessment in a fresh process, judged by the host. It knows nothing of
 * lessons, of which tests are hidden, or of whoever reads a grade. Nothing that is expected ever enters a pupil's box.
 */
export type { Assessment } from './assessment.ts';
export { gradedBox } from './boxes.ts';
export { BadAssessment, isCall, isLiteral, isPattern } from './check.ts';
export type { Submission } from './examiner.ts';
export type { Grade } from './grade.ts';
export { Grader, type GradingJob } from './grader.ts';
export { isFeature } from './rules.ts';
