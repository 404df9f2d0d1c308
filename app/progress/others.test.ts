import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { revisionOf } from './content.ts';
import { Bench, openWork } from './testing/bench.ts';

const revisionOfText = (text: string) => revisionOf(Buffer.from(text));

/** Wait until it holds, as soon as may be expected of a watcher that looks every 20 ms. */
async function until(holds: () => boolean): Promise<void> {
  for (const start = Date.now(); !holds();) {
    assert.ok(Date.now() - start < 5_000, 'it never came');
    await pause(10);
  }
}

describe('A file that another program wrote meanwhile', () => {
  it('is not written over; both texts are kept, and the next save with its revision succeeds', async () => {
    await using bench = await Bench.withProject();
    const base = await bench.save('a.py', 'start');
    bench.write('p/a.py', 'theirs');
    await assert.rejects(bench.work.save('p', 'a.py', 'mine', base), {
      code: 'file-changed',
      details: { file: 'a.py', now: 'changed' },
    });
    assert.equal(bench.bytes('p/a.py'), 'theirs');
    const history = await bench.history('a.py');
    assert.deepEqual(history.slice(0, 2), [
      ['saved', 'mine'],
      ['found', 'theirs'],
    ]);
    await bench.work.save('p', 'a.py', 'mine', revisionOfText('theirs'));
    assert.equal(bench.bytes('p/a.py'), 'mine');
  });

  it('stays in the history however much is saved after it', async () => {
    await using bench = await Bench.withProject();
    const base = await bench.save('a.py', 'start');
    bench.write('p/a.py', 'theirs');
    await assert.rejects(bench.work.save('p', 'a.py', 'mine', base), { code: 'file-changed' });
    for (let count = 0; count < 5; count += 1) await bench.save('a.py', `later ${count}`);
    const texts = (await bench.history('a.py')).map(([, text]) => text);
    for (const text of ['mine', 'theirs', 'later 4']) assert.ok(texts.includes(text), text);
  });

  it('and that the pupil then edits, is in the history as it was found', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', 'from a stick');
    await bench.save('a.py', 'edited');
    assert.deepEqual(await bench.history('a.py'), [
      ['saved', 'edited'],
      ['found', 'from a stick'],
    ]);
  });

  it('with the very text that the pupil saves is no quarrel', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', 'same');
    const { revision } = await bench.work.save('p', 'a.py', 'same', null);
    assert.equal(revision, revisionOfText('same'));
  });

  it('and that was to be a new one, is not written over', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', 'theirs');
    await assert.rejects(bench.work.save('p', 'a.py', 'mine', null), { code: 'file-changed' });
    assert.equal(bench.bytes('p/a.py'), 'theirs');
  });
});

describe('A file that vanished meanwhile', () => {
  it('is told, with the text kept, and comes back if the pupil wants', async () => {
    await using bench = await Bench.withProject();
    const base = await bench.save('a.py', 'start');
    rmSync(bench.path('p/a.py'));
    await assert.rejects(bench.work.save('p', 'a.py', 'mine', base), {
      code: 'file-changed',
      details: { file: 'a.py', now: 'gone' },
    });
    const texts = (await bench.history('a.py')).map(([, text]) => text);
    assert.deepEqual(texts, ['mine', 'start']);
    await bench.work.save('p', 'a.py', 'mine', null);
    assert.equal(bench.bytes('p/a.py'), 'mine');
  });

  it('with its whole project leaves the text in the history', async () => {
    await using bench = await Bench.withProject();
    const base = await bench.save('a.py', 'start');
    renameSync(bench.path('p'), bench.path('elsewhere'));
    await assert.rejects(bench.work.save('p', 'a.py', 'mine', base), { code: 'no-such-project' });
    assert.deepEqual((await bench.history('a.py'))[0], ['saved', 'mine']);
  });
});

describe('A link that another program put in the place', () => {
  it('of a file is neither followed nor replaced', async () => {
    await using bench = await Bench.withProject();
    const base = await bench.save('a.py', 'start');
    const outside = join(bench.root, 'outside.py');
    writeFileSync(outside, 'start');
    rmSync(bench.path('p/a.py'));
    symlinkSync(outside, bench.path('p/a.py'));
    await assert.rejects(bench.work.save('p', 'a.py', 'mine', base), {
      code: 'file-changed',
      details: { file: 'a.py', now: 'elsewhere' },
    });
    assert.equal(bench.bytes('p/a.py'), 'start');
    assert.deepEqual((await bench.history('a.py'))[0], ['saved', 'mine']);
  });

  it('of a project or a folder leads nowhere', async () => {
    await using bench = await Bench.withProject();
    const base = await bench.save('sub/a.py', 'start');
    renameSync(bench.path('p'), join(bench.root, 'moved'));
    symlinkSync(join(bench.root, 'moved'), bench.path('p'));
    await assert.rejects(bench.work.save('p', 'sub/a.py', 'mine', base), { code: 'file-changed' });
    await assert.rejects(bench.work.filesForRun('p', []), { code: 'no-such-project' });
    assert.equal(bench.bytes('p/sub/a.py'), 'start');
  });
});

describe('Whoever listens', () => {
  it('hears what this studio does', async () => {
    await using bench = await Bench.withProject();
    const { work, heard } = bench;
    const { revision } = await work.save('p', 'a.py', 'a', null);
    await work.renameFile('p', 'a.py', 'b.py');
    await work.removeFile('p', 'b.py');
    await work.renameProject('p', 'q');
    const file = { kind: 'file', project: 'p' };
    assert.deepEqual(heard, [
      { kind: 'projects' },
      { ...file, path: 'a.py', revision },
      { ...file, path: 'a.py', revision: null },
      { ...file, path: 'b.py', revision },
      { ...file, path: 'b.py', revision: null },
      { kind: 'project-renamed', project: 'p', name: 'q' },
      { kind: 'projects' },
    ]);
  });

  it('hears what another program does, in a project that was opened', async () => {
    await using bench = await Bench.withProject();
    const { heard } = bench;
    await bench.save('a.py', 'a');
    await pause(100);
    heard.length = 0;
    bench.write('p/a.py', 'theirs');
    await until(() => heard.length === 1);
    bench.write('p/b.py', 'new');
    await until(() => heard.length === 2);
    rmSync(bench.path('p/a.py'));
    await until(() => heard.length === 3);
    mkdirSync(bench.path('another'));
    await until(() => heard.length === 4);
    bench.write('another/c.py', 'not opened');
    await pause(100);
    const file = { kind: 'file', project: 'p' };
    assert.deepEqual(heard, [
      { ...file, path: 'a.py', revision: revisionOfText('theirs') },
      { ...file, path: 'b.py', revision: revisionOfText('new') },
      { ...file, path: 'a.py', revision: null },
      { kind: 'projects' },
    ]);
  });

  it('hears what another studio does, and not twice what this one does', async () => {
    await using bench = await Bench.withProject();
    await using other = await openWork(bench.root);
    const { revision } = await other.save('p', 'a.py', 'theirs', null);
    await until(() => bench.heard.length === 2);
    await bench.work.save('p', 'b.py', 'mine', null);
    await pause(200);
    assert.deepEqual(
      bench.heard.slice(1).map((change) => change.kind === 'file' && [change.path, change.revision]),
      [
        ['a.py', revision],
        ['b.py', revisionOfText('mine')],
      ],
    );
  });
});
