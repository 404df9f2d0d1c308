import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figure, table } from './figure.ts';

describe('figure', () => {
  it('compares the ratio of ours to theirs with the target', () => {
    assert.equal(figure('start', 'ms', 50, 100, { ratio: 'at most', value: 0.5 }).ok, true);
    assert.equal(figure('start', 'ms', 51, 100, { ratio: 'at most', value: 0.5 }).ok, false);
    assert.equal(figure('rate', '/s', 300, 100, { ratio: 'at least', value: 3 }).ok, true);
  });

  it('compares our own number with the target', () => {
    assert.equal(figure('start', 'ms', 50, undefined, { ours: 'at most', value: 49 }).ok, false);
    assert.equal(figure('start', 'ms', 50, 1, { ours: 'at most', value: 50 }).ok, true);
  });

  it('holds everything that the JSON file promises', () => {
    assert.deepEqual(figure('start', 'ms', 50, 100, { ratio: 'at most', value: 0.5 }), {
      figure: 'start',
      unit: 'ms',
      ours: 50,
      theirs: 100,
      ratio: 0.5,
      target: 'ratio at most 0.5',
      ok: true,
    });
  });

  it('refuses what is not a measurement, and a ratio of one number', () => {
    assert.throws(() => figure('start', 'ms', NaN), RangeError);
    assert.throws(() => figure('start', 'ms', 1, undefined, { ratio: 'at most', value: 1 }), RangeError);
  });
});

describe('table', () => {
  it('is aligned and marks what missed its target', () => {
    const rows = [
      figure('start', 'ms', 3.14159, 250, { ratio: 'at most', value: 0.5 }),
      figure('package size', 'MB', 1234.5, undefined, { ours: 'at most', value: 9 }),
      figure('only to know', 's', 0.01234),
    ];
    assert.equal(
      table(rows),
      [
        'figure        unit    ours  theirs   ratio  target',
        'start         ms      3.14     250  0.0126  ratio at most 0.5  ok',
        'package size  MB      1235                  at most 9 MB       MISS',
        'only to know  s     0.0123',
      ].join('\n'),
    );
  });
});
