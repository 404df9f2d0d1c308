import assert from 'node:assert/strict';
import {
  symlinkSync,
  mkdirSync,
  existsSync,
  readFileSync,
  readdirSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Bench, openWork } from './testing/bench.ts';

describe('A project', () => {
  it('is a starter the first time, and the one that was open last after that', async () => {
    await using bench = await Bench.open();
    const { work } = bench;
    const { project: first } = await work.lastProject();
    assert.equal(first.id, 'Start');
    assert.deepEqual(first.files[0]?.content, { kind: 'text', text: 'print("Hello")\n' });
    await work.createProject('Mine');
    await work.createProject('Other');
    await work.openProject('Mine');
    await using again = await openWork(bench.root);
    assert.equal((await again.lastProject()).project.id, 'Mine');
  });

  it('is listed newest changed first', async () => {
    await using bench = await Bench.open();
    for (const [seconds, name] of ['old', 'newest', 'middle'].entries()) {
      bench.write(`${name}/a.py`, '');
      const at = 1_700_000_000 + (name === 'newest' ? 100 : seconds);
      for (const path of [`${name}/a.py`, name]) utimesSync(bench.path(path), at, at);
    }
    assert.deepEqual(
      (await bench.work.projects()).map(({ id }) => id),
      ['newest', 'middle', 'old'],
    );
  });

  it('is a real folder with a valid name, and nothing else', async () => {
    await using bench = await Bench.open();
    mkdirSync(join(bench.root, 'outside'));
    symlinkSync(join(bench.root, 'outside'), bench.path('link'));
    bench.write('file.txt', '');
    for (const name of ['.git', 'what?', 'good']) mkdirSync(bench.path(name));
    assert.deepEqual(
      (await bench.work.projects()).map(({ id }) => id),
      ['good'],
    );
    await assert.rejects(bench.work.openProject('link'), { code: 'no-such-project' });
    await assert.rejects(bench.work.openProject('none'), { code: 'no-such-project' });
  });

  it('cannot have the name of another, not even in other letters', async () => {
    await using bench = await Bench.withProject();
    await assert.rejects(bench.work.createProject('p'), { code: 'project-exists', details: { name: 'p' } });
    await assert.rejects(bench.work.createProject('P'), { code: 'project-exists', details: { name: 'p' } });
  });

  it('is renamed with its history, also to itself in other letters', async () => {
    await using bench = await Bench.withProject();
    const { work } = bench;
    await bench.save('a.py', 'one');
    await work.renameProject('p', 'Game');
    await work.renameProject('Game', 'game');
    assert.deepEqual(await bench.history('a.py', 'game'), [['saved', 'one']]);
    assert.equal((await work.lastProject()).project.id, 'game');
    await work.createProject('q');
    await assert.rejects(work.renameProject('game', 'Q'), { code: 'project-exists' });
    await assert.rejects(work.renameProject('none', 'r'), { code: 'no-such-project' });
  });

  it('that cannot be opened does not keep the others from being opened', async () => {
    await using bench = await Bench.withProject();
    await bench.work.createProject('full');
    for (let count = 0; count < 300; count += 1) bench.write(`full/${count}.txt`, '');
    await assert.rejects(bench.work.openProject('full'), {
      code: 'too-many-files',
      details: { project: 'full', files: 257, most: 256 },
    });
    const { project, insteadOf } = await bench.work.lastProject();
    assert.equal(project.id, 'p');
    assert.equal(insteadOf?.details['project'], 'full');
  });

  it('that cannot be opened and is the only one leaves it alone and begins another, and says why', async () => {
    await using bench = await Bench.open();
    for (let count = 0; count < 300; count += 1) bench.write(`Start/${count}.txt`, '');
    const { project, insteadOf } = await bench.work.lastProject();
    assert.equal(project.id, 'Start 2');
    assert.deepEqual(
      project.files.map(({ path }) => path),
      ['hello.py'],
    );
    assert.equal(insteadOf?.code, 'too-many-files');
    assert.equal(insteadOf.details['project'], 'Start');
    assert.equal(readdirSync(bench.path('Start')).length, 300);
    const again = await bench.work.lastProject();
    assert.deepEqual([again.project.id, again.insteadOf], ['Start 2', null]);
  });

  it('is made once when two windows, or two studios, ask for the first at the same moment', async () => {
    await using bench = await Bench.open();
    await using other = await openWork(bench.root);
    const asked = [bench.work, bench.work, other, other].map((work) => work.lastProject());
    for (const { project, insteadOf } of await Promise.all(asked)) {
      assert.deepEqual([project.id, insteadOf], ['Start', null]);
    }
    assert.deepEqual(readdirSync(bench.folder), ['Start']);
    assert.equal(bench.bytes('Start/hello.py'), 'print("Hello")\n');
  });

  it('has folders, but not what Python or the studio leave behind', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/data/deep/words.txt', 'a');
    bench.write('p/__pycache__/a.pyc', 'b');
    bench.write('p/1/2/3/4/5/too-deep.txt', 'd');
    const strays = ['', 'only/', 'data/', 'a/b/c/d/'].map((folder) => `p/${folder}.sandlot-draft-1`);
    for (const stray of strays) {
      bench.write(stray, 'c');
      utimesSync(bench.path(stray), 1, 1);
    }
    bench.write('p/data/.sandlot-draft-2', 'of another studio, which is about to use it');
    const { files } = await bench.work.openProject('p');
    assert.deepEqual(
      files.map(({ path }) => path),
      ['data/deep/words.txt'],
    );
    for (const stray of strays) assert.ok(!existsSync(bench.path(stray)), `${stray} is swept`);
    assert.ok(existsSync(bench.path('p/data/.sandlot-draft-2')));
  });
});

