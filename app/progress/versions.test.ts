import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Dated, superfluous } from './versions.ts';

const HOUR = 3_600_000;
const NOW = 1_800_000_000_000;

/** Versions of so many days, oldest first, some of them pinned; now and then the clock goes wrong. */
const versions = fc
  .array(fc.record({ age: fc.integer({ min: -HOUR, max: 48 * HOUR }), pinned: fc.boolean() }), {
    maxLength: 200,
  })
  .chain((all) =>
    fc.constantFrom(
      all,
      all.toSorted((one, other) => other.age - one.age),
    ),
  )
  .map((all) => all.map(({ age, pinned }, index): Dated => ({ id: index + 1, at: NOW - age, pinned })));

const kept = (all: readonly Dated[], now = NOW) => {
  const gone = new Set(superfluous(all, now));
  return all.filter(({ id }) => !gone.has(id));
};

describe('Thinning', () => {
  it('never drops the newest, nor what is pinned', () => {
    fc.assert(
      fc.property(versions, (all) => {
        const left = new Set(kept(all));
        for (const version of all) if (version.pinned) assert.ok(left.has(version));
        const newest = all.at(-1);
        assert.ok(newest === undefined || left.has(newest));
      }),
    );
  });

  it('drops only what a later version stands for, in the same hour at the most', () => {
    fc.assert(
      fc.property(versions, (all) => {
        const left = kept(all);
        for (const gone of all.filter((version) => !left.includes(version))) {
          assert.ok(left.some(({ id, at }) => id > gone.id && Math.abs(at - gone.at) < HOUR));
        }
      }),
    );
  });

  it('keeps one in 10 s of the last hour, one in a minute of the day, one in an hour before that', () => {
    fc.assert(
      fc.property(versions, (all) => {
        const free = kept(all).filter(({ pinned, at }) => !pinned && at <= NOW);
        const count = (from: number, to: number, width: number) => {
          const spans = free
            .filter(({ at }) => NOW - at >= from && NOW - at < to)
            .map(({ at }) => Math.floor(at / width));
          assert.equal(new Set(spans).size, spans.length);
        };
        count(0, HOUR, 10_000);
        count(HOUR, 24 * HOUR, 60_000);
        // The newest of all may share its span.
        assert.ok(free.filter(({ at }) => NOW - at >= 24 * HOUR).length <= 26);
      }),
    );
  });

  it('done again, or later, never brings back and never needs what is gone', () => {
    fc.assert(
      fc.property(versions, fc.integer({ min: 0, max: 72 * HOUR }), (all, later) => {
        const left = kept(all);
        assert.deepEqual(kept(left), left);
        assert.deepEqual(kept(left, NOW + later), kept(all, NOW + later));
      }),
    );
  });

  it('leaves a useful list to a child who types for an hour', () => {
    const all = Array.from({ length: 1_800 }, (_, id) => ({
      id,
      at: NOW - HOUR + id * 2_000,
      pinned: false,
    }));
    const { length } = kept(all);
    assert.ok(length >= 359 && length <= 362, String(length));
  });
});
