import * as z from 'zod';
import { exerciseSchema, packSchema } from '../../app/lessons/schema.ts';
import { fileFactsSchema } from '../../runner/model/index.ts';
import { headerSchema, recordSchema } from '../../runner/trace/records.ts';

/** What other tools are told of our formats: JSON Schemas, by where they lie. Made of the schemas that we check by. */
export const JSON_SCHEMAS: Readonly<Record<string, unknown>> = {
  'lessons/pack.schema.json': jsonSchema('pack.yaml', packSchema),
  'lessons/exercise.schema.json': jsonSchema('exercise.yaml', exerciseSchema),
  'runner/trace/trace.schema.json': jsonSchema(
    'A line of a trace of Sandlot, version 1',
    z.union([headerSchema, recordSchema]),
  ),
  'runner/facts/facts.schema.json': jsonSchema('Facts about one Python source of Sandlot', fileFactsSchema),
};

function jsonSchema(title: string, schema: z.ZodType): object {
  // As it is written, which is before defaults have been filled in.
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, title, ...rest };
}
