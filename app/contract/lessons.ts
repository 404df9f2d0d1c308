import * as z from 'zod';
import { TEST_VERDICTS, programErrorSchema } from '../../runner/model/index.ts';
import { editedSchema } from './work.ts';

/**
 * What is wrong with a pack, as data: `app/words` makes a sentence of it. `file` is a path in the pack, or the pack's own
 * name; `line` is counted from 1.
 */
export const packProblemSchema = z.strictObject({
  file: z.string().max(1_000),
  line: z.nullable(z.int().min(1)),
  code: z.string().max(100),
  values: z.record(z.string().max(100), z.union([z.string().max(4_000), z.number()])),
});
export type PackProblem = z.infer<typeof packProblemSchema>;

/** Text in a task. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  /** `path` is one of the exercise's pictures: `pictures/cat.png`. */
  | { readonly kind: 'picture'; readonly path: string; readonly alternative: string }
  | { readonly kind: 'break' };

const inlineSchema: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('code'), text: z.string() }),
    z.strictObject({ kind: z.literal('strong'), children: z.array(inlineSchema) }),
    z.strictObject({ kind: z.literal('emphasis'), children: z.array(inlineSchema) }),
    z.strictObject({ kind: z.literal('picture'), path: z.string(), alternative: z.string() }),
    z.strictObject({ kind: z.literal('break') }),
  ]),
);

/** A piece of a task, such as a paragraph. Nothing in it leads out of the machine: an address is text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  /** `start` is the first number; null if it is not numbered. */
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'code'; readonly language: string | null; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | {
      readonly kind: 'table';
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' };

const cells = z.array(z.array(inlineSchema));

export const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('heading'),
      level: z.int().min(1).max(6),
      children: z.array(inlineSchema),
    }),
    z.strictObject({ kind: z.literal('paragraph'), children: z.array(inlineSchema) }),
    z.strictObject({
      kind: z.literal('list'),
      start: z.nullable(z.int().min(0)),
      items: z.array(z.array(blockSchema)),
    }),
    z.strictObject({ kind: z.literal('code'), language: z.nullable(z.string()), text: z.string() }),
    z.strictObject({ kind: z.literal('quote'), children: z.array(blockSchema) }),
    z.strictObject({ kind: z.literal('table'), header: cells, rows: z.array(cells) }),
    z.strictObject({ kind: z.literal('rule') }),
  ]),
);

const id = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
/** A text in each language of its pack. */
const textsSchema = z.record(z.string().max(20), z.string());
export type TextsInLanguages = Readonly<z.infer<typeof textsSchema>>;

const KINDS = ['program', 'function', 'fix', 'predict', 'parsons', 'project'] as const;

/**
 * How far a pupil is with an exercise: `locked`, as others (`missing`) must be done before; `open`; `begun`, as there is
 * work of hers; `done`.
 */
const progressSchema = z.strictObject({
  state: z.enum(['locked', 'open', 'begun', 'done']),
  missing: z.array(id),
  /** The best so far; null if none was given. */
  score: z.nullable(z.number().min(0)),
});

const exerciseSummarySchema = z.strictObject({
  id,
  title: textsSchema,
  kind: z.enum(KINDS),
  points: z.number().min(0),
  ...progressSchema.shape,
});
export type ExerciseSummary = Readonly<z.infer<typeof exerciseSummarySchema>>;

/** Who vouches for a pack: it came with the studio, somebody signed it, nobody did, or it is not what was signed. */
const signerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bundled') }),
  z.strictObject({ kind: z.literal('signed'), name: z.string(), fingerprint: z.string() }),
  z.strictObject({ kind: z.literal('unsigned') }),
  z.strictObject({ kind: z.literal('changed'), files: z.array(z.string()) }),
]);
export type Signer = Readonly<z.infer<typeof signerSchema>>;

const packSummarySchema = z.strictObject({
  id,
  version: z.string(),
  title: textsSchema,
  about: z.nullable(textsSchema),
  /** The first is the one to fall back on. */
  languages: z.array(z.string()).min(1),
  signer: signerSchema,
  units: z.array(z.strictObject({ id, title: textsSchema, exercises: z.array(exerciseSummarySchema) })),
});
export type PackSummary = Readonly<z.infer<typeof packSummarySchema>>;

/** All packs that are there, and what was dropped into the packs folder and refused. */
export const lessonListSchema = z.strictObject({
  packs: z.array(packSummarySchema),
  refused: z.array(z.strictObject({ name: z.string(), problems: z.array(packProblemSchema).min(1) })),
});
export type LessonList = Readonly<z.infer<typeof lessonListSchema>>;

