import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Value } from '../model/index.ts';
import { onEachEngine } from '../testing/index.ts';
import { readReturned } from '../wire/index.ts';
import { NotALiteral, parseLiteral } from './literal.ts';
import { pythonText } from './python-text.ts';

/** Reads literals, a JSON text a line, as Python does, and says what each is and how Python writes it; null if it is none. */
const READER = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
sys.path.append("/sandlot")
import values
names = {"set": set, "frozenset": frozenset, "float": float, "nan": float("nan"), "inf": float("inf"), "__builtins__": {}}
def is_number(node, *types):
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.UAdd, ast.USub)) and types != (complex,):
        node = node.operand
    return isinstance(node, ast.Name) and types != (complex,) or isinstance(node, ast.Constant) and type(node.value) in types
def is_computed(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and not (is_number(node.left, int, float) and is_number(node.right, complex)):
            return True
        if isinstance(node, ast.UnaryOp) and not is_number(node, int, float, complex):
            return True
    return False
for line in sys.stdin:
    try:
        if is_computed(ast.parse(json.loads(line).lstrip(" \\t"), mode="eval")):
            raise ValueError
        value = eval(json.loads(line), names)
        print(json.dumps([values.encode(value), repr(value)]))
    except (SyntaxError, TypeError, ValueError):
        print("null")
`;

/** How things are written, right and wrong. */
const atom = fc.oneof(
  fc.constantFrom(
    'None',
    'True',
    'False',
    'nan',
    'inf',
    'set()',
    'frozenset({1})',
    '1_0',
    '0x1F',
    '0b11',
    '0o7',
    '00',
    '5.',
    '.5',
    '1e3',
  ),
  fc.constantFrom(
    '012',
    '1__0',
    '1_',
    '0x',
    "'",
    '\\',
    "b'é'",
    "'\\x4'",
    "'a' b'b'",
    '1e',
    "'\\400'",
    "b'\\400'",
    "u'a'",
    "ur'a'",
  ),
  fc.bigInt().map((value) => `${value}`),
  fc.double().map((value) => pythonText({ type: 'float', value })),
  fc
    .tuple(
      fc.constantFrom('', 'r', 'b', 'Rb', 'u', 'bR'),
      fc.constantFrom("'", '"', "'''", '"""'),
      fc.array(
        fc.constantFrom(
          'a',
          '\\',
          "'",
          '"',
          'n',
          'x41',
          'u00e9',
          'U0001F40D',
          '101',
          '8',
          '\n',
          '\r\n',
          '\r',
          '🐍',
          'é',
          ' ',
          '\\\n',
          '\t',
        ),
        { maxLength: 6 },
      ),
    )
    .map(([prefix, quote, body]) => `${prefix}${quote}${body.join('')}${quote}`),
);

const { literal } = fc.letrec<{ literal: string }>((tie) => {
  const some = fc.array(tie('literal'), { maxLength: 3 });
  return {
    literal: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      atom,
      fc.tuple(fc.constantFrom('-', '+', '- ', '--'), atom).map((parts) => parts.join('')),
      fc.tuple(atom, fc.constantFrom(' ', '\t', '\n', '+', '-'), atom).map((parts) => parts.join('')),
      fc
        .tuple(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
        )
        .map(([real, imaginary]) => `${real} ${imaginary < 0 ? '-' : '+'} ${Math.abs(imaginary)}j`),
      some.map((items) => `[${items.join(', ')}]`),
      some.map((items) => `(${items.join(',\n')})`),
      some.map((items) => `(${items.map((item) => `${item},`).join('')})`),
      some.map((items) => `{${items.join(',')}}`),
      some.map((items) => `{${items.map((item) => `${item}: ${item}`).join(', ')}}`),
    ),
  };
});

function read(text: string): Value | undefined {
  try {
    return parseLiteral(text);
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

onEachEngine('A literal', (bench) => {
  it('is the same to us as to Python, or to neither of us one', async () => {
    const texts = fc.sample(literal, { numRuns: 3_000, seed: 5 });
    const stdin = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
    const { stdout, stderr, result } = await bench().run(READER, { stdin });
    assert.equal(result.verdict, 'finished', stderr);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as [unknown, string] | null);
    assert.equal(answers.length, texts.length);
    let values = 0;
    for (const [index, text] of texts.entries()) {
      const ours = read(text);
      const answer = answers[index] ?? null;
      const theirs = answer === null ? undefined : readReturned(answer[0]);
      assert.deepEqual(
        ours && sorted(ours),
        theirs?.kind === 'value' ? sorted(theirs.value) : undefined,
        text,
      );
      if (ours === undefined || answer === null) continue;
      values += 1;
      if (hasOrder(ours)) assert.equal(pythonText(ours), answer[1], text);
    }
    assert.ok(values > 1_000, `only ${values} were literals`);
  });
});

/** With sets in an order of ours: they have none. */
function sorted(value: Value): Value {
  if (value.type === 'dict') {
    return {
      type: 'dict',
      entries: value.entries.map(([key, item]) => [sorted(key), sorted(item)] as const),
    };
  }
  if (!('items' in value)) return value;
  const items = value.items.map(sorted);
  const isSet = value.type === 'set' || value.type === 'frozenset';
  return {
    type: value.type,
    items: isSet ? items.sort((a, b) => (pythonText(a) < pythonText(b) ? -1 : 1)) : items,
  };
}

/** Whether Python writes it in our order. */
function hasOrder(value: Value): boolean {
  if (value.type === 'dict') return value.entries.flat().every(hasOrder);
  if (value.type === 'set' || value.type === 'frozenset') return value.items.length < 2;
  return !('items' in value) || value.items.every(hasOrder);
}
