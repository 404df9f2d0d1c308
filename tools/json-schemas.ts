/** Writes the JSON Schemas of our formats anew, after the schemas that they are made of have changed. */
import { writeFileSync } from 'node:fs';
import { JSON_SCHEMAS } from './json-schemas/schemas.ts';

for (const [path, schema] of Object.entries(JSON_SCHEMAS)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
