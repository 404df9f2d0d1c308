import * as z from 'zod';

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
