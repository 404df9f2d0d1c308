import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRecord } from './check.ts';
import { recordSchema } from './records.ts';
import { imagine } from './testing/imaginary.ts';

const lines = ['words', 'loop', 'later'].flatMap((name) =>
  readFileSync(new URL(`examples/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1),
);
for (let seed = 0; seed < 20; seed += 1) lines.push(...imagine(seed, 20).lines.slice(1));

/** Put something else in one place of a JSON value: wherever `at` leads to. */
function changed(value: unknown, at: readonly number[], other: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined || !Array.isArray(value) || value.length === 0) return other;
  const place = first % (value.length + 1); // behind the last is a place too
  return value.toSpliced(place, 1, changed(value[place], rest, other));
}

describe('The check of a record', () => {
  it('agrees with the schemas, on what is right and on what is not', () => {
    const other = fc.oneof(
      fc.constantFrom(
        -1,
        0.5,
        2 ** 53,
        null,
        true,
        '',
        '?',
        's',
        [],
        [0],
        ['?'],
        ['f', '1.0'],
        ['s', 0, 300],
        ['o', 5],
        [-1],
        {},
        'x'.repeat(1001),
      ),
      fc.jsonValue(),
    );
    let [right, wrong] = [0, 0];
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 4 }), fc.nat(), other, (at, n, put) => {
        const record = JSON.parse(lines[n % lines.length] ?? '') as unknown;
        assert.ok(isRecord(record));
        assert.ok(recordSchema.safeParse(record).success);
        const mutant = changed(record, at, put);
        const allowed = isRecord(mutant);
        if (allowed) right += 1;
        else wrong += 1;
        // That there are no more items than the total, only the check says.
        if (allowed || !tooManyItems(mutant)) {
          assert.equal(recordSchema.safeParse(mutant).success, allowed, JSON.stringify(mutant));
        }
      }),
      { numRuns: 3_000 },
    );
    assert.ok(right > 30 && wrong > 100, `${right} right, ${wrong} wrong`);
  });
});

/** Whether an object in it has more items than it says to have. */
function tooManyItems(record: unknown): boolean {
  if (!Array.isArray(record)) return false;
  const totalAt = record[0] === '*' ? 5 : 4;
  const total: unknown = record[totalAt];
  if (typeof total === 'number' && record.length - totalAt - 1 > total) return true;
  return record.some(tooManyItems);
}
