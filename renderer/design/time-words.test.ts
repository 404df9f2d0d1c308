import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { timeWords } from './time-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Wednesday afternoon in Berlin, which is an hour ahead of Greenwich in winter. */
const NOW = Date.UTC(2026, 0, 14, 14, 30);

const ago = (millis: number) => timeWords(NOW - millis, NOW);

describe('How long ago something was', () => {
  const zone = process.env['TZ'];
  before(() => (process.env['TZ'] = 'Europe/Berlin'));
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('is said in minutes for an hour', () => {
    assert.equal(ago(0), 'Just now');
    assert.equal(ago(MINUTE - 1), 'Just now');
    assert.equal(ago(MINUTE), 'A minute ago');
    assert.equal(ago(2 * MINUTE), '2 minutes ago');
    assert.equal(ago(HOUR - 1), '59 minutes ago');
  });

  it('is just now when a clock was put back', () => {
    assert.equal(ago(-5 * HOUR), 'Just now');
  });

  it('is said by the clock for the rest of the day', () => {
    assert.match(ago(HOUR), /^Today at (?:14:30|02:30 PM)$/u);
    const midnight = Date.UTC(2026, 0, 13, 23, 0);
    assert.match(timeWords(midnight, NOW), /^Today at (?:00:00|12:00 AM)$/u);
  });

  it('is said by the day before that, even if it was only last night', () => {
    const lastNight = Date.UTC(2026, 0, 13, 22, 59);
    assert.match(timeWords(lastNight, NOW), /^\p{L}+.*\b13\b.* at (?:23:59|11:59 PM)$/u);
    const earlyMorning = Date.UTC(2026, 0, 14, 0, 30);
    assert.match(timeWords(lastNight, earlyMorning), /\b13\b/u);
  });
});