describe('A file', () => {
  it('is saved and read, with a revision of its bytes', async () => {
    await using bench = await Bench.withProject();
    const revision = await bench.save('a.py', 'print(1)\n');
    assert.equal(bench.bytes('p/a.py'), 'print(1)\n');
    const file = await bench.work.read('p', 'a.py');
    assert.deepEqual(file, {
      path: 'a.py',
      revision,
      bytes: 9,
      content: { kind: 'text', text: 'print(1)\n' },
    });
  });

  it('may have 5,000 lines', async () => {
    await using bench = await Bench.withProject();
    const text = Array.from({ length: 5_000 }, (_, line) => `print("line ${line}")\n`).join('');
    await bench.save('long.py', text);
    assert.deepEqual((await bench.work.read('p', 'long.py')).content, { kind: 'text', text });
  });

  it('keeps its byte order mark and its line ends, of which the editor sees nothing', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', '\uFEFFa\r\nb\r\n');
    assert.deepEqual((await bench.work.read('p', 'a.py')).content, { kind: 'text', text: 'a\nb\n' });
    await bench.save('a.py', 'a\nc\n');
    assert.equal(bench.bytes('p/a.py'), '\uFEFFa\r\nc\r\n');
  });

  it('that is no text is there, but unreadable', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/latin.txt', Buffer.from([0xe9]));
    bench.write('p/zero.txt', 'a\0');
    bench.write('p/large.csv', Buffer.alloc(3 * 1024 * 1024, 'a'));
    const { files } = await bench.work.openProject('p');
    assert.deepEqual(
      files.map(({ path, content }) => [path, content.kind === 'unreadable' && content.why]),
      [
        ['large.csv', 'too-large'],
        ['latin.txt', 'not-utf8'],
        ['zero.txt', 'nul'],
      ],
    );
  });

  it('that is not there, or is a folder, or a link, is refused', async () => {
    await using bench = await Bench.withProject();
    mkdirSync(bench.path('p/folder'));
    writeFileSync(join(bench.root, 'secret'), 'secret');
    symlinkSync(join(bench.root, 'secret'), bench.path('p/link.py'));
    symlinkSync(bench.root, bench.path('p/way'));
    const { work } = bench;
    await assert.rejects(work.read('p', 'a.py'), { code: 'no-such-file' });
    await assert.rejects(work.read('q', 'a.py'), { code: 'no-such-project' });
    for (const path of ['folder', 'link.py', 'way/secret']) {
      await assert.rejects(work.read('p', path), {
        code: 'file-unreadable',
        details: { file: path, why: 'no-file' },
      });
      await assert.rejects(work.removeFile('p', path), { code: 'file-unreadable' });
      await assert.rejects(work.save('p', path, 'x', null), { code: 'file-changed' });
    }
    assert.deepEqual((await work.openProject('p')).files, []);
  });

  it('of more than a program may have is not saved', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'a'.repeat(60 * 1024)); // too long to run, but it is work
    await assert.rejects(bench.save('a.py', 'a'.repeat(2 * 1024 * 1024 + 1)), { code: 'file-too-large' });
  });

  it('cannot have a name that differs only in letters, or lie in a file', async () => {
    await using bench = await Bench.withProject();
    await bench.save('data/a.py', '');
    for (const path of ['data/A.py', 'Data/b.py', 'data', 'data/a.py/b']) {
      await assert.rejects(bench.work.save('p', path, '', null), (error: { code: string }) =>
        ['file-exists', 'file-changed'].includes(error.code),
      );
    }
    await bench.work.renameFile('p', 'data/a.py', 'data/A.py');
    assert.deepEqual(
      (await bench.work.openProject('p')).files.map(({ path }) => path),
      ['data/A.py'],
    );
  });

  it('is known as the one that was shown last, by whatever name', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', '');
    await bench.save('b.py', '');
    assert.equal((await bench.work.openProject('p')).shown, null);
    await bench.work.show('p', 'b.py');
    assert.equal((await bench.work.openProject('p')).shown, 'b.py');
    await bench.work.renameFile('p', 'b.py', 'c.py');
    await bench.work.renameProject('p', 'q');
    await using another = await openWork(bench.root);
    assert.equal((await another.lastProject()).project.shown, 'c.py');
  });

  it('is renamed with its history, never over another', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'one');
    await bench.save('b.py', 'two');
    await assert.rejects(bench.work.renameFile('p', 'a.py', 'b.py'), { code: 'file-exists' });
    await assert.rejects(bench.work.renameFile('p', 'none.py', 'c.py'), { code: 'no-such-file' });
    await bench.work.renameFile('p', 'a.py', 'sub/c.py');
    assert.equal(bench.bytes('p/sub/c.py'), 'one');
    assert.deepEqual(await bench.history('sub/c.py'), [['saved', 'one']]);
    assert.deepEqual(await bench.history('a.py'), []);
  });

  it('that was removed can be had back', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'mine');
    await bench.work.removeFile('p', 'a.py');
    assert.ok(!existsSync(bench.path('p/a.py')));
    assert.deepEqual(await bench.history('a.py'), [
      ['removed', 'mine'],
      ['saved', 'mine'],
    ]);
    await assert.rejects(bench.work.removeFile('p', 'a.py'), { code: 'no-such-file' });
  });

  it('that is no text comes back from its versions byte for byte', async () => {
    await using bench = await Bench.withProject();
    const { work } = bench;
    const picture = Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0, 0xff, 0x0a]);
    bench.write('p/cat.png', picture);
    await work.removeFile('p', 'cat.png');
    const [removed] = await work.versions('p', 'cat.png');
    assert.equal(removed?.why, 'removed');
    const { revision } = await work.restore('p', 'cat.png', removed.id, null);
    assert.deepEqual(readFileSync(bench.path('p/cat.png')), picture);
    assert.equal(revision, (await work.read('p', 'cat.png')).revision);
  });

  it('comes back over nothing that was not seen, and what it replaces is kept', async () => {
    await using bench = await Bench.withProject();
    const { work } = bench;
    const base = await bench.save('a.py', 'one');
    const [one] = await work.versions('p', 'a.py');
    bench.write('p/a.py', 'by another');
    await assert.rejects(work.restore('p', 'a.py', one?.id ?? 0, base), { code: 'file-changed' });
    assert.equal(bench.bytes('p/a.py'), 'by another');
    await work.restore('p', 'a.py', one?.id ?? 0, await bench.revision('a.py'));
    assert.equal(bench.bytes('p/a.py'), 'one');
    assert.ok((await bench.history('a.py')).some(([why, text]) => why === 'found' && text === 'by another'));
    await assert.rejects(work.restore('p', 'a.py', 999, null), { code: 'no-such-version' });
  });
});

describe('A version', () => {
  it('is of one file or of a whole project, and its content is there', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'a');
    await bench.save('b.py', 'b');
    const versions = await bench.work.versions('p');
    assert.deepEqual(
      versions.map(({ path, bytes, why }) => [path, bytes, why]),
      [
        ['b.py', 1, 'saved'],
        ['a.py', 1, 'saved'],
      ],
    );
    await assert.rejects(bench.work.version('p', 999), { code: 'no-such-version' });
    await assert.rejects(bench.work.version('other', versions[0]?.id ?? 0), { code: 'no-such-version' });
  });

  it('is not kept for the same text again', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'a');
    await bench.save('a.py', 'a');
    assert.deepEqual(await bench.history('a.py'), [['saved', 'a']]);
  });

  it('of the last minutes makes way for none', async () => {
    await using bench = await Bench.withProject();
    for (let count = 0; count < 30; count += 1) await bench.save('a.py', `${count}`);
    const history = await bench.history('a.py');
    assert.deepEqual(history[0], ['saved', '29']);
    assert.equal(history.length, 30);
  });
});
