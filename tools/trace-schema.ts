/** Writes `runner/trace/trace.schema.json` anew, after the records have changed. */
import { writeFileSync } from 'node:fs';
import { traceJsonSchema } from '../runner/trace/schema.ts';

const file = new URL('../runner/trace/trace.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(traceJsonSchema(), null, 2)}\n`);
