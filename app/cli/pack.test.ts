import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Workplace } from './testing/terminal.ts';

const work = new Workplace();
after(() => work[Symbol.dispose]());

const at = (path: string) => join(work.folder, path);
/** `sandlot pack ARGS…`, which must go well. */
async function pack(...args: string[]): Promise<string> {
  const { stdout, stderr, code } = await work.command([
    'pack',
    ...args,
    ...(args[0] === 'check' ? ['--no-run'] : []),
  ]);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return stdout;
}
/** What is said when it must not. */
async function refused(...args: string[]): Promise<string> {
  const { stderr, code } = await work.command(['pack', ...args]);
  assert.equal(code, 2);
  return stderr;
}

/** Code of the tutorial, in order: what it is written in, and what it says. */
function tutorial(): { language: string; text: string }[] {
  const page = readFileSync(join(import.meta.dirname, '../../lessons/your-first-pack.md'), 'utf8');
  return [...page.matchAll(/^(`{3,4})(\w+)\n(.*?)^\1$/gmsu)].map(([, , language = '', text = '']) => ({
    language,
    text,
  }));
}

describe('The tutorial', () => {
  it('works as it stands', async () => {
    using place = new Workplace();
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(place.folder, path)), { recursive: true });
      writeFileSync(join(place.folder, path), text);
    };
    const files = ['exercise.yaml', 'task.md', 'starter.py', 'solution.py', 'pack', 'wrong/squared.py'];
    for (const { language, text } of tutorial()) {
      if (language !== 'sh') {
        const name = files.shift() ?? '';
        if (name !== 'pack') write(`my-pack/exercises/double/${name}`, text);
        else {
          const yaml = readFileSync(join(place.folder, 'my-pack/pack.yaml'), 'utf8');
          write('my-pack/pack.yaml', yaml.replace(/^.*\n$(?![^])/mu, text));
        }
        continue;
      }
      for (const line of text.trim().split('\n')) {
        const [, typed = ''] = /^npm run -s sandlot -- (.*)$/u.exec(line) ?? [];
        const args = [...typed.matchAll(/"([^"]*)"|(\S+)/gu)].map(
          ([, quoted, plain]) => quoted ?? plain ?? '',
        );
        const { stdout, stderr, code } = await place.command(args);
        assert.deepEqual([stderr, code], ['', 0], line);
        if (files.length === 0 && args.includes('check')) assert.match(stdout, /Exercises: 2\. Tests: 5\./);
      }
    }
    assert.deepEqual(files, []);
  });
});

describe('sandlot pack', () => {
  it('makes a pack that has no fault, builds, signs and shows it, and takes it in', async () => {
    assert.match(await pack('new', 'my-pack'), /^Made the pack my-pack in my-pack\./);
    assert.match(
      await pack('check', 'my-pack'),
      /Exercises: 1\. Tests: 2\. Wrong attempts: 1\..* Problems: 0\.\n$/,
    );
    assert.match(
      await pack('build', 'my-pack'),
      /^Wrote my-pack-1\.0\.0\.zip: my-pack 1\.0\.0, \d+ bytes\.\n$/,
    );
    assert.match(
      await pack('show', 'my-pack-1.0.0.zip'),
      /Nobody has signed it\.\nFirst unit:\n {2}how-old: How old/,
    );
    const signed = await pack('sign', 'my-pack-1.0.0.zip', '--name', 'Ada Lovelace');
    const fingerprint = /as Ada Lovelace, ([0-9a-f ]{39})\.\n$/.exec(signed)?.[1] ?? 'none';
    assert.ok((await pack('show', 'my-pack-1.0.0.zip')).includes(`Signed by Ada Lovelace, ${fingerprint}.`));
    assert.equal(await pack('add', 'my-pack-1.0.0.zip'), 'Took in my-pack 1.0.0.\n');
    assert.match(await refused('add', 'my-pack'), /did not sign this one/);
    await pack('sign', 'my-pack', '--name', 'Ada Lovelace');
    assert.match(await pack('add', 'my-pack'), /^Took in my-pack 1\.0\.0 in the place of 1\.0\.0\.\n$/);
  });

  it('removes a pack that was taken in, and none that came with the studio', async () => {
    await pack('new', 'short-lived');
    await pack('add', 'short-lived');
    assert.match(await pack('remove', 'short-lived'), /^Removed short-lived\. What pupils have made of it/);
    assert.match(await refused('remove', 'short-lived'), /There is no pack short-lived in this studio/);
    assert.match(await refused('remove', 'first-steps'), /came with Sandlot and cannot be removed/);
    assert.match(await refused('remove'), /Give its id/);
  });

  it('tells of a pack that was changed after it was signed', async () => {
    await pack('new', 'changed');
    await pack('sign', 'changed', '--name', 'Ada');
    writeFileSync(at('changed/exercises/how-old/task.md'), 'Now something else.\n');
    const said = /Ada signed it, but since then this was changed: exercises\/how-old\/task\.md\n/;
    assert.match(await pack('show', 'changed'), said);
    const what = /not valid any more.* Sign it again.*\n.* pack sign changed --name/;
    for (const action of ['check', 'build']) {
      const told = await pack(action, 'changed');
      assert.match(told, said);
      assert.match(told, what);
    }
    assert.match(await pack('build', 'changed'), /^Wrote changed-1\.0\.0\.zip/);
  });

  it('refuses an update whose signature is not valid any more for that reason', async () => {
    await pack('new', 'stale');
    await pack('sign', 'stale', '--name', 'Ada');
    await pack('add', 'stale');
    writeFileSync(at('stale/exercises/how-old/task.md'), 'Now something else.\n');
    assert.match(await refused('add', 'stale'), /signature of this one is not valid any more/);
    await pack('sign', 'stale', '--name', 'Ada');
    assert.doesNotMatch(await pack('build', 'stale'), /signature/);
    await pack('add', 'stale');
  });

  it('tells all that is wrong with a pack, with lines, in words and as JSON', async () => {
    await pack('new', 'wrong');
    const file = at('wrong/exercises/how-old/exercise.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('kind: program', 'kind: novel\npionts: 2'));
    writeFileSync(at('wrong/exercises/how-old/task.md'), 'Hi\n\n<b>you</b>\n');
    const said = await refused('check', 'wrong');
    assert.match(said, /^exercises\/how-old\/exercise\.yaml, line 3: kind should be program, function,/m);
    assert.match(said, /^exercises\/how-old\/exercise\.yaml, line 4: nothing is called pionts here/m);
    assert.match(said, /^Problems: 2\.$/m);
    const { stdout, code } = await work.command(['pack', 'check', 'wrong', '--json']);
    assert.equal(code, 2);
    const [first] = stdout.split('\n').map((line): unknown => (line === '' ? null : JSON.parse(line)));
    assert.deepEqual(first, {
      ...{ type: 'problem', file: 'exercises/how-old/exercise.yaml', line: 3, code: 'value' },
      values: { key: 'kind', expected: 'kind' },
      words:
        'exercises/how-old/exercise.yaml, line 3: kind should be program, function, fix, predict, parsons or project.',
    });
    for (const action of ['build', 'add', 'show']) await refused(action, 'wrong');
    assert.ok(!existsSync(at('wrong-1.0.0.zip')));
  });

  it('makes a pack of what others have written', async () => {
    const xml = `<quiz><question type="coderunner"><name><text>Double</text></name>
      <questiontext format="html"><text><![CDATA[<p>Double it.</p>]]></text></questiontext>
      <coderunnertype>python3</coderunnertype><answer>def double(n): return 2 * n</answer>
      <testcases><testcase mark="1"><testcode><text>print(double(4))</text></testcode><expected><text>8</text></expected></testcase></testcases>
      </question><question type="essay"><name><text>Essay</text></name></question></quiz>`;
    writeFileSync(at('moodle.xml'), xml);
    const said = await pack('import', 'moodle.xml', '--out', 'from-moodle');
    assert.match(said, /^Wrote a pack to from-moodle\. Exercises: 1\. Tests: 1\.$/m);
    assert.match(said, /^ {2}Essay: left out: it is a question of the type essay/m);
    assert.match(await pack('check', 'from-moodle'), /Problems: 0\./);
    assert.match(await refused('import', 'moodle.xml', '--out', 'from-moodle'), /already/);
    mkdirSync(at('empty'));
    assert.match(await refused('import', 'empty', '--out', 'x'), /neither an XML export/);
  });

  it('says what is wrong with what it was asked', async () => {
    assert.match(await refused(), /new, check, build, sign/);
    assert.match(await refused('bake', 'x'), /new, check, build, sign/);
    assert.match(await refused('check'), /Name a folder or a zip/);
    assert.match(await refused('check', 'a', 'b'), /one too many/);
    assert.match(await refused('check', 'nowhere'), /^nowhere: there is nothing with that name\./);
    assert.match(await refused('import', 'nowhere', '--out', 'x'), /could not be read or written \(ENOENT\)/);
    assert.match(await refused('new', 'My Pack'), /cannot be called My Pack/);
    await pack('new', 'twice');
    assert.match(await refused('new', 'twice'), /already/);
    assert.match(await refused('sign', 'twice'), /--name/);
    writeFileSync(at('no.pem'), 'x');
    assert.match(await refused('sign', 'twice', '--name', 'Ada', '--key', 'no.pem'), /Ed25519 key in PEM/);
    writeFileSync(at('no.zip'), 'x');
    assert.match(await refused('add', 'no.zip'), /^no\.zip: this is no zip/);
  });
});
