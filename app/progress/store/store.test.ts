import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { Bench, STARTER } from '../testing/bench.ts';
import { Work } from '../work.ts';
import { moveAside } from './database.ts';
import { type Entry, History } from './history.ts';
import { MIGRATIONS } from './migrations.ts';
import { makeRoom } from './room.ts';
import { Store } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'sandlot-store-'));
after(() => rmSync(root, { recursive: true }));

const newPath = () => join(mkdtempSync(join(root, 'db-')), 'store.db');

let clock = Date.UTC(2026, 0, 1);
/** An entry of a file, an hour after the one before. */
function entry(content: string | Buffer, some: Partial<Entry> = {}): Entry {
  clock += 3_600_000;
  return {
    project: 'p',
    path: 'a.py',
    at: clock,
    why: 'saved',
    pinned: false,
    content: Buffer.from(content),
    ...some,
  };
}

const open = (folder: string) =>
  Work.open({ folder: join(folder, 'work'), database: join(folder, 'store.db'), starter: STARTER });

describe('A history', () => {
  it('keeps a content once, packed, however many versions have it', () => {
    const path = newPath();
    using history = new History(path);
    history.keep([entry('same'.repeat(1_000)), entry('other'), entry('same'.repeat(1_000))]);
    history.keep([entry('same'.repeat(1_000), { path: 'b.py' })]);
    using database = new DatabaseSync(path);
    const contents = database.prepare('SELECT length(packed) AS bytes FROM contents ORDER BY bytes').all();
    assert.equal(contents.length, 2);
    assert.ok(Number(contents[1]?.['bytes']) < 100);
    assert.equal(history.versions('p', null).length, 4);
    assert.equal(Buffer.from(history.content('p', 4)).toString(), 'same'.repeat(1_000));
  });

  it('of a file that grows too large loses its oldest, but not the newest and what is pinned', () => {
    const path = newPath();
    using history = new History(path);
    const noise = () => randomBytes(10_000);
    history.keep([entry(noise(), { path: 'rare.py' }), entry(noise(), { why: 'found' })]);
    for (let count = 0; count < 300; count += 1) history.keep([entry(noise())]);
    using database = new DatabaseSync(path);
    makeRoom(database, 1_500_000);
    const left = history.versions('p', null);
    assert.equal(left.length, 102);
    assert.deepEqual(
      left.filter(({ path: file, why }) => file === 'rare.py' || why === 'found').map(({ id }) => id),
      [2, 1],
    );
    assert.equal(left[0]?.id, 302);
    makeRoom(database, 0); // which cannot be had
    assert.deepEqual(
      history.versions('p', null).map(({ id }) => id),
      [302, 2, 1],
    );
    assert.equal(database.prepare('SELECT count(*) AS count FROM contents').get()?.['count'], 3);
  });

  it('keeps all entries or none', () => {
    using history = new History(newPath());
    const impossible = { ...entry('b'), project: undefined } as unknown as Entry;
    assert.throws(() => history.keep([entry('a'), impossible]));
    assert.deepEqual(history.versions('p', null), []);
    history.keep([entry('a')]);
    assert.equal(history.versions('p', null).length, 1);
  });
});

