/** Writes `lessons/*.schema.json` anew, after the schemas of packs have changed. */
import { writeFileSync } from 'node:fs';
import { packJsonSchemas } from '../app/lessons/schema.ts';

for (const [name, schema] of Object.entries(packJsonSchemas())) {
  const file = new URL(`../lessons/${name}.schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
