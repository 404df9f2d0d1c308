import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Comparison } from './assessment.ts';
import { firstDifference } from './difference.ts';
import { isExpected, printed } from './output.ts';
import { BadPattern } from './pattern.ts';

const EXACT: Comparison = { kind: 'exact' };
const LINES: Comparison = { kind: 'lines' };
const TOKENS: Comparison = { kind: 'tokens' };
const NUMBERS: Comparison = { kind: 'numbers', tolerance: 0.001 };
const REGEX: Comparison = { kind: 'regex' };

const accepts = (comparison: Comparison, expected: string, got: string | Buffer) =>
  isExpected(expected, printed(Buffer.from(got)), comparison);
const differs = (comparison: Comparison, expected: string, got: string | Buffer) =>
  firstDifference(expected, printed(Buffer.from(got)), comparison);

describe('An output', () => {
  it('is exact to the last space, but for how lines end', () => {
    assert.ok(accepts(EXACT, 'a\nb\n', 'a\r\nb\r\n'));
    assert.ok(!accepts(EXACT, 'a\n', 'a'));
    assert.ok(!accepts(EXACT, 'a', 'a '));
  });

  it('by lines ignores white space at the ends of lines and of the text, and no other', () => {
    assert.ok(accepts(LINES, 'a\nb', '\n\na  \nb\t\n\n'));
    assert.ok(!accepts(LINES, 'a\nb', 'a\n\nb'));
    assert.ok(!accepts(LINES, 'a\n  b', 'a\nb'));
    assert.ok(!accepts(LINES, 'a b', 'a  b'));
  });

  it('by tokens needs white space where there is some', () => {
    assert.ok(accepts(TOKENS, '1 2 3', '1\n2\n\t3'));
    assert.ok(!accepts(TOKENS, '1 2', '12'));
    assert.ok(!accepts(TOKENS, '1 2', '1 2 3'));
  });

  it('by numbers allows them to differ a little, and words not at all', () => {
    assert.ok(accepts(NUMBERS, 'pi is 3.1416', 'pi  is 3.14159265'));
    assert.ok(accepts(NUMBERS, '2', '2.0004'));
    assert.ok(accepts(NUMBERS, '1e3', '+1000'));
    assert.ok(!accepts(NUMBERS, '2', '2.002'));
    assert.ok(!accepts(NUMBERS, 'pi', 'Pi'));
    assert.ok(!accepts(NUMBERS, '1', 'nan'));
    assert.ok(!accepts(NUMBERS, '1', 'inf'));
    assert.ok(
      !accepts(NUMBERS, '9007199254740992', '9007199254740993'),
      'beyond what a float can tell apart',
    );
    assert.ok(!accepts(NUMBERS, '1'.repeat(400), '2'.repeat(400)), 'two infinities');
    assert.ok(!accepts(NUMBERS, '1e999', '2e999'));
  });

  it('by a pattern matches as a whole, and the white space at its ends may be left out', () => {
    assert.ok(accepts(REGEX, String.raw`.*\b100\b.*`, 'Bo is\n100 now\n'));
    assert.ok(!accepts(REGEX, String.raw`.*\b100\b.*`, 'Bo is 1000\n'));
    assert.ok(!accepts(REGEX, '100', '1000'));
    assert.ok(accepts(REGEX, String.raw`a\n`, 'a\n'));
  });

  it('that is no UTF-8 is equal to nothing, not even to what it looks like', () => {
    const broken = Buffer.from([0x61, 0xff]);
    for (const comparison of [EXACT, LINES, TOKENS, NUMBERS]) {
      assert.ok(!accepts(comparison, 'a�', broken));
      assert.ok(accepts(comparison, 'a�', 'a�'));
    }
    assert.ok(!accepts(REGEX, '.*', broken));
    assert.equal(differs(LINES, 'a�', broken)?.kind, 'not text');
  });

  it('of the worst kind is compared in a moment', () => {
    const size = 64 * 1024;
    const worst = [
      ' '.repeat(size - 1),
      '\n'.repeat(size - 1),
      '1'.repeat(size - 1),
      '1 '.repeat(size / 2 - 1),
    ];
    for (const text of worst) {
      for (const comparison of [EXACT, LINES, TOKENS, NUMBERS]) {
        const begin = performance.now();
        assert.ok(!accepts(comparison, `${text}x`, `${text}y`));
        assert.ok(differs(comparison, `${text}x`, `${text}y`) !== undefined);
        assert.ok(performance.now() - begin < 1_000, `${comparison.kind}: ${text.slice(0, 2)}`);
      }
      for (const pattern of ['(a*)*b', '(.*)*x', String.raw`(\s+)+x`, '(1|11)+x']) {
        const begin = performance.now();
        assert.ok(!accepts(REGEX, pattern, `${text}y`));
        assert.ok(performance.now() - begin < 2_000, pattern);
      }
    }
  });

  it('is not held against a pattern that is none, or one that is too large', () => {
    for (const pattern of ['(', '(?=a)b', String.raw`(a)\1`, 'a{1000}{1000}', '(a{100}b{100}){10}']) {
      assert.throws(() => accepts(REGEX, pattern, 'a'), BadPattern, pattern);
    }
  });
});