describe('A database', () => {
  for (const version of MIGRATIONS.keys()) {
    it(`of version ${version} becomes one of today and loses nothing`, () => {
      const path = newPath();
      {
        using old = new DatabaseSync(path);
        for (const step of MIGRATIONS.slice(0, version)) old.exec(step);
        old.exec(`PRAGMA user_version = ${version}`);
        if (version > 0) {
          old.exec(`INSERT INTO contents VALUES (x'00', x'4b0400');
            INSERT INTO versions VALUES (7, 'p', 'a.py', 1, 'saved', 1, 0, x'00')`);
        }
      }
      using history = new History(path);
      history.openProject('p');
      assert.equal(history.lastProject(), 'p');
      if (version > 0) assert.equal(Buffer.from(history.content('p', 7)).toString(), 'a');
    });
  }

  it('survives kill -9, waits for other studios, and needs no shared memory', () => {
    const path = newPath();
    using history = new History(path);
    history.keep([entry('a')]);
    using database = new DatabaseSync(path);
    assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'delete', 'not wal');
    assert.ok(!readdirSync(join(path, '..')).some((name) => /wal|shm/.test(name)));
  });

  it('of a newer studio is refused and left alone', async () => {
    const folder = mkdtempSync(join(root, 'newer-'));
    {
      using newer = new DatabaseSync(join(folder, 'store.db'));
      newer.exec('PRAGMA user_version = 99');
    }
    const before = readFileSync(join(folder, 'store.db'));
    {
      await using work = await open(folder);
      assert.deepEqual(work.historyProblem?.details['why'], 'newer');
      assert.equal((await work.lastProject()).project.id, 'Start', 'the work goes on without it');
    }
    assert.deepEqual(readFileSync(join(folder, 'store.db')), before);
  });

  it('that another only ever writes to costs patience once, and not with every save', async () => {
    await using bench = await Bench.withProject();
    await bench.save('a.py', 'one');
    using holder = new DatabaseSync(bench.database);
    holder.exec('BEGIN IMMEDIATE');
    await bench.save('a.py', 'two');
    const begun = performance.now();
    const { revision } = await bench.work.save('p', 'a.py', 'three', await bench.revision('a.py'));
    assert.ok(performance.now() - begun < 1_000);
    holder.exec('ROLLBACK');
    await bench.work.save('p', 'a.py', 'four', revision);
    assert.equal(bench.work.historyProblem, null);
    assert.deepEqual((await bench.history('a.py')).slice(0, 2), [
      ['saved', 'four'],
      ['found', 'three'],
    ]);
  });

  it('that another holds for good is told in bounded time; work goes on, and so does it when it is let go', async () => {
    const folder = mkdtempSync(join(root, 'locked-'));
    const path = join(folder, 'store.db');
    new History(path)[Symbol.dispose]();
    using holder = new DatabaseSync(path);
    holder.exec('BEGIN EXCLUSIVE');
    const begun = performance.now();
    await using work = await open(folder);
    const { project } = await work.lastProject();
    assert.ok(performance.now() - begun < 5_000);
    assert.equal(work.historyProblem?.details['why'], 'locked');
    const save = (text: string) =>
      work.save(project.id, 'hello.py', text, project.files[0]?.revision ?? null);
    const { revision } = await save('while it is held');
    assert.equal(readFileSync(join(folder, 'work', 'Start', 'hello.py'), 'utf8'), 'while it is held');
    holder.exec('ROLLBACK');
    await work.save('Start', 'hello.py', 'after', revision);
    assert.equal(work.historyProblem, null);
    assert.deepEqual(
      (await work.versions('Start', 'hello.py')).map(({ why }) => why),
      ['saved', 'found'],
    );
  });

  it('that cannot be opened is told, and work goes on without', async () => {
    const options = {
      folder: join(root, 'work'),
      database: join(root, 'none', 'store.db'),
      starter: STARTER,
    };
    await using work = await Work.open(options);
    assert.equal(work.historyProblem?.code, 'store-unusable');
    assert.equal((await work.lastProject()).project.id, 'Start');
  });

  it('that is none is moved aside, and a new one begun; the work is untouched', async () => {
    const folder = mkdtempSync(join(root, 'damaged-'));
    writeFileSync(join(folder, 'store.db'), 'This was a database once. '.repeat(1_000));
    await using work = await open(folder);
    const { project } = await work.lastProject();
    const [aside = ''] = readdirSync(folder).filter((name) => name.includes('.damaged-2'));
    assert.equal(work.historyMovedAside, join(folder, aside));
    assert.match(readFileSync(join(folder, aside), 'utf8'), /^This was a database/);
    assert.equal((await work.versions(project.id)).length, 1);
  });

  it('takes its journal along when it is moved aside, which would spoil the next', () => {
    const path = newPath();
    for (const suffix of ['', '-journal']) writeFileSync(path + suffix, `damaged${suffix}`);
    const aside = moveAside(path);
    assert.equal(readFileSync(`${aside}-journal`, 'utf8'), 'damaged-journal');
    assert.equal(readdirSync(join(path, '..')).length, 2);
  });

  it('that breaks while it is used is moved aside, and what is saved then is in the new one', async () => {
    await using bench = await Bench.withProject();
    for (let count = 0; count < 20; count += 1)
      await bench.save(`${count}.py`, randomBytes(5_000).toString('hex'));
    const file = openSync(bench.database, 'r+');
    for (let page = 1; page < 20; page += 1)
      writeSync(file, Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096);
    writeSync(file, Buffer.from([0xff]), 0, 1, 24); // the change counter: what was read before does not count
    closeSync(file);
    await bench.save('0.py', 'after');
    assert.equal(bench.bytes('p/0.py'), 'after');
    assert.ok(bench.work.historyMovedAside !== null);
    assert.equal(bench.work.historyProblem, null);
    assert.deepEqual((await bench.history('0.py'))[0], ['saved', 'after']);
  });
});

describe('The thread of the store', () => {
  it('answers what was asked before it is closed, and nothing after', async () => {
    const store = new Store(newPath());
    const asked = store.ask('keep', [entry('a')]).then(() => store.ask('versions', 'p', null));
    assert.equal((await asked).length, 1);
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await assert.rejects(store.ask('lastProject'), { code: 'store-unusable' });
  });

  it('tells what is wrong with a question', async () => {
    await using store = new Store(newPath());
    await assert.rejects(store.ask('content', 'p', 1), {
      code: 'no-such-version',
      details: { project: 'p', id: 1 },
    });
  });
});
