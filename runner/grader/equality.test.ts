import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isEqual } from './equality.ts';
import { NotALiteral, parseCall, parseLiteral } from './literal.ts';
import { pythonText } from './python-text.ts';

const equal = (expected: string, got: string, tolerance = 0) =>
  isEqual(parseLiteral(expected), parseLiteral(got), tolerance);

describe('Values', () => {
  it('are equal as they are in Python', () => {
    const same = [
      ['1', '1.0'],
      ['1', 'True'],
      ['0', '-0.0'],
      ['1', '1+0j'],
      ['10', '1e1'],
      ['[1, 2]', '[1.0, 2]'],
      ['{1, 2}', '{2, 1}'],
      ['{1}', 'frozenset({1})'],
      ['{"a": 1, "b": 2}', '{"b": 2, "a": 1}'],
      ['{1: "a"}', '{True: "a"}'],
      ['set()', 'frozenset()'],
      ['nan', 'nan'],
      ['9007199254740993', '9007199254740993'],
    ] as const;
    for (const [a, b] of same) assert.ok(equal(a, b) && equal(b, a), `${a} == ${b}`);
    const other = [
      ['[1]', '(1,)'],
      ['"1"', '1'],
      ['"a"', 'b"a"'],
      ['None', 'False'],
      ['[1, 2]', '[2, 1]'],
      ['{}', 'set()'],
      ['9007199254740993', '9007199254740992.0'],
      ['""', '[]'],
      ['{"a": 1}', '{"a": 1, "b": 2}'],
      ['nan', '0'],
      ['"[1]"', '[1]'],
      ['["a", "b"]', '["a\\",\\"b"]'],
    ] as const;
    for (const [a, b] of other) assert.ok(!equal(a, b) && !equal(b, a), `${a} != ${b}`);
  });

  it('may differ by the tolerance wherever numbers are, and nowhere else', () => {
    assert.ok(equal('[0.3, (1, "a")]', '[0.30000000000000004, (1.0005, "a")]', 0.001));
    assert.ok(equal('{"a": 0.3}', '{"a": 0.3001}', 0.001));
    assert.ok(equal('{1.0, 2.0, "a"}', '{2.0005, 0.9995, "a"}', 0.001));
    assert.ok(equal('inf', 'inf', 0.001));
    assert.ok(!equal('inf', '1e308', 0.001));
    assert.ok(!equal('1.0', 'nan', 0.001));
    assert.ok(!equal('[0.3]', '[0.302]', 0.001));
    assert.ok(!equal('{1.0, 2.0}', '{1.0, 2.5}', 0.001));
    assert.ok(!equal('[1]', '(1,)', 0.001));
    assert.ok(!equal('9007199254740993', '9007199254740992', 0.5));
    assert.ok(equal('1', 'True', 0.001));
  });
});

describe('A literal', () => {
  const text = (literal: string) => pythonText(parseLiteral(literal));

  it('is what Python would read', () => {
    const read = {
      '0xFF': '255',
      '0b1_0': '2',
      '1_000': '1000',
      '-5': '-5',
      '1e16': '1e+16',
      '1e-5': '1e-05',
      '123456789012345678.0': '1.2345678901234568e+17',
      '.5': '0.5',
      '00': '0',
      '1+2j': '(1+2j)',
      '-2j': '(-0-2j)',
      '(1)': '1',
      '(1,)': '(1,)',
      '1, 2': '(1, 2)',
      '\'a\' "b"': "'ab'",
      "'''x\ny'''": "'x\\ny'",
      "r'\\n'": "'\\\\n'",
      "'\\x41\\u00e9\\101\\q'": "'AéA\\\\q'",
      "b'\\xff'": "b'\\xff'",
      '"it\'s"': '"it\'s"',
      '{1, 1.0, True}': '{1}',
      '{1: "a", True: "b"}': "{1: 'b'}",
      'set( )': 'set()',
      'frozenset([1])': 'frozenset({1})',
      '[1,\n 2,]': '[1, 2]',
      'float("-inf")': '-inf',
      "'\\\n'": "''",
    };
    for (const [literal, expected] of Object.entries(read)) assert.equal(text(literal), expected, literal);
  });

  it('is nothing that has to be computed, and nothing that is not Python', () => {
    const refused = [
      '',
      'x',
      'f"{x}"',
      '1 + 2',
      '[x]',
      '012',
      '1__0',
      '1_',
      "'a",
      "'a\nb'",
      '"a" b"b"',
      '[1, 2',
      '(1, 2]',
      '{1: 2, 3}',
      '{[1]}',
      '{[]: 1}',
      '--1',
      '1 2',
      "b'é'",
      "'\\ud800'",
      "'\\x1'",
      "'\\N{DASH}'",
      'set([1], [2])',
      'eval("1")',
      '[*(1, 2)]',
      '{**{}}',
      '1 if True else 2',
      '-"a"',
      '['.repeat(60) + ']'.repeat(60),
      "'\0'",
    ];
    for (const literal of refused) assert.throws(() => parseLiteral(literal), NotALiteral, literal);
    assert.equal(text('1\n'), '1');
  });

  it('says where it stops to be one', () => {
    assert.throws(() => parseLiteral('[1, x]'), { problem: 'name', at: 4 });
  });
});

describe('A call', () => {
  it('is a name, with literals', () => {
    const { name, values, named } = parseCall('longest(["a", "bb"], -1, key=None)');
    assert.equal(name, 'longest');
    assert.deepEqual(values.map(pythonText), ["['a', 'bb']", '-1']);
    assert.deepEqual([...named.keys()], ['key']);
  });

  it('is nothing else', () => {
    const refused = [
      'f',
      'f(x)',
      'f()()',
      'f().g',
      'a.f()',
      'f(g())',
      'f(1) or 1',
      'f(a=1, 2)',
      'f(a=1, a=2)',
      'f(*[1])',
      'f(nan)',
      'lambda()',
      'f(1); g()',
      'f(1) # x',
      'f(1)\ng()',
      'f(1',
      'f(x for x in y)',
    ];
    for (const call of refused) assert.throws(() => parseCall(call), NotALiteral, call);
  });
});
