import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { quantile, summarise } from './statistics.ts';

const seed = Number(process.env['SANDLOT_SEED'] ?? 1);
const someSamples = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
const share = fc.double({ noNaN: true, min: 0, max: 1 });

describe('quantile', () => {
  it('agrees with NumPy', () => {
    assert.equal(quantile([3, 1, 2], 0.5), 2);
    assert.equal(quantile([4, 1, 2, 3], 0.5), 2.5);
    assert.equal(quantile([10, 20, 30, 40, 50], 0.95), 48);
    assert.equal(quantile([7], 0.95), 7);
  });

  it('stays within the samples, and does not care for their order', () => {
    const property = fc.property(someSamples, share, (samples, at) => {
      const value = quantile(samples, at);
      assert.ok(value >= Math.min(...samples) && value <= Math.max(...samples));
      assert.equal(quantile(samples.toReversed(), at), value);
    });
    fc.assert(property, { seed });
  });

  it('refuses no samples and no share', () => {
    assert.throws(() => quantile([], 0.5), RangeError);
    assert.throws(() => quantile([1], 1.5), RangeError);
    assert.throws(() => quantile([1], NaN), RangeError);
  });
});

describe('summarise', () => {
  it('is not moved by one outlier', () => {
    assert.deepEqual(summarise([1, 1, 1, 1, 1000]), {
      median: 1,
      p95: quantile([1, 1, 1, 1, 1000], 0.95),
      samples: 5,
    });
  });
});
