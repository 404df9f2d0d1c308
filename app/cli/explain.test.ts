import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LIVE_LIMITS } from '../../runner/index.ts';
import { onEachEngine } from '../../runner/testing/index.ts';
import { explainInText } from './explain.ts';

/** Programs that go wrong, each with what its pupil has to be told. */
const MISTAKES: readonly (readonly [program: string, told: RegExp, files?: Record<string, string>])[] = [
  ['name = 1\nprint(nme)', /does not know the name “nme”\. Did you mean “name”/],
  ['print(math.pi)', /If you mean the module math, write “import math”/],
  ['print(hello)', /does not know the name “hello”.*put it in quotation marks/],
  ['print(zebra)', /does not know the name “zebra”\. Check the spelling/],
  ['x = 1\ndef f():\n    x = x + 1\nf()', /uses “x” before “x” gets a value/],
  ['[].sort().append(1)', /nothing \(None\) before “\.append”/],
  ['[].push(1)', /^(?!.*Did you mean).*did not find it/s],
  ['"a".uper()', /did not find “\.uper” here\. Did you mean “\.upper”/],
  ['import turtle', /no drawing window/],
  [
    'import random\nrandom.randint(1, 6)',
    /module called random, and your file random\.py has the same name.*another name/,
    { 'random.py': '' },
  ],
  [
    'from json import loads',
    /module called json, and your file json\/__init__\.py/,
    { 'json/__init__.py': '' },
  ],
  ['import helpers\nhelpers.go()', /looked for the name after a dot/, { 'helpers.py': '' }],
  ['print("a" + 1)', /Here one is a number and the other is a text/],
  ['print(1.5 + "a")', /Here one is a number and the other is a text/],
  ['print(1 < "a")', /to the left of “<” is a whole number, to the right is a text/],
  ['print([] - 1)', /to the left of “-” is a list, to the right is a whole number/],
  ['x = 3\nx(4)', /there is a whole number before them/],
  ['print((1).real[0])', /Here there is a whole number before them/],
  ['print(print[0])', /Here there is a function before them/],
  ['for i in 5: pass', /use range/],
  ['for i in None: pass', /not through nothing \(None\)/],
  ['"cat"[0] = "b"', /The parts of a text cannot be changed/],
  ['[1]["0"]', /must be a whole number/],
  ['def greet(name): pass\ngreet()', /greet needs more in its brackets: 'name' is missing/],
  ['class Cat:\n    def meow(): pass\nCat().meow()', /def of Cat\.meow.*begin with self/],
  ['class Cat:\n    def feed(food): pass\nCat().feed("fish")', /def of Cat\.feed.*begin with self/],
  [
    'class Cat:\n    def __init__(self):\n        self.lives = 9\n    def die(self):\n        print(lives)\nCat().die()',
    /Did you mean “self\.lives”/,
  ],
  ['rows = [3, 1].sort()\nrows[0] = 5', /nothing \(None\) before these square brackets.*sort\(\)/],
  ['if False:\n    pass\nelse if True:\n    pass', /one word: elif/],
  ['def greet(name): pass\ngreet(1, 2)', /greet was called with more/],
  ['int("ten")', /Digits work, words do not/],
  ['float("ten")', /Digits work, words do not/],
  ['int("")', /out of an empty text/],
  ['int("3.5")', /whole numbers.*decimal point/],
  ['a, b = 1, 2, 3', /more values here than names/],
  ['a, b = [1]', /fewer values here than names/],
  ['[].remove(1)', /not in the list/],
  ['if True:\nprint(1)', /four more spaces/],
  ['print(1)\n  print(2)', /more spaces than the line before/],
  ['if True:\n    print(1)\n  print(2)', /do not match any line above/],
  ['if True\n    print(1)', /A colon is missing/],
  ['if x = 1: pass', /write two of them: “==”/],
  ['1 = x', /To the left of “=” there has to be a name/],
  ['print("a)', /starts with a quotation mark here and never ends/],
  ['print(1', /opened here and never closed/],
  ['print(1))', /a \) here that closes nothing/],
  ['print([1)', /opened with \[ and closed with \)/],
  ['print "a"', /print needs brackets/],
  ['print("a" 1)', /Is something missing between two things/],
  ['print(“a”)', /a character here that Python does not know/],
  ['open("C:\\Users")', /For a backslash itself write two/],
  ['return 1', /only works inside a function/],
  ['break', /only work inside a loop/],
  ['continue', /only work inside a loop/],
  ['x = 007', /cannot start with a 0/],
  ['1st = 1', /cannot start with a digit/],
  ['raise NameError("name \'" + "x" * 999 + "\' is not defined")', /does not know this name/],
];

onEachEngine('A mistake is explained by what Python says of it', (bench) => {
  for (const [program, told, files = {}] of MISTAKES) {
    it(JSON.stringify(program.slice(0, 60)), async () => {
      const { events, result } = await bench().run(program, { tracebacks: 'reported', files });
      const errors = events.flatMap((event) => (event.type === 'error' ? [event.error] : []));
      const [words] = explainInText(result, errors[0], LIVE_LIMITS).split('\nTraceback');
      assert.match(words ?? '', told);
    });
  }
});
