import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packProblemWords } from '../words/terminal.ts';
import { PackRefused } from './index.ts';
import { MarkdownWork } from './markdown-work.ts';
import { LIMITS } from './limits.ts';
import {
  type Item,
  Place,
  SMALL,
  fromFolder,
  fromZip,
  itemsOf,
  problemsOf,
  reading,
  told,
  withExercise,
  zip,
} from './testing/packs.ts';

const GOOD = itemsOf(SMALL);
/** What is told of a good zip with one more thing in it. */
const withItem = (item: Item) => told(fromZip(zip([...GOOD, item])));

describe('A hostile zip', () => {
  it('is told from a good one', async () => {
    const pack = await fromZip(zip(GOOD));
    assert.equal(pack.id, 'small');
    const inFolder = GOOD.map((item) => ({ ...item, name: `my pack/${String(item.name)}` }));
    assert.equal((await fromZip(zip(inFolder))).id, 'small', 'people zip the folder, too');
  });

  for (const [what, name, code] of [
    ['leads out of its folder', '../evil.py', 'path'],
    ['leads out of its folder further down', 'exercises/how-old/../../../evil.py', 'path'],
    ['is absolute', '/etc/passwd', 'path'],
    ['has backslashes', 'exercises\\how-old\\evil.py', 'path'],
    ['has a drive', 'C:/evil.py', 'path'],
    ['is a device of Windows', 'exercises/how-old/files/nul.txt', 'path'],
    ['ends with a dot', 'exercises/how-old/files/a.', 'path'],
    ['has a control character', 'exercises/how-old/files/a\u0007', 'path'],
    ['has a NUL', 'exercises/how-old/files/a\0.txt', 'path'],
    ['is empty', '', 'path'],
    [
      'is too long',
      `exercises/how-old/files/${'a/'.repeat(2)}${'b'.repeat(90)}${'c/'.repeat(1)}${'d'.repeat(99)}`,
      'path-too-long',
    ],
    ['is too deep', 'exercises/how-old/files/a/b/c/d/e.txt', 'path-too-deep'],
    ['is there already', 'pack.yaml', 'same-path'],
    ['makes a folder of a file', 'pack.yaml/x', 'same-path'],
    ['is nothing that the format knows', 'exercises/how-old/run.exe', 'unknown-file'],
    ['is nothing that the format knows, at the top', 'autorun.inf', 'unknown-file'],
  ] as const) {
    it(`is refused when a name ${what}`, async () => {
      assert.deepEqual(await withItem({ name, content: 'x' }), [`${name} ${code}`]);
    });
  }

  it('is refused when names differ only by case', async () => {
    const item = { name: 'exercises/how-old/TASK.md', content: 'x' };
    assert.deepEqual(await withItem(item), ['exercises/how-old/task.md same-path']);
  });

  it('is refused when names differ only by the form of an accent', async () => {
    const items = ['caf\u00e9.txt', 'cafe\u0301.txt'].map((name) => ({
      name: `exercises/how-old/files/${name}`,
      content: 'x',
    }));
    const [problem] = await problemsOf(fromZip(zip([...GOOD, ...items])));
    assert.equal(problem?.code, 'same-path');
  });

  it('is refused when it holds links and devices', async () => {
    const name = 'exercises/how-old/files/x';
    for (const [mode, code] of [
      [0o120777, 'link'],
      [0o020666, 'no-file'],
      [0o060666, 'no-file'],
      [0o010666, 'no-file'],
      [0o140666, 'no-file'],
    ] as const) {
      assert.deepEqual(await withItem({ name, content: '/etc/passwd', says: { mode } }), [`${name} ${code}`]);
    }
  });

  it('is refused when it is a bomb, before it is unpacked', async () => {
    const name = 'exercises/how-old/files/zeros';
    const zeros = Buffer.alloc(1024 * 1024);
    assert.deepEqual(await withItem({ name, content: Buffer.alloc(90 * 1024 * 1024) }), [
      `${name} file-too-large`,
    ]);
    const many = Array.from({ length: 101 }, (_, index) => ({ name: `files/${index}`, content: zeros }));
    assert.deepEqual(await told(fromZip(zip(many))), ['a.zip unpacked-too-large']);
    const names = Array.from({ length: LIMITS.files + 1 }, (_, index) => ({
      name: `f${index}`,
      content: '',
    }));
    assert.deepEqual(await told(fromZip(zip(names))), ['a.zip too-many-files']);
    const far = Array.from({ length: 2 * LIMITS.files + 1 }, (_, index) => ({
      name: `f${index}`,
      content: '',
    }));
    assert.deepEqual(await told(fromZip(zip(far))), ['a.zip too-many-files']);
    assert.deepEqual(await told(fromZip(Buffer.alloc(LIMITS.zip + 1))), ['a.zip zip-too-large']);
  });

  it('is refused when a file is longer or shorter than it says, or another', async () => {
    const name = 'exercises/how-old/files/liar';
    for (const says of [{ bytes: 10 }, { bytes: 5_000 }, { crc: 1 }]) {
      assert.deepEqual(await withItem({ name, content: 'x'.repeat(1_000), says }), [`${name} zip-damaged`]);
    }
  });

  it('is refused when it is encrypted or packed oddly', async () => {
    const name = 'exercises/how-old/files/x';
    assert.deepEqual(await withItem({ name, content: 'x', says: { flags: 0x801 } }), [`${name} encrypted`]);
    assert.deepEqual(await withItem({ name, content: 'x', says: { method: 12 } }), [`${name} compression`]);
  });

  it('is refused when it is none, cut, or has names that are no text', async () => {
    assert.deepEqual(await told(fromZip(Buffer.from('hello'))), ['a.zip not-a-zip']);
    assert.deepEqual(await told(fromZip(Buffer.alloc(0))), ['a.zip not-a-zip']);
    const whole = zip(GOOD);
    for (const length of [10, 100, whole.length - 30, whole.length - 1]) {
      assert.deepEqual(await told(fromZip(whole.subarray(0, length))), ['a.zip zip-damaged']);
    }
    assert.deepEqual(await withItem({ name: Buffer.from([0xff, 0xfe]), content: 'x' }), ['a.zip path']);
  });

  it('never brings the studio down, whatever byte of it is changed', async () => {
    const whole = zip(GOOD);
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      await fromZip(changed).catch((error: unknown) => assert.ok(error instanceof PackRefused));
    }
  });

  it('does not mind what systems leave behind', async () => {
    const litter = ['.DS_Store', '__MACOSX/._pack.yaml', 'exercises/how-old/__pycache__/a.pyc', 'Thumbs.db'];
    const items = litter.map((name) => ({ name, content: 'x' }));
    assert.equal((await fromZip(zip([...GOOD, ...items]))).id, 'small');
  });
});

