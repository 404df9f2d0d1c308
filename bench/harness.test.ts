import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, measure, timeFigures, type Trial } from './harness.ts';

/** A trial that says it took this long, and notes that it ran. */
function taking(millis: number, name = '', log: string[] = []): Trial {
  return async () => {
    log.push(name);
    return millis;
  };
}

describe('compare', () => {
  it('takes turns, and alternates who goes first', async () => {
    const log: string[] = [];
    await compare({ ours: taking(1, 'o', log), theirs: taking(2, 't', log), rounds: 50, warmup: 2 });
    assert.equal(log.join(''), 'otto'.repeat(26));
  });

  it('does not count the warm-up', async () => {
    let turn = 0;
    const ours: Trial = async () => (turn++ < 3 ? 1000 : 10);
    const { ours: summary, ratio } = await compare({ ours, theirs: taking(20), rounds: 50, warmup: 3 });
    assert.deepEqual(summary, { median: 10, p95: 10, samples: 50 });
    assert.equal(ratio, 0.5);
  });

  it('times a trial that does not time itself', async () => {
    const wait: Trial = () => new Promise<void>((resolve) => setTimeout(resolve, 2));
    const { median } = await measure(wait, 50, 0);
    assert.ok(median >= 1 && median < 1000, `2 ms took ${median} ms`);
  });

  it('refuses too few rounds', async () => {
    await assert.rejects(compare({ ours: taking(1), theirs: taking(1), rounds: 10 }), RangeError);
    await assert.rejects(measure(taking(1), 10), RangeError);
  });
});

describe('timeFigures', () => {
  it('gives the p95 a row of its own', async () => {
    const compared = await compare({ ours: taking(1), theirs: taking(4) });
    const figures = timeFigures('start', compared, { ratio: 'at most', value: 0.1 });
    assert.deepEqual(
      figures.map(({ figure, ratio, ok }) => [figure, ratio, ok]),
      [
        ['start', 0.25, false],
        ['start, p95', 0.25, true],
      ],
    );
  });
});
