import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packProblemWords } from '../../words/terminal.ts';
import { type Imported, importCodeRunner, importExercism } from '../index.ts';
import { Place, reading } from '../testing/packs.ts';
import { looksCall, looksLiteral } from './python.ts';

const testcase = (code: string, expected: string, more = '', attributes = 'mark="1.0"') =>
  `<testcase testtype="0" useasexample="0" hiderestiffail="0" ${attributes}><testcode><text>${code}</text></testcode>${more}<expected><text>${expected}</text></expected><extra><text></text></extra><display><text>SHOW</text></display></testcase>`;
const question = (name: string, tests: string, more = '') => `<question type="coderunner">
  <name><text>${name}</text></name>
  <questiontext format="html"><text><![CDATA[<p>Write <b>${name}</b>, if 1 &lt; 2.</p><pre>a = 1
b = 2</pre>]]></text></questiontext>
  <coderunnertype>python3</coderunnertype><answerpreload>def f():</answerpreload>
  <answer><![CDATA[def area(a, b):
    return a * b
]]></answer><testcases>${tests}</testcases>${more}</question>`;
const quiz = (...questions: string[]) => `<?xml version="1.0"?><quiz>${questions.join('')}</quiz>`;

const moodle = (...questions: string[]) => importCodeRunner('moodle.xml', quiz(...questions), 'From Moodle');
const leftOut = ({ leftOut: list }: Imported) => list.map(packProblemWords);
const readBack = async ({ files }: Imported) =>
  (await reading(Object.fromEntries(files))).units.flatMap(({ exercises }) => exercises);

describe('Questions of CodeRunner', () => {
  it('become exercises', async () => {
    const made = moodle(
      question('Area', testcase('print(area(3, 4))', '12') + testcase('print(area(2, [1]))', '[1, 1]')),
      question('Hello', testcase('', 'Hello Ada', '<stdin><text>Ada</text></stdin>')),
    );
    assert.deepEqual(leftOut(made), []);
    const [area, hello] = await readBack(made);
    assert.deepEqual([area?.id, area?.kind, area?.starter], ['area', 'function', 'def f():']);
    assert.deepEqual(
      area?.tests.map(({ does }) => does.kind === 'call' && [does.call, does.returns]),
      [
        ['area(3, 4)', '12'],
        ['area(2, [1])', '[1, 1]'],
      ],
    );
    assert.deepEqual(
      area.task['en']?.map(({ kind }) => kind),
      ['paragraph', 'code'],
    );
    assert.deepEqual(hello?.tests[0]?.does, {
      ...{ kind: 'program', input: 'Ada' },
      output: { kind: 'text', text: 'Hello Ada', comparison: { kind: 'lines' } },
    });
  });

  it('keep marks and what is hidden', async () => {
    const hidden = testcase('', 'b', '', 'mark="3.0"').replace('SHOW', 'HIDE');
    const [exercise] = await readBack(moodle(question('Marks', testcase('', 'a') + hidden)));
    assert.deepEqual(
      exercise?.tests.map(({ points, hidden: isHidden }) => [points, isHidden]),
      [
        [1, false],
        [3, true],
      ],
    );
  });

  it('that cannot be carried over are listed', () => {
    const made = moodle(
      '<question type="category"><category><text>c</text></category></question>',
      '<question type="multichoice"><name><text>Choose</text></name></question>',
      question('Java', testcase('', 'a')).replace('python3', 'java_class'),
      question('Long', testcase('x = area(1, 2)\nprint(x)', '2')),
      question('Name', testcase('print(area("A", 2))', 'AA')),
    );
    assert.equal(made.exercises, 1);
    const said = leftOut(made);
    assert.match(said[0] ?? '', /^Choose: left out: it is a question of the type multichoice/);
    assert.match(said[1] ?? '', /^Java: left out: it is for java_class/);
    assert.match(said[2] ?? '', /^Long: a test was left out, since it is more than one call: x = area/);
    assert.match(said[3] ?? '', /^Long: left out: none of its tests/);
    assert.match(said[4] ?? '', /^Name: is what print\(area\("A", 2\)\) gives a text\?/);
  });

  it('expand no entities', () => {
    const bomb =
      '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
    for (const entity of ['&b;', '&f;']) {
      const made = importCodeRunner(
        'm.xml',
        `${bomb}<quiz>${question(entity, testcase('', 'a'))}</quiz>`,
        'M',
      );
      assert.match(leftOut(made).join(), /no XML/);
      assert.equal(made.exercises, 0);
    }
    assert.match(leftOut(importCodeRunner('m.xml', 'hello', 'M')).join(), /no XML/);
  });
});

describe('Exercises of Exercism', () => {
  const TESTS = `import unittest
from two_fer import two_fer, Thing

class TwoFerTest(unittest.TestCase):
    def test_no_name_given(self):
        self.assertEqual(two_fer(), "One for you, one for me.")

    def test_a_name_given(self):
        self.assertEqual(
            two_fer("Alice, (or) Bob"),
            "One for Alice, (or) Bob, one for me.",  # a comment, with a )
        )

    def test_thing(self):
        self.assertEqual(Thing(1).name, "x")

    def test_true(self):
        self.assertIs(two_fer([1, {"a": (2, None)}], loud=True), True)
`;
  const exercise = {
    '.meta/config.json': JSON.stringify({
      files: { solution: ['two_fer.py'], test: ['two_fer_test.py'], example: ['.meta/example.py'] },
    }),
    '.meta/example.py': 'def two_fer(name="you"):\n    return f"One for {name}, one for me."\n',
    '.docs/instructions.md': '# Instructions\n\nSay something.\n',
    'two_fer.py': 'def two_fer(name):\n    pass\n',
    'two_fer_test.py': TESTS,
  };

  it('become exercises, alone and as a track', async () => {
    using place = new Place();
    const alone = importExercism(place.lay(exercise, 'two-fer'), 'Two');
    assert.ok(alone);
    assert.deepEqual(leftOut(alone), [
      'two-fer: the test “thing” has something that is no comparison of a call with a value; that was left out.',
    ]);
    const [made] = await readBack(alone);
    assert.equal(made?.id, 'two-fer');
    assert.deepEqual(
      made.tests.map(({ does }) => does.kind === 'call' && [does.call, does.returns]),
      [
        ['two_fer()', '"One for you, one for me."'],
        ['two_fer("Alice, (or) Bob")', '"One for Alice, (or) Bob, one for me."'],
        ['two_fer([1, {"a": (2, None)}], loud=True)', 'True'],
      ],
    );
    place.lay(exercise, 'track/exercises/practice/two-fer');
    place.lay(exercise, 'track/exercises/practice/three-fer');
    assert.equal(importExercism(`${place.path}/track`, 'Track')?.exercises, 2);
    assert.equal(importExercism(place.path, 'Nothing'), undefined);
  });
});

describe('What looks like a literal of Python', () => {
  it('has no names in it', () => {
    for (const text of ['1', '-1.5e3', '"a"', "['x', (1, None)]", '{"a": [True]}'])
      assert.ok(looksLiteral(text), text);
    for (const text of ['', 'x', '[x]', 'f(1)', 'a.b', '1 if 2 else 3', 'f"{x}"'])
      assert.ok(!looksLiteral(text), text);
    for (const text of ['f()', 'f(1, "a)")', 'f(a=1)', 'f([1, 2])']) assert.ok(looksCall(text), text);
    for (const text of ['f', 'f(x)', 'f(1) + 1', 'f(1)(2)', 'a.f(1)', 'f(g(1))'])
      assert.ok(!looksCall(text), text);
  });
});