describe('The first difference', () => {
  it('is a line and a column, with the line that was expected', () => {
    const found = differs(LINES, 'Hello Ada\nBye', 'Hello  Ada\nBye\n');
    assert.deepEqual(found, {
      kind: 'differs',
      line: 1,
      column: 7,
      expected: {
        text: 'Hello Ada',
        cutBefore: false,
        cutBehind: false,
        differsAt: 6,
        marks: [{ at: 5, kind: 'space' }],
      },
      got: {
        text: 'Hello  Ada',
        cutBefore: false,
        cutBehind: false,
        differsAt: 6,
        marks: [
          { at: 5, kind: 'space' },
          { at: 6, kind: 'space' },
        ],
      },
      expectedLines: 2,
      gotLines: 2,
    });
  });

  it('counts lines as the program printed them', () => {
    const found = differs(LINES, 'a\nb', '\n\n  a\nc');
    assert.deepEqual([found?.line, found?.column], [4, 1]);
    assert.deepEqual([differs(LINES, 'ab', '\n  ac')?.line, differs(LINES, 'ab', '\n  ac')?.column], [2, 4]);
  });

  it('tells missing lines from extra ones, and nothing from something', () => {
    assert.deepEqual(
      [differs(LINES, 'a\nb', 'a'), differs(LINES, 'a', 'a\nb'), differs(LINES, 'a', ' \n')].map(
        (one) => one?.kind,
      ),
      ['missing', 'extra', 'nothing'],
    );
    assert.equal(differs(LINES, 'a\nb', 'a')?.expected?.text, 'b');
    assert.equal(differs(LINES, 'a\nb', 'a')?.got, null);
    assert.equal(differs(LINES, 'a', 'a\nb')?.got?.text, 'b');
  });

  it('of tokens is where the first wrong one stands, in whatever line', () => {
    const found = differs(TOKENS, '1 2 3', '1\n2\n  4');
    assert.deepEqual(
      [found?.kind, found?.line, found?.column, found?.expected?.differsAt],
      ['differs', 3, 3, 4],
    );
  });

  it('shows a tab, and a line no longer than one reads', () => {
    assert.deepEqual(differs(EXACT, 'a b', 'a\tb')?.got?.marks, [{ at: 1, kind: 'tab' }]);
    const found = differs(EXACT, `${'x'.repeat(1_000)}y${'x'.repeat(1_000)}`, `${'x'.repeat(1_000)}z`);
    assert.equal(found?.column, 1_001);
    assert.ok((found.expected?.text.length ?? 1_000) <= 120);
    assert.ok(found.expected?.cutBefore === true && found.expected.cutBehind);
    assert.equal(found.got?.text[found.got.differsAt], 'z');
  });

  it('is there if and only if the output is not what was expected', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', '\n', '1', '1.0004', '\r\n', '🐍', '\t'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, fc.constantFrom(EXACT, LINES, TOKENS, NUMBERS), (expected, got, comparison) => {
        const found = differs(comparison, expected, got);
        assert.equal(found === undefined, accepts(comparison, expected, got));
        assert.ok(found === undefined || (found.line >= 1 && found.column >= 1));
      }),
    );
  });
});
