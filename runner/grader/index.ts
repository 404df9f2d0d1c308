/**
 * Gives submissions marks: each test of an assessment in a fresh process, judged by the host. It knows nothing of
 * lessons, of which tests are hidden, or of whoever reads a grade. Nothing that is expected ever enters a pupil's box.
 */
export type { Assessment, Comparison, ExpectedOutput, Feature, Test } from './assessment.ts';
export { gradedBox, type GraderParts } from './boxes.ts';
export { type AssessmentProblem, BadAssessment, assessmentProblems } from './check.ts';
export { type Difference } from './difference.ts';
export type { Observed, Submission } from './examiner.ts';
export { type Grade, type TestGrade, type TestVerdict, gradeSchema } from './grade.ts';
export { type GradeAllOptions, type Graded, Grader, type GradingJob } from './grader.ts';
export { NotALiteral, parseCall, parseLiteral } from './literal.ts';
export { pythonText } from './python-text.ts';
export { isFeature } from './rules.ts';
