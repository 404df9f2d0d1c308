import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { JSON_SCHEMAS } from './schemas.ts';

describe('What other tools are told of a format', () => {
  for (const [path, schema] of Object.entries(JSON_SCHEMAS)) {
    it(`is what we check by: ${path}`, () => {
      const file = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
      assert.deepEqual(JSON.parse(file), schema, 'node tools/json-schemas.ts writes it anew');
    });
  }
});
