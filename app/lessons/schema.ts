import * as z from 'zod';
import { LIMIT_BOUNDS } from '../../runner/index.ts';
import { words } from '../words/terminal.ts';
import { FORMAT, LIMITS } from './limits.ts';

// The messages here are names of sentences in the catalogue (`packs.expected`): what should have stood there.

const id = z
  .string('id')
  .regex(/^[a-z][a-z0-9-]{0,59}$/u, 'id')
  .describe(words('packs.expected.id'));

const language = z.string('language').regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/u, 'language');

/** What stands there, as it stands there: `yaml.ts` has seen to it. An editor may see a number. */
const written = z.union([z.string(), z.number(), z.boolean()], 'text').transform(String);

const text = z
  .union([written, z.record(language, written, 'texts')], 'texts')
  .describe(words('packs.expected.texts'));

const whole = (most: number) => z.int('whole').min(0, 'whole').max(most, 'whole');
const between = (least: number, most: number) => z.number('limit').min(least, 'limit').max(most, 'limit');

const MOST_SECONDS = 60;
const MOST_OUTPUT_KB = 1_024;
const MOST_POINTS = 1_000;

const version = z.string('version').regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/u, 'version');

export const packSchema = z.strictObject(
  {
    format: z.literal(FORMAT, 'format'),
    id,
    version,
    title: text,
    about: text.optional(),
    languages: z.array(language, 'languages').min(1, 'languages').max(20, 'languages'),
    licence: z.string('licence').regex(/^[A-Za-z0-9.+ ()-]{1,100}$/u, 'licence'),
    authors: z.array(written, 'authors').min(1, 'authors').max(100, 'authors'),
    studio: version,
    units: z
      .array(
        z.strictObject({ id, title: text, exercises: z.array(id, 'ids').min(1, 'ids') }, 'unit'),
        'units',
      )
      .min(1, 'units')
      .max(LIMITS.exercises, 'units'),
  },
  'map',
);
export type PackYaml = z.infer<typeof packSchema>;

export const KINDS = ['program', 'function', 'fix', 'predict', 'parsons', 'project'] as const;
export type Kind = (typeof KINDS)[number];

const COMPARISONS = ['exact', 'lines', 'tokens', 'numbers', 'regex'] as const;

const feature = z.string('feature');

const generateSchema = z.strictObject(
  {
    times: z.int('times').min(1, 'times').max(LIMITS.tests, 'times'),
    seed: z.int('whole').min(0, 'whole'),
    values: z.record(
      z.string().regex(/^[a-z][a-z0-9_]{0,29}$/u, 'value-name'),
      z.union([written, z.array(written).min(1).max(1_000)], 'values'),
      'values',
    ),
  },
  'map',
);

const testSchema = z.strictObject(
  {
    name: text.optional(),
    points: whole(MOST_POINTS).optional(),
    hidden: z.boolean('yes-no').optional(),
    message: text.optional(),
    input: written.optional(),
    output: written.optional(),
    compare: z.enum(COMPARISONS, 'compare').optional(),
    tolerance: z.number('tolerance').min(0, 'tolerance').optional(),
    checker: z.string('checker').optional(),
    call: written.optional(),
    returns: z
      .union([written, z.array(z.unknown()), z.null()], 'literal')
      .transform(String)
      .optional(),
    uses: z.array(feature, 'features').min(1, 'features').optional(),
    avoids: z.array(feature, 'features').min(1, 'features').optional(),
    generate: generateSchema.optional(),
  },
  'test',
);
export type TestYaml = z.infer<typeof testSchema>;

export const exerciseSchema = z.strictObject(
  {
    id,
    title: text,
    kind: z.enum(KINDS, 'kind'),
    points: whole(MOST_POINTS).min(1, 'whole').optional(),
    passing: whole(MOST_POINTS).optional(),
    skills: z.array(id, 'ids').optional(),
    requires: z.array(id, 'ids').optional(),
    limits: z
      .strictObject(
        {
          seconds: between(0.1, MOST_SECONDS).optional(),
          memoryMb: between(LIMIT_BOUNDS.memoryMb.floor, LIMIT_BOUNDS.memoryMb.ceiling)
            .int('limit')
            .optional(),
          outputKb: between(1, MOST_OUTPUT_KB).int('limit').optional(),
        },
        'map',
      )
      .optional(),
    tests: z.array(testSchema, 'tests').optional(),
    hints: z.array(text, 'hints').max(20, 'hints').optional(),
    extra: z.array(written, 'extra').max(50, 'extra').optional(),
  },
  'map',
);
export type ExerciseYaml = z.infer<typeof exerciseSchema>;
