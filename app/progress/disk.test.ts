import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Problem } from '../contract/index.ts';
import { Bench, STARTER, openWork } from './testing/bench.ts';
import { NEEDS_MOUNT, fill, mountDisk } from './testing/disk.ts';
import { Work } from './work.ts';

describe('A disk', NEEDS_MOUNT, () => {
  it('that is full is told in its words; the old file is whole, and the text is in the history', async () => {
    await using bench = await Bench.withProject();
    using _disk = mountDisk(bench.path('p'), '64k');
    const base = await bench.save('a.py', 'old');
    const text = 'new '.repeat(40_000);
    await assert.rejects(bench.work.save('p', 'a.py', text, base), (error: Problem) => {
      assert.equal(error.code, 'work-unwritable');
      assert.match(String(error.details['words']), /ENOSPC/);
      return true;
    });
    assert.equal(bench.bytes('p/a.py'), 'old');
    assert.deepEqual(readdirSync(bench.path('p')), ['a.py'], 'no draft is left');
    assert.deepEqual((await bench.history('a.py'))[0], ['saved', text]);
    await bench.save('a.py', 'short');
    assert.equal(bench.bytes('p/a.py'), 'short');
  });

  it('that may only be read is told, for whatever would write', async () => {
    await using bench = await Bench.withProject();
    using disk = mountDisk(bench.path('p'), '64k');
    const base = await bench.save('a.py', 'old');
    bench.write('p/.sandlot-draft-1', '');
    utimesSync(bench.path('p/.sandlot-draft-1'), 1, 1);
    disk.readOnly();
    const { work } = bench;
    assert.equal((await work.openProject('p')).files.length, 1, 'though nothing can be swept');
    for (const attempt of [
      work.save('p', 'a.py', 'new', base),
      work.save('p', 'b.py', 'new', null),
      work.save('p', 'sub/b.py', 'new', null),
      work.renameFile('p', 'a.py', 'b.py'),
      work.removeFile('p', 'a.py'),
    ]) {
      await assert.rejects(attempt, { code: 'work-unwritable' });
    }
    assert.equal((await work.read('p', 'a.py')).bytes, 3);
  });

  it('of the history that is full does not keep work from being saved', async () => {
    await using bench = await Bench.open();
    using _disk = mountDisk(join(bench.root, 'small'), '256k');
    const database = join(bench.root, 'small', 'store.db');
    await using work = await Work.open({ folder: bench.folder, database, starter: STARTER });
    const told: (string | null)[] = [];
    work.onHistoryProblem((problem) => told.push(problem?.code ?? null));
    const { files } = (await work.lastProject()).project;
    const film = join(bench.root, 'small', 'film');
    fill(film);
    const { revision } = await work.save('Start', 'hello.py', 'new', files[0]?.revision ?? null);
    assert.equal(bench.bytes('Start/hello.py'), 'new');
    assert.equal(work.historyProblem?.code, 'store-unusable');
    await assert.rejects(work.removeFile('Start', 'hello.py'), { code: 'store-unusable' });
    assert.equal(bench.bytes('Start/hello.py'), 'new', 'what could not be had back stays');
    rmSync(film);
    await work.save('Start', 'hello.py', 'newer', revision);
    assert.equal(work.historyProblem, null);
    assert.deepEqual(told, ['store-unusable', null]);
    assert.deepEqual(
      (await work.versions('Start', 'hello.py')).slice(0, 2).map(({ why }) => why),
      ['saved', 'found'],
      'what was saved without the history is in it before it is replaced',
    );
  });
});

describe('A folder of work', () => {
  it('that cannot be made is told', async () => {
    const options = { database: '/nowhere/store.db', starter: STARTER };
    await assert.rejects(Work.open({ folder: '/proc/work/here', ...options }), { code: 'work-unwritable' });
  });

  it(
    'with folders that its user may not read opens without them, or another project',
    NEEDS_MOUNT,
    async () => {
      await using bench = await Bench.withProject();
      const { work } = bench;
      for (const path of ['p/a.py', 'p/secret/b.py', 'q/c.py']) bench.write(path, 'x');
      for (const path of ['p/secret', 'q']) chmodSync(bench.path(path), 0);
      using _user = asNobody(bench.root);
      const { project, insteadOf } = await work.lastProject();
      assert.deepEqual([project.id, insteadOf], ['p', null]);
      assert.deepEqual(
        project.files.map(({ path }) => path),
        ['a.py'],
      );
      assert.deepEqual(
        (await work.projects()).map(({ id }) => id),
        ['p', 'q'],
      );
      await assert.rejects(work.openProject('q'), { code: 'work-unwritable' });
    },
  );

  it('keeps the permissions of its files', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'old');
    chmodSync(bench.path('p/a.py'), 0o600);
    await bench.save('a.py', 'new');
    assert.equal(statSync(bench.path('p/a.py')).mode & 0o777, 0o600);
  });
});

/** For as long as it lasts we are a user with no rights but to that folder. */
function asNobody(root: string): Disposable {
  const nobody = 65_534;
  execFileSync('chown', ['-R', String(nobody), root]);
  process.seteuid?.(nobody);
  return { [Symbol.dispose]: () => process.seteuid?.(0) };
}

describe('Work', () => {
  it('that is closed has done what was asked for', async () => {
    await using bench = await Bench.withProject();
    const work = await openWork(bench.root);
    const saving = work.save('p', 'a.py', 'last words', null);
    await work[Symbol.asyncDispose]();
    await saving;
    assert.equal(bench.bytes('p/a.py'), 'last words');
    assert.deepEqual(await bench.history('a.py'), [['saved', 'last words']]);
  });
});
