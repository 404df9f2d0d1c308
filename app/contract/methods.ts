import * as z from 'zod';
import { doctorReportSchema, engineStateSchema } from './engine.ts';
import { factsAnswerSchema, factsParams } from './facts.ts';
import {
  addedSchema,
  checkedSchema,
  exerciseViewSchema,
  lessonListSchema,
  lessonParams,
  pictureSchema,
  teachersViewSchema,
} from './lessons.ts';
import { problemSchema } from './problem.ts';
import { runOutcomeSchema, runParams, traceBlockSchema, windowRunEventSchema } from './run.ts';
import { settingsParams, settingsStateSchema } from './settings.ts';
import {
  changeSchema,
  contentSchema,
  fileSchema,
  projectSchema,
  projectSummarySchema,
  versionSchema,
  workParams,
} from './work.ts';

/** The longest message, in UTF-16 units of its JSON: a file of the largest size with every character escaped. */
export const MAX_MESSAGE_CHARACTERS = 16 * 1024 * 1024;

interface MethodSchema {
  readonly params: z.ZodType;
  /** What is told on the way; without it nothing is. */
  readonly event?: z.ZodType;
  readonly result: z.ZodType;
}

const nothing = z.strictObject({});
/** The result of what only does something. */
const done = z.null();
const method = <const S extends MethodSchema>(schema: S) => schema;

/** Everything that a window can ask for. Each call can also fail with a `Problem`. */
export const METHODS = {
  /** All that the first page shows, in one go. */
  open: method({
    params: nothing,
    result: z.strictObject({
      settings: settingsStateSchema,
      engine: engineStateSchema,
      projects: z.array(projectSummarySchema),
      /** The one that was open last, or another if that cannot be opened: `insteadOf` says why. */
      project: projectSchema,
      insteadOf: z.nullable(problemSchema),
      /** Why earlier versions are not kept just now; null if they are. */
      history: z.nullable(problemSchema),
    }),
  }),
  /** Never returns: tells what changes, whoever changed it, until the window leaves. */
  watch: method({
    params: nothing,
    event: z.discriminatedUnion('about', [
      z.strictObject({ about: z.literal('engine'), engine: engineStateSchema }),
      z.strictObject({ about: z.literal('settings'), settings: settingsStateSchema }),
      z.strictObject({ about: z.literal('work'), change: changeSchema }),
      z.strictObject({ about: z.literal('lessons'), lessons: lessonListSchema }),
      z.strictObject({ about: z.literal('history'), history: z.nullable(problemSchema) }),
    ]),
    result: done,
  }),

  'project.list': method({ params: nothing, result: z.array(projectSummarySchema) }),
  'project.open': method({ params: workParams.project, result: projectSchema }),
  'project.create': method({ params: workParams.project, result: projectSchema }),
  'project.rename': method({ params: workParams.renameProject, result: done }),

  /** Remember that this file is shown. It need not be there. */
  'file.show': method({ params: workParams.file, result: done }),
  'file.read': method({ params: workParams.file, result: fileSchema }),
  /** `base` is the revision that the text was made from, null for a new file. Fails with `file-changed` if it is another. */
  'file.save': method({ params: workParams.save, result: z.strictObject({ revision: z.string() }) }),
  'file.rename': method({ params: workParams.renameFile, result: done }),
  /** It can be had back from its versions. */
  'file.remove': method({ params: workParams.file, result: done }),

  /** Newest first: of one file, or of all of a project's, removed ones too. */
  'version.list': method({ params: workParams.versions, result: z.array(versionSchema) }),
  'version.read': method({ params: workParams.version, result: contentSchema }),
  /** Byte for byte, as what is no text must be; `base` as for `file.save`. */
  'version.restore': method({ params: workParams.restore, result: z.strictObject({ revision: z.string() }) }),

  run: method({ params: runParams.start, event: windowRunEventSchema, result: runOutcomeSchema }),
  'run.input': method({ params: runParams.input, result: done }),
  'run.resize': method({ params: runParams.resize, result: done }),
  'run.stop': method({ params: runParams.stop, result: done }),

  /**
   * The trace of a run of this window, from its beginning: text, as `runner/trace` reads it, cut anywhere. It goes on
   * while the program runs, and returns when there is no more. Fails with `no-such-run` for any but the last runs.
   */
  'trace.read': method({ params: runParams.trace, event: traceBlockSchema, result: done }),

  /** What Python can say of these files without running them (`runner/model/facts.ts`). */
  facts: method({ params: factsParams, result: factsAnswerSchema }),

  'lesson.list': method({ params: nothing, result: lessonListSchema }),
  /** Makes a project for it if there is none. Fails with `exercise-locked`, `no-such-exercise`. */
  'lesson.open': method({ params: lessonParams.exercise, result: exerciseViewSchema }),
  /** The exercise that is worked on in a project; null if it is a program of one's own. */
  'lesson.of': method({ params: lessonParams.project, result: z.nullable(exerciseViewSchema) }),
  /** As it was in the beginning; what was there is among the versions. */
  'lesson.reset': method({ params: lessonParams.exercise, result: done }),
  /** Tests what the pupil has, as it is in the window. The mark is on the disk before it is told. */
  'lesson.check': method({ params: lessonParams.check, result: checkedSchema }),
  'lesson.picture': method({ params: lessonParams.picture, result: pictureSchema }),
  'lesson.teacher': method({ params: lessonParams.teacher, result: teachersViewSchema }),
  /** A pack that was dragged in or chosen. */
  'lesson.add': method({ params: lessonParams.add, result: addedSchema }),
  /** For the teacher; what pupils have made of it stays. Fails with `pack-bundled`, `no-such-pack`. */
  'lesson.remove': method({ params: lessonParams.remove, result: done }),

  'settings.change': method({ params: settingsParams.change, result: settingsStateSchema }),
  'settings.check-pin': method({ params: settingsParams.checkPin, result: done }),
  'settings.set-pin': method({ params: settingsParams.setPin, result: settingsStateSchema }),

  /** Look for an engine again, after somebody has mended it. */
  'engine.retry': method({ params: nothing, result: done }),
  /** Takes a few seconds. */
  doctor: method({ params: nothing, result: doctorReportSchema }),
} as const;

export type Method = keyof typeof METHODS;
export type ParamsOf<M extends Method> = z.infer<(typeof METHODS)[M]['params']>;
export type ResultOf<M extends Method> = z.infer<(typeof METHODS)[M]['result']>;
export type EventOf<M extends Method> = (typeof METHODS)[M] extends {
  readonly event: infer E extends z.ZodType;
}
  ? z.infer<E>
  : never;
