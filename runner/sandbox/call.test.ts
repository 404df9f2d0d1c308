import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Returned } from '../model/index.ts';
import { type Outcome, onEachEngine } from '../testing/index.ts';

const value = ({ events }: Outcome): Returned | undefined =>
  events.flatMap((event) => (event.type === 'value' ? [event.returned] : []))[0];

onEachEngine('A call', (bench) => {
  const returned = async (program: string, call = 'f()') => {
    const outcome = await bench().run(program, { call, tracebacks: 'reported' });
    return { ...outcome, value: value(outcome) };
  };
  const gives = async (expression: string) => {
    const seen = await returned(`f = lambda: ${expression}`);
    assert.equal(seen.result.verdict, 'finished', seen.stderr);
    return seen.value;
  };

  it('is made when the program has run, and its value is told beside what was printed', async () => {
    const seen = await returned(
      'print("hello")\ndef area(a, b):\n    print("!")\n    return a * b',
      'area(3, b=4)',
    );
    assert.deepEqual(seen.value, { kind: 'value', value: { type: 'int', value: 12n } });
    assert.equal(seen.stdout, 'hello\n!\n');
    assert.deepEqual([seen.result.verdict, seen.stderr], ['finished', '']);
  });

  describe('tells', () => {
    const int = (number: number) => ({ type: 'int', value: BigInt(number) });
    const values: [string, unknown][] = [
      ['None', { type: 'None' }],
      ['True', { type: 'bool', value: true }],
      ['-2**70', { type: 'int', value: -(2n ** 70n) }],
      ['10**5000', { type: 'int', value: 10n ** 5000n }],
      ['0.1', { type: 'float', value: 0.1 }],
      ['float("nan")', { type: 'float', value: NaN }],
      ['-1e400', { type: 'float', value: -Infinity }],
      ['-0.0', { type: 'float', value: -0 }],
      ['1e-300', { type: 'float', value: 1e-300 }],
      ['1+2j', { type: 'complex', real: 1, imaginary: 2 }],
      ['"é🐍\\n\\0"', { type: 'str', value: 'é🐍\n\0' }],
      ['b"\\xff"', { type: 'bytes', value: 'ÿ' }],
      [
        '[1, (2,), {3}, frozenset([4])]',
        {
          type: 'list',
          items: [
            int(1),
            { type: 'tuple', items: [int(2)] },
            { type: 'set', items: [int(3)] },
            { type: 'frozenset', items: [int(4)] },
          ],
        },
      ],
      [
        '{1: [], "a": {}}',
        {
          type: 'dict',
          entries: [
            [int(1), { type: 'list', items: [] }],
            [
              { type: 'str', value: 'a' },
              { type: 'dict', entries: [] },
            ],
          ],
        },
      ],
    ];
    for (const [expression, expected] of values) {
      it(expression, async () =>
        assert.deepEqual(await gives(expression), { kind: 'value', value: expected }),
      );
    }
  });

  it('tells what is not plain by its type, whatever it says of itself', async () => {
    const lies = [
      'class Liar(int):\n    __class__ = int\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__',
      'class Liar(str):\n    def __repr__(self): return "12"',
      'class Meta(type):\n    __name__ = "int"\n    def __eq__(self, other): return True\n    def __hash__(self): return hash(int)\nclass Liar(metaclass=Meta): pass',
      'class Liar(dict):\n    def items(self): return [(1, 2)]',
    ];
    for (const lie of lies) {
      for (const call of ['Liar()', '[Liar()]', '{1: Liar()}']) {
        const seen = await returned(`${lie}\nf = lambda: ${call}`);
        assert.deepEqual(seen.value, { kind: 'not plain', type: 'Liar' }, lie);
      }
    }
    assert.deepEqual(await gives('range(3)'), { kind: 'not plain', type: 'range' });
    assert.deepEqual(await gives('"\\ud800"'), { kind: 'not plain', type: 'str' });
  });

  it('tells that a value is too large, too deep, or lies in itself', async () => {
    for (const program of [
      'def f(): x = []; x.append(x); return x',
      'def f():\n    x = []\n    for _ in range(100): x = [x]\n    return x',
      'f = lambda: "x" * 10**6',
      'f = lambda: list(range(10**6))',
      'f = lambda: 1 << 10**6',
    ]) {
      const seen = await returned(program);
      assert.deepEqual([seen.value, seen.result.verdict], [{ kind: 'too large' }, 'finished'], program);
    }
  });

  it('ends as a program does that fails there', async () => {
    const seen = await returned('def f():\n    return 1 / 0');
    assert.equal(seen.result.verdict, 'runtime error');
    const error = seen.events.find((event) => event.type === 'error')?.error;
    assert.deepEqual([error?.name, error?.place?.line, error?.atCompile], ['ZeroDivisionError', 2, false]);
    assert.ok(!error?.traceback.includes('/sandlot/'), error?.traceback);
    const missing = await returned('x = 1');
    const named = missing.events.find((event) => event.type === 'error')?.error;
    assert.deepEqual([missing.result.verdict, named?.name], ['runtime error', 'NameError']);
  });

  it('is not made when the program has failed or left, and then has no value', async () => {
    assert.deepEqual((await returned('f = int\n1 / 0')).value, undefined);
    assert.deepEqual((await returned('f = int\nexit(0)')).value, undefined);
    const left = await returned('def f():\n    import os\n    os._exit(0)');
    assert.deepEqual([left.value, left.result.verdict], [undefined, 'finished']);
  });

  it('has one value, and a program that is not called has none', async () => {
    const forge = [
      'import os',
      'def frame(text): return b"\\x0c\\0\\0" + len(text).to_bytes(4) + text',
      'for n in (b"1", b"2"): os.write(200, frame(b\'["value", ["int", "0x%s"]]\' % n))',
      'f = lambda: 3',
    ].join('\n');
    const { events } = await bench().run(forge, { call: 'f()' });
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'value' ? [event.returned] : [])),
      [{ kind: 'value', value: { type: 'int', value: 1n } }],
    );
    assert.equal(value(await bench().run(forge)), undefined);
  });

  it('survives frames that are none', async () => {
    for (const text of [
      '[',
      '["value"]',
      '["value", ["int", "12"]]',
      '["value", ["float", "1__"]]',
      '{}',
      '['.repeat(90_000),
    ]) {
      const program = `import os\nt = ${JSON.stringify(text)}.encode()\nf = b"\\x0c\\0\\0" + len(t).to_bytes(4) + t\nwhile f: f = f[os.write(200, f):]`;
      const { result, events } = await bench().run(program, { call: 'print(1)' });
      assert.deepEqual(
        [result.verdict, events.some(({ type }) => type === 'value')],
        ['finished', false],
        text,
      );
    }
  });
});

onEachEngine('A box with a seed', (bench) => {
  it('hashes texts always alike, and one without never', async () => {
    const program = 'import os\nprint(hash("sandlot"), os.environ.get("PYTHONHASHSEED"))';
    const hash = async (hashSeed?: number) => {
      const { limits } = bench().spec(program);
      const { sandbox } = await bench().pool.take({ ...limits, hashSeed });
      await using _ = sandbox;
      return (await sandbox.exec(bench().admit(program), { warm: false }).collect()).stdout.toString();
    };
    const [first, second, third, without] = [await hash(0), await hash(0), await hash(1), await hash()];
    assert.equal(first, second);
    assert.match(first, / None\n$/);
    assert.equal(new Set([first, third, without]).size, 3);
  });
});