/** An exercise as its pupil sees it. */
export const exerciseViewSchema = z.strictObject({
  pack: id,
  id,
  title: textsSchema,
  kind: z.enum(KINDS),
  points: z.number().min(0),
  passing: z.number().min(0),
  languages: z.array(z.string()).min(1),
  task: z.record(z.string().max(20), z.array(blockSchema)),
  hints: z.array(textsSchema),
  /** `parsons`: lines to put in order; null otherwise. */
  pieces: z.nullable(z.array(z.string())),
  /** The project in which she works on it, and the file that is checked. */
  project: z.string(),
  entry: z.string(),
  /** `predict`: the file in which she writes what it prints; null otherwise. */
  prediction: z.nullable(z.string()),
  progress: progressSchema,
});
export type ExerciseView = Readonly<z.infer<typeof exerciseViewSchema>>;

export const pictureSchema = z.strictObject({
  type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
  base64: z.base64(),
});

const exerciseId = z.strictObject({ pack: id, exercise: id });
/** Who does not give the teacher's PIN is no teacher. */
const pinSchema = z.nullable(z.string().max(100));
/** A file on its way in comes in pieces: a message is not long enough for a pack. */
const MOST_PIECE_CHARACTERS = 1_400_000;

const count = z.int().min(0);

/** A piece of a line around where it differs; `differsAt` and `marks` count UTF-16 units of `text` from 0. */
const lineSchema = z.strictObject({
  text: z.string(),
  cutBefore: z.boolean(),
  cutBehind: z.boolean(),
  differsAt: count,
  /** What cannot be seen. */
  marks: z.array(z.strictObject({ at: count, kind: z.enum(['space', 'tab', 'carriage return', 'other']) })),
});
export type CheckedLine = Readonly<z.infer<typeof lineSchema>>;

/** What a pupil is shown of a test that is not hidden. */
const seenSchema = z.strictObject({
  verdict: z.enum(TEST_VERDICTS),
  /** What its author says to somebody whose program fails it. */
  message: z.nullable(textsSchema),
  /** What a checker says. */
  words: z.nullable(z.string()),
  input: z.string(),
  call: z.nullable(z.string()),
  printed: z.string(),
  /** What the call gave back, and should have, as Python writes it. */
  returned: z.nullable(z.string()),
  expected: z.nullable(z.string()),
  /** Where the output first differs; the lines count from 1. Of a `prediction` neither line is told: it is the answer. */
  difference: z.nullable(
    z.strictObject({
      kind: z.enum(['differs', 'missing', 'extra', 'nothing', 'not text', 'prediction']),
      line: z.int().min(1),
      expected: z.nullable(lineSchema),
      got: z.nullable(lineSchema),
    }),
  ),
  error: z.nullable(programErrorSchema),
  /** Of a rule: what should be used and is not, and what should not and is. */
  missing: z.array(z.string()),
  found: z.array(z.strictObject({ feature: z.string(), line: z.int().min(1) })),
});

const checkedTestSchema = z.strictObject({
  id: z.string(),
  name: z.nullable(textsSchema),
  passed: z.boolean(),
  points: z.number().min(0),
  outOf: z.number().min(0),
  /** Null if the test is hidden. */
  seen: z.nullable(seenSchema),
});
export type CheckedTest = Readonly<z.infer<typeof checkedTestSchema>>;

export const checkedSchema = z.strictObject({
  tests: z.array(checkedTestSchema),
  /** Null if some could not be judged, through no fault of the pupil's: no mark was given. */
  score: z.nullable(z.number().min(0)),
  outOf: z.number().min(0),
  /** Whether that is enough. */
  done: z.boolean(),
});
export type Checked = Readonly<z.infer<typeof checkedSchema>>;

export const lessonParams = {
  check: z.strictObject({ ...exerciseId.shape, edited: editedSchema }),
  exercise: exerciseId,
  project: z.strictObject({ project: z.string().min(1).max(200) }),
  picture: z.strictObject({ ...exerciseId.shape, path: z.string().max(1_000) }),
  teacher: z.strictObject({ ...exerciseId.shape, pin: pinSchema }),
  remove: z.strictObject({ pack: id, pin: pinSchema }),
  add: z.strictObject({
    name: z.string().min(1).max(1_000),
    base64: z.base64().max(MOST_PIECE_CHARACTERS),
    /** The first piece begins anew; with the last, the pack is taken in. */
    place: z.enum(['first', 'middle', 'last', 'only']),
  }),
};

/** What came of a pack that was given to the studio. */
export const addedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('more') }),
  z.strictObject({ kind: z.literal('taken'), pack: packSummarySchema }),
  z.strictObject({ kind: z.literal('refused'), problems: z.array(packProblemSchema).min(1) }),
]);
export type Added = Readonly<z.infer<typeof addedSchema>>;

/** What only a teacher is shown. */
export const teachersViewSchema = z.strictObject({
  solution: z.nullable(z.string()),
  wrong: z.array(
    z.strictObject({ file: z.string(), misconception: z.string(), line: z.int().min(1), text: z.string() }),
  ),
});
export type TeachersView = Readonly<z.infer<typeof teachersViewSchema>>;
