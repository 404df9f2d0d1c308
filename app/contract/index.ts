/**
 * Everything that a window may ask of the back end and all that it hears back: schemas, the types derived from
 * them, error codes, and the two ends of the channel. Runs in windows too, so no Node and no DOM, and it knows
 * of ours only runner/model.
 */
export { type Port, portPair } from './port.ts';
export { MOST_WORDS, Problem, type ProblemCode, type ProblemData, asProblem } from './problem.ts';
export {
  type EventOf,
  type Method,
  type ParamsOf,
  type ResultOf,
  MAX_MESSAGE_CHARACTERS,
} from './methods.ts';
export { type Call, type Handlers, serve } from './serve.ts';
export { Client, type Stream } from './client.ts';
export type { Change, FileContent, PupilFile, Project, ProjectSummary, Version } from './work.ts';
export type { RunOutcome, WindowRunEvent } from './run.ts';
export {
  DEFAULT_SETTINGS,
  FONTS,
  GUARDED,
  SCALES,
  THEMES,
  type GuardedName,
  type Settings,
  type SettingsChange,
  type SettingsState,
  settingsSchema,
} from './settings.ts';
export type { DoctorReport, EngineState } from './engine.ts';
export type {
  Added,
  Block,
  Checked,
  CheckedLine,
  CheckedTest,
  ExerciseSummary,
  ExerciseView,
  Inline,
  LessonList,
  PackProblem,
  PackSummary,
  Signer,
  TeachersView,
  TextsInLanguages,
} from './lessons.ts';
