import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { blockSchema } from '../contract/lessons.ts';
import { packProblemWords } from '../words/terminal.ts';
import { attemptsOf } from './index.ts';
import { STUDIO_VERSION } from './limits.ts';
import { PACK_PROBLEMS } from './problems.ts';
import { type Files, SMALL, problemsOf, reading, told, withExercise, without } from './testing/packs.ts';
import { isNewer } from './version.ts';

const YAML = 'exercises/how-old/exercise.yaml';
const pack = (from: string, to: string): Files => ({
  ...SMALL,
  'pack.yaml': replaced('pack.yaml', from, to),
});
const exercise = (from: string, to: string, files: Files = {}): Files =>
  withExercise(replaced(YAML, from, to), files);

function replaced(file: string, from: string, to: string): string {
  const text = String(SMALL[file]);
  assert.ok(text.includes(from), from);
  return text.replace(from, () => to);
}

/** What is told of an exercise with these tests. */
const tests = (text: string) =>
  told(reading(withExercise(`id: how-old\ntitle: T\nkind: program\ntests:\n${text}\n`)));

describe('A pack', () => {
  it('is read with all that is in it', async () => {
    const { units, title, languages } = await reading(SMALL);
    assert.deepEqual(title, { en: 'Small', es: 'Pequeño' });
    assert.deepEqual(languages, ['en', 'es']);
    const unit = units[0];
    assert.deepEqual(unit?.title, { en: 'First', es: 'First' }, 'one text is for all languages');
    const [first] = unit.exercises;
    for (const task of Object.values(first?.task ?? {})) z.array(blockSchema).parse(task);
    assert.equal(first?.points, 10);
    assert.equal(first.passing, 10);
    assert.deepEqual(
      first.tests.map(({ id, points, hidden, does }) => [id, points, hidden, does.kind]),
      [
        ['t1', 6, false, 'program'],
        ['t2', 4, true, 'program'],
      ],
    );
    assert.deepEqual(first.tests[1]?.does, {
      kind: 'program',
      input: '99',
      output: { kind: 'text', text: '100', comparison: { kind: 'lines' } },
    });
    assert.deepEqual(first.files, [{ path: 'animals.txt', content: 'cat\n', encoding: 'utf8' }]);
    assert.deepEqual(first.teacher.wrong, [
      {
        file: 'wrong/text.py',
        misconception: 'input-not-converted',
        line: 2,
        text: 'name = input()\nage = input()\nprint(age + 1)\n',
      },
    ]);
    assert.deepEqual(first.task['en'], [
      {
        kind: 'paragraph',
        children: [
          { kind: 'text', text: 'Ask for an ' },
          { kind: 'strong', children: [{ kind: 'text', text: 'age' }] },
          { kind: 'text', text: '.' },
        ],
      },
      {
        kind: 'paragraph',
        children: [{ kind: 'picture', path: 'pictures/cat.png', alternative: 'A cat' }],
      },
    ]);
  });

  it('is told all that is wrong with it, with lines and in words', async () => {
    const wrong = {
      ...exercise('kind: program', 'kind: novel\npionts: 3'),
      ...pack('id: small', 'id: Small Pack'),
    };
    const problems = await problemsOf(reading(wrong));
    assert.deepEqual(problems.map(packProblemWords), [
      'pack.yaml, line 2: id should be an id: small letters, digits and -, a letter first, at most 60.',
    ]);
    const inExercise = await problemsOf(reading(exercise('kind: program', 'kind: novel\npionts: 3')));
    assert.deepEqual(inExercise.map(packProblemWords), [
      `${YAML}, line 3: kind should be program, function, fix, predict, parsons or project.`,
      `${YAML}, line 4: nothing is called pionts here. Look at how it is spelt and how far it is indented.`,
    ]);
  });

  it('has words for each problem', () => {
    for (const code of PACK_PROBLEMS) {
      const said = packProblemWords({ file: 'f', line: 1, code, values: {} });
      assert.notEqual(said, `f, line 1: ${code}`);
    }
  });

  it('is of no newer studio and no newer format', async () => {
    assert.deepEqual(await told(reading(pack('studio: 0.1.0', 'studio: 9.0.0'))), ['pack.yaml studio-newer']);
    assert.deepEqual(await told(reading(pack('format: 1', 'format: 2\nwhatever: x'))), [
      'pack.yaml format-newer',
    ]);
    assert.ok(isNewer('1.10.0', '1.9.9'));
    assert.ok(!isNewer('1.2.3', '1.2.3'));
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    assert.equal(STUDIO_VERSION, version);
  });

  it('has every text in every language', async () => {
    assert.deepEqual(await told(reading(pack('{ en: Small, es: Pequeño }', '{ en: Small, de: Klein }'))), [
      'pack.yaml:4 language-missing',
      'pack.yaml:4 language-unknown',
    ]);
    assert.deepEqual(await told(reading(without(SMALL, 'exercises/how-old/task.es.md'))), [
      'exercises/how-old/task.es.md missing-file',
    ]);
    assert.deepEqual(await told(reading({ ...SMALL, 'exercises/how-old/task.de.md': 'Hallo' })), [
      'exercises/how-old/task.de.md unknown-file',
    ]);
  });

  it('names each exercise once', async () => {
    assert.deepEqual(await told(reading(pack('[how-old]', '[how-old, how-old]'))), ['pack.yaml:12 twice']);
    assert.deepEqual(await told(reading(pack('[how-old]', '[how-old, nowhere]'))), [
      'pack.yaml:12 no-such-exercise',
    ]);
    const other = Object.fromEntries(
      Object.entries(SMALL)
        .filter(([path]) => path.startsWith('exercises/'))
        .map(([path, text]) => [
          path.replace('how-old', 'other'),
          path === YAML ? String(text).replace('id: how-old', 'id: other') : text,
        ]),
    );
    assert.deepEqual(await told(reading({ ...SMALL, ...other })), ['pack.yaml:9 in-no-unit']);
    assert.deepEqual(await told(reading(exercise('id: how-old', 'id: how-young'))), [
      `${YAML}:1 id-not-folder`,
    ]);
  });

  it('requires what is there, and nothing in a circle', async () => {
    assert.deepEqual(await told(reading(exercise('skills:', 'requires: [nowhere]\nskills:'))), [
      `${YAML} no-such-exercise`,
    ]);
    const [problem] = await problemsOf(reading(exercise('skills:', 'requires: [how-old]\nskills:')));
    assert.equal(problem?.code, 'cycle');
    assert.equal(problem.values['ids'], 'how-old → how-old');
  });

  it('has the YAML that its author meant', async () => {
    assert.deepEqual(await told(reading({ ...SMALL, 'pack.yaml': 'id: a\nid: b\n' })), ['pack.yaml:2 yaml']);
    const [tab] = await problemsOf(reading({ ...SMALL, 'pack.yaml': 'units:\n\t- id: a\n' }));
    assert.match(packProblemWords(tab ?? { file: '', line: 1, code: '', values: {} }), /tab/);
    assert.deepEqual(await told(reading({ ...SMALL, 'pack.yaml': '' })), ['pack.yaml empty']);
  });

  it('may come from Windows', async () => {
    const here = without(SMALL, 'exercises/how-old/files/animals.txt'); // data stays as it is
    const there = Object.entries(here).map(([path, text]): [string, string | Buffer] =>
      typeof text === 'string' ? [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`] : [path, text],
    );
    assert.deepEqual(await reading(Object.fromEntries(there)), await reading(here));
  });
});

describe('Tests of an exercise', () => {
  it('say what to do and what is right', async () => {
    assert.deepEqual(await tests('  - name: Nothing'), [`${YAML}:5 test-nothing`]);
    assert.deepEqual(await tests('  - input: a'), [`${YAML}:5 test-expects-nothing`]);
    assert.deepEqual(await tests('  - call: f(1)'), [`${YAML}:5 test-expects-nothing`]);
    assert.deepEqual(await tests('  - call: f(1)\n    uses: [for]\n    returns: 1'), [
      `${YAML}:5 test-mixed`,
    ]);
    assert.deepEqual(await tests('  - output: a\n    tolerance: 1'), [`${YAML}:6 test-tolerance`]);
    assert.deepEqual(await tests('  - output: "["\n    compare: regex'), [`${YAML}:5 pattern`]);
    assert.deepEqual(await tests('  - call: "1 + 1"\n    returns: 2'), [`${YAML}:5 call-form`]);
    assert.deepEqual(await tests('  - checker: none.py'), [`${YAML}:5 needs`]);
    assert.deepEqual(await tests('  - uses: [magic]'), [`${YAML}:5 feature`]);
  });

  it('are worth what the exercise is worth', async () => {
    assert.deepEqual(await tests('  - output: a\n    points: 11'), [`${YAML}:4 points-too-many`]);
    assert.deepEqual(await tests('  - output: a\n    points: 9'), [`${YAML}:4 points-left-over`]);
    assert.deepEqual(await tests('  - output: a\n    points: 10\n  - output: b'), [
      `${YAML}:4 nothing-left-over`,
    ]);
  });

  it('may have values as Python writes them', async () => {
    const returned = async (text: string) => {
      const read = await reading(
        withExercise(
          `id: how-old\ntitle: T\nkind: program\ntests:\n  - call: f([1, "a"], -2)\n    returns: ${text}\n`,
        ),
      );
      const does = read.units[0]?.exercises[0]?.tests[0]?.does;
      return does?.kind === 'call' ? does.returns : undefined;
    };
    for (const text of ['12', '1.50', 'True', 'None', '[1, 2]', '(1, 2)', "{'a': 1}", "[['a'], ('b',)]"]) {
      assert.equal(await returned(text), text);
    }
    assert.equal(await returned(`"'text'"`), "'text'");
  });

  it('that are generated have all their values, and no more', async () => {
    const generate = (values: string, input: string) =>
      tests(`  - generate: { times: 2, seed: 1, values: ${values} }\n    input: "${input}"`);
    assert.deepEqual(await generate('{ n: 1..5 }', '{n}{m}'), [`${YAML}:5 name-unknown`]);
    assert.deepEqual(await generate('{ n: 1..5, m: [1] }', '{n}'), [`${YAML}:5 name-unused`]);
    assert.deepEqual(await generate('{ n: 5..1 }', '{n}'), [`${YAML}:5 range`]);
    assert.deepEqual(
      await tests('  - generate: { times: 2, seed: 1, values: {} }\n    input: a\n    output: b'),
      [`${YAML}:7 test-generated-expectation`],
    );
    assert.deepEqual(
      await tests(
        '  - generate: { times: 100, seed: 1, values: { n: 1..2 } }\n    input: "{n}"\n  - output: a',
      ),
      [`${YAML}:4 too-many-tests`],
    );
  });
});

describe('Kinds of exercises', () => {
  const kind = (yaml: string, files: Files = {}, missing: string[] = []) =>
    told(
      reading(
        without(
          withExercise(`id: how-old\ntitle: T\n${yaml}\n`, files),
          ...missing.map((name) => `exercises/how-old/${name}`),
        ),
      ),
    );
  const TEST = 'tests: [{ output: a }]';

  it('have the files and keys that they need, and no others', async () => {
    assert.deepEqual(await kind('kind: program'), [`${YAML}:3 missing`]);
    assert.deepEqual(await kind(`kind: fix\n${TEST}`), [`${YAML}:3 needs`]);
    assert.deepEqual(await kind(`kind: function\n${TEST}`), [`${YAML}:3 missing`]);
    assert.deepEqual(await kind(`kind: program\n${TEST}`, {}, ['solution.py']), [`${YAML}:3 needs`]);
    assert.deepEqual(await kind(`kind: program\n${TEST}\nextra: [a]`), [`${YAML}:5 not-for-kind`]);
    assert.deepEqual(await kind(`kind: parsons\n${TEST}`, { 'starter.py': 'a' }), [
      'exercises/how-old/starter.py not-for-kind',
    ]);
    assert.deepEqual(await kind(`kind: parsons\n${TEST}`, { 'solution.py': 'a()\n  a()\n' }), [
      'exercises/how-old/solution.py parsons-lines',
    ]);
  });

  it('may be a prediction', async () => {
    const files = {
      'starter.py': 'print(1)\n',
      'solution.txt': '1\n',
      'wrong/two.txt': '#! read-twice, line 1\n2\n',
    };
    const made = (more: Files = {}) =>
      without(
        withExercise('id: how-old\ntitle: T\nkind: predict\n', { ...files, ...more }),
        'exercises/how-old/solution.py',
        'exercises/how-old/wrong/text.py',
      );
    const read = await reading(made());
    assert.deepEqual(read.units[0]?.exercises[0]?.teacher.wrong, [
      { file: 'wrong/two.txt', misconception: 'read-twice', line: 1, text: '2\n' },
    ]);
    assert.deepEqual(await told(reading(made({ 'wrong/two.txt': '#! read-twice, line 2\n2\n' }))), [
      'exercises/how-old/wrong/two.txt:1 wrong-line',
    ]);
    assert.deepEqual(await told(reading(made({ 'wrong/two.txt': '2\n' }))), [
      'exercises/how-old/wrong/two.txt wrong-unmarked',
    ]);
  });

  it('have files to read that do not take the place of the pupil’s own', async () => {
    for (const [name, code, text] of [
      ['Main.py', 'same-path', ''],
      ['main.py/x.txt', 'same-path', ''],
      ['prediction.txt', 'same-path', ''],
      ['long.py', 'file-too-large', '#'.repeat(60_000)],
    ] as const) {
      const files = { ...SMALL, [`exercises/how-old/files/${name}`]: text };
      assert.deepEqual(await told(reading(files)), [`exercises/how-old/files/${name} ${code}`]);
    }
  });

  it('have wrong attempts that are not right', async () => {
    const right = String(SMALL['exercises/how-old/solution.py']);
    const files = { ...SMALL, 'exercises/how-old/wrong/a.py': right.replace('\n', '  #! none\n') };
    assert.deepEqual(await told(reading(files)), ['exercises/how-old/wrong/a.py wrong-is-right']);
    const read = await reading(SMALL);
    const attempts = read.units.flatMap(({ exercises }) => exercises.flatMap(attemptsOf));
    assert.deepEqual(
      attempts.map(({ file, mustPass }) => [file, mustPass]),
      [
        ['solution.py', true],
        ['wrong/text.py', false],
      ],
    );
  });

  it('have wrong attempts that name one line', async () => {
    const wrong = (text: string) => told(reading({ ...SMALL, 'exercises/how-old/wrong/a.py': text }));
    assert.deepEqual(await wrong('a = 1\n'), ['exercises/how-old/wrong/a.py wrong-unmarked']);
    assert.deepEqual(await wrong('a = 1 #! x\nb = 2 #! y\n'), ['exercises/how-old/wrong/a.py wrong-marks']);
  });
});
