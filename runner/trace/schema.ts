import * as z from 'zod';
import { headerSchema, recordSchema } from './records.ts';

/** What `trace.schema.json` says: a JSON Schema of one line of a trace. `node tools/trace-schema.ts` writes it. */
export function traceJsonSchema(): unknown {
  const { $schema, ...schema } = z.toJSONSchema(z.union([headerSchema, recordSchema]), {
    target: 'draft-2020-12',
  });
  return { $schema, title: 'A line of a trace of Sandlot, version 1', ...schema };
}
