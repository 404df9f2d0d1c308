import * as z from 'zod';

/** Name of a project: a folder's. What may be in it is for the back end to say. */
const projectId = z.string().min(1).max(200);
const path = z.string().min(1).max(1_024);
/** SHA-256 of a file's bytes, in hexadecimal: which content a window has seen. */
const revisionSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** Milliseconds since 1970. */
const time = z.number();
/** Longer than any file that a program may have, so that what is too long is refused with words. */
const text = z.string().max(4 * 1024 * 1024);

export const contentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text }),
  /** It stays as it is: programs may read it, the editor cannot show it. */
  z.strictObject({ kind: z.literal('unreadable'), why: z.enum(['not-utf8', 'nul', 'too-large']) }),
]);
export type FileContent = z.infer<typeof contentSchema>;

/** A file of a project. Its path is relative to the project's folder and has `/` between its parts. */
export const fileSchema = z.strictObject({
  path,
  revision: revisionSchema,
  bytes: z.int().min(0),
  content: contentSchema,
});
export type PupilFile = z.infer<typeof fileSchema>;

export const projectSummarySchema = z.strictObject({ id: projectId, changedAt: time });
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

/**
 * A pupil's program: a folder of files that lie side by side. `id` is its name, and the folder's. `shown` is the path of
 * the file that was shown last, which may be gone; null if none was.
 */
export const projectSchema = z.strictObject({
  id: projectId,
  files: z.array(fileSchema),
  shown: z.nullable(path),
});
export type Project = z.infer<typeof projectSchema>;

/**
 * How a file was at some time.
 *
 * - `saved`: as the pupil typed it
 * - `found`: another program had put it there
 * - `removed`: the last before it was removed
 */
export const versionSchema = z.strictObject({
  id: z.int(),
  path,
  at: time,
  bytes: z.int().min(0),
  why: z.enum(['saved', 'found', 'removed']),
});
export type Version = z.infer<typeof versionSchema>;

/** What happened to the work, told to every window. `revision` is null when the file is gone. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    project: projectId,
    path,
    revision: z.nullable(revisionSchema),
  }),
  z.strictObject({ kind: z.literal('projects') }),
  /** Told before `projects`. */
  z.strictObject({ kind: z.literal('project-renamed'), project: projectId, name: projectId }),
]);
export type Change = z.infer<typeof changeSchema>;

export const workParams = {
  project: z.strictObject({ project: projectId }),
  renameProject: z.strictObject({ project: projectId, name: projectId }),
  file: z.strictObject({ project: projectId, path }),
  save: z.strictObject({ project: projectId, path, text, base: z.nullable(revisionSchema) }),
  renameFile: z.strictObject({ project: projectId, path, to: path }),
  versions: z.strictObject({ project: projectId, path: z.optional(path) }),
  version: z.strictObject({ project: projectId, id: z.int() }),
  restore: z.strictObject({ project: projectId, path, id: z.int(), base: z.nullable(revisionSchema) }),
};
export const editedSchema = z.array(z.strictObject({ path, text })).max(256);