describe('A hostile folder', () => {
  it('is refused when it holds links, and they are not followed', async () => {
    using place = new Place();
    const folder = place.lay(SMALL);
    symlinkSync('/etc/passwd', join(folder, 'exercises/how-old/files/link'));
    symlinkSync('/', join(folder, 'exercises/root'));
    assert.deepEqual(await told(fromFolder(folder)), [
      'exercises/root link',
      'exercises/how-old/files/link link',
    ]);
  });

  it('is refused when it holds a pipe, which is not read', async () => {
    using place = new Place();
    const folder = place.lay(SMALL);
    execFileSync('mkfifo', [join(folder, 'exercises/how-old/files/pipe')]);
    assert.deepEqual(await told(fromFolder(folder)), ['exercises/how-old/files/pipe no-file']);
  });

  it('is refused when it is not there', async () => {
    assert.deepEqual(await told(fromFolder('/nowhere/my-pack')), ['my-pack not-found']);
  });
});

describe('Hostile YAML', () => {
  const yaml = (text: string) => told(reading({ ...SMALL, 'pack.yaml': text }));

  it('is refused when it has anchors, tags or odd keys', async () => {
    assert.deepEqual(await yaml('a: &x [1]\nb: *x\n'), ['pack.yaml:1 yaml-anchor']);
    assert.deepEqual(await yaml('a: 1\nb: !!binary x\n'), ['pack.yaml:2 yaml-tag']);
    assert.deepEqual(await yaml('%YAML 1.2\n---\na: 1\n'), ['pack.yaml:1 yaml-tag']);
    assert.deepEqual(await yaml('? a\n: 1\n'), ['pack.yaml:1 yaml-key']);
  });

  it('is refused quickly, however deep it is', async () => {
    for (const piece of ['[', '- ', '? ', '{a: ', '"', '&a ', '*a ', 'a:\n ']) {
      const begin = performance.now();
      assert.ok((await yaml(piece.repeat(Math.floor(LIMITS.yaml / piece.length)))).length > 0, piece);
      assert.ok(performance.now() - begin < 10_000, piece);
    }
  });

  it('cannot reach what all objects have', async () => {
    const found = await yaml('__proto__: { polluted: 1 }\nconstructor: 1\n');
    assert.ok(found.includes('pack.yaml:2 unknown-key'));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
});

describe('Hostile Markdown', () => {
  const task = (text: string) =>
    told(reading(withExercise(String(SMALL['exercises/how-old/exercise.yaml']), { 'task.md': text })));
  const file = 'exercises/how-old/task.md';

  it('is refused when it has HTML or pictures from elsewhere', async () => {
    assert.deepEqual(await task('Hi\n\n<script>alert(1)</script>\n'), [`${file}:3 markdown-html`]);
    assert.deepEqual(await task('Hi <b onclick="x()">you</b>\n'), [
      `${file}:1 markdown-html`,
      `${file}:1 markdown-html`,
    ]);
    for (const address of [
      'http://x.test/a.png',
      '//x.test/a.png',
      'data:image/png;base64,AA',
      'file:///a.png',
      'JavaScript:x',
    ]) {
      assert.deepEqual(await task(`![](${address})`), [`${file}:1 picture-remote`], address);
    }
    for (const address of [
      'pictures/dog.png',
      '../how-old/pictures/cat.png',
      '/pictures/cat.png',
      'pictures/CAT.png',
    ]) {
      assert.deepEqual(await task(`![](${address})`), [`${file}:1 picture-missing`], address);
    }
    assert.deepEqual(await task('![a][b]\n\n[b]: http://x.test/a.png'), [`${file}:1 picture-remote`]);
  });

  const PIECES = [
    ...['>', '> ', '- ', '1. ', '> - ', '[', '![', ']', '[]', '[a](b', '[a]: b\n', '[a][', '![[]()'],
    ...['*a ', '_a_ **b', '**a *b ', '***', '*a_', '`', '`a``', '<a ', '<!--', '<?', '<![CDATA[', '<a b="'],
    ...['|', '|-', 'a|b\n-|-\n', '\\[', '&amp;[', 'a\n', '# [a\n', '    [\n', '\t[\n'],
  ];
  /** Backticks in runs of which no two are of one length: none finds its other end. */
  const runs = Array.from({ length: 350 }, (_, length) => `${'`'.repeat(length + 1)}a`).join('');
  const nests = Array.from({ length: 240 }, (_, depth) => `${' '.repeat(2 * depth)}- a\n`).join('');
  const filled = (piece: string) => piece.repeat(Math.floor(LIMITS.markdown / piece.length));

  it('is refused before it is parsed when that could take long', async () => {
    for (const text of [...PIECES.map(filled), runs, nests]) {
      assert.equal(new MarkdownWork().add(text)?.code, 'markdown-deep', text.slice(0, 20));
    }
    assert.match((await task(nests)).join(), /task\.md:\d+ markdown-deep$/);
  });

  it('is refused when a pack has too much of it that would be read alone', async () => {
    const paragraph = `${'[a'.repeat(3_000)}\n`; // some 18 million steps
    const ids = Array.from({ length: 12 }, (_, index) => `e${index}`);
    const yaml = String(SMALL['exercises/how-old/exercise.yaml']);
    const files = Object.fromEntries(
      ids.flatMap((id) => [
        [`exercises/${id}/exercise.yaml`, yaml.replace('how-old', id)],
        [`exercises/${id}/solution.py`, ''],
        [`exercises/${id}/task.md`, paragraph],
        [`exercises/${id}/task.es.md`, 'Hola\n'],
      ]),
    );
    const pack = String(SMALL['pack.yaml']).replace('[how-old]', `[${ids.join(', ')}]`);
    assert.deepEqual(await told(reading({ 'pack.yaml': pack, ...files })), [
      ...ids.slice(10).map((id) => `exercises/${id}/task.md:1 markdown-much`),
    ]);
  });

  it('is read when it is long and ordinary', async () => {
    const page = [
      ...['Some *words* with `code`, **more** of them, and a [link](x).\n\n'.repeat(6)],
      ...['```python\n', 'numbers[i] = a_list[i] * 2  # twice\n'.repeat(40), '```\n\n'],
      ...['> A quote\n> of two lines\n\n', '- one\n- two\n  - two and a half\n\n', '|a|b|\n|-|-|\n|1|2|\n\n'],
    ].join('');
    const text = page.repeat(15);
    const yaml = String(SMALL['exercises/how-old/exercise.yaml']);
    const read = await reading(withExercise(yaml, { 'task.md': text }));
    assert.equal(read.units[0]?.exercises[0]?.task['en']?.length, 15 * 10);
  });
});

describe('Files of the wrong kind', () => {
  const file = (name: string, content: Buffer | string) =>
    told(reading({ ...SMALL, [`exercises/how-old/${name}`]: content }));

  it('are refused', async () => {
    const at = 'exercises/how-old/';
    assert.deepEqual(await file('pictures/x.png', 'MZ this is a program'), [
      `${at}pictures/x.png picture-kind`,
    ]);
    assert.deepEqual(await file('pictures/x.jpg', SMALL[`${at}pictures/cat.png`] ?? ''), [
      `${at}pictures/x.jpg picture-kind`,
    ]);
    assert.deepEqual(await file('pictures/x.svg', '<svg onload="x()"/>'), [
      `${at}pictures/x.svg picture-kind`,
    ]);
    const huge = Buffer.from(SMALL[`${at}pictures/cat.png`] ?? '');
    huge.writeUInt32BE(60_000, 16);
    assert.deepEqual(await file('pictures/x.png', huge), [`${at}pictures/x.png picture-size`]);
    assert.deepEqual(await file('solution.py', Buffer.from([0x70, 0xff])), [`${at}solution.py not-utf8`]);
    assert.deepEqual(await file('starter.py', 'print(1)\0'), [`${at}starter.py not-utf8`]);
    assert.deepEqual(await file('starter.py', 'x'.repeat(60_000)), [`${at}starter.py file-too-large`]);
    assert.deepEqual(await file('wrong/notes.md', 'x'), [`${at}wrong/notes.md unknown-file`]);
  });

  it('are named in a sentence', async () => {
    const [problem] = await problemsOf(reading({ ...SMALL, 'exercises/how-old/pictures/x.png': 'MZ' }));
    assert.ok(problem);
    assert.match(packProblemWords(problem), /^exercises\/how-old\/pictures\/x\.png: this is no PNG, JPEG/);
  });
});
