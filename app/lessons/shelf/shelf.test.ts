import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { DropFolder, type Dropped, Shelf, signPack } from '../index.ts';
import { type Files, Place, SMALL, inMemory, itemsOf, told, zip } from '../testing/packs.ts';

const KEY = createSecretKey(Buffer.alloc(32, 7));
const TAKER = join(import.meta.dirname, '../testing/taker.ts');

function shelfIn(place: Place, key = KEY): Shelf {
  mkdirSync(join(place.path, 'shelf'), { recursive: true });
  return new Shelf({ folder: join(place.path, 'shelf'), key, bundled: join(place.path, 'bundled') });
}

const version = (number: string, files: Files = SMALL): Files => ({
  ...files,
  'pack.yaml': String(files['pack.yaml']).replace('1.0.0', number),
});

async function versions(shelf: Shelf): Promise<string[]> {
  const { packs, problems } = await shelf.content();
  assert.deepEqual(problems, []);
  return packs.map(({ pack, origin }) => `${pack.id} ${pack.version} ${origin}`);
}

describe('The shelf', () => {
  it('keeps a pack that was taken in, with all that is in it', async () => {
    using place = new Place();
    const taken = await shelfIn(place).take(inMemory(SMALL));
    assert.deepEqual(taken, {
      id: 'small',
      version: '1.0.0',
      before: undefined,
      signedBy: { kind: 'unsigned' },
    });
    const { packs } = await shelfIn(place).content();
    const [shelved] = packs;
    assert.equal(shelved?.pack.units[0]?.exercises[0]?.teacher.wrong.length, 1);
    const picture = 'exercises/how-old/pictures/cat.png';
    assert.deepEqual(await shelved.source.read(picture), SMALL[picture]);
  });

  it('keeps nothing that a pupil could read on the disk', async () => {
    using place = new Place();
    await shelfIn(place).take(inMemory(SMALL));
    const [file = ''] = readdirSync(join(place.path, 'shelf'));
    const bytes = readFileSync(join(place.path, 'shelf', file));
    for (const text of ['input-not-converted', 'solution', 'exercises', 'PK\u0003\u0004', 'how-old']) {
      assert.ok(!bytes.includes(text), text);
    }
  });

  it('tells of a file that was changed, put in another place, or comes from another home', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    await shelf.take(inMemory(SMALL));
    const file = join(place.path, 'shelf/small.pack');
    const codes = async (of: Shelf) =>
      (await of.content()).problems.map(({ file: name, code }) => `${name} ${code}`);
    assert.deepEqual(await codes(shelfIn(place, createSecretKey(Buffer.alloc(32, 8)))), [
      'small.pack not-ours',
    ]);
    copyFileSync(file, join(place.path, 'shelf/other.pack'));
    assert.deepEqual(await codes(shelf), ['other.pack not-ours']);
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    writeFileSync(join(place.path, 'shelf/other.pack'), 'x');
    assert.deepEqual(await codes(shelf), ['other.pack not-ours', 'small.pack not-ours']);
    await shelf.take(inMemory(SMALL));
    assert.deepEqual(await codes(shelf), ['other.pack not-ours'], 'taking it in again mends it');
  });

  it('tells of a file that cannot be read, and has all others', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    await shelf.take(inMemory(SMALL));
    symlinkSync('loop.pack', join(place.path, 'shelf/loop.pack'));
    mkdirSync(join(place.path, 'shelf/folder.pack'));
    const { packs, problems } = await shelf.content();
    assert.deepEqual(
      packs.map(({ pack }) => pack.id),
      ['small'],
    );
    assert.deepEqual(
      problems.map(({ file, code, values }) => [file, code, values['words']]),
      [
        ['folder.pack', 'unreadable', 'EISDIR'],
        ['loop.pack', 'unreadable', 'ELOOP'],
      ],
    );
  });

  it('takes a newer version, and never goes back', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    await shelf.take(inMemory(version('1.9.0')));
    assert.equal((await shelf.take(inMemory(version('1.10.0')))).before, '1.9.0');
    assert.deepEqual(await told(shelf.take(inMemory(version('1.9.9')))), ['memory older']);
    assert.deepEqual(await versions(shelf), ['small 1.10.0 taken']);
    assert.equal(await shelf.remove('../shelf/small'), 'unknown');
    assert.equal(await shelf.remove('small'), 'removed');
    assert.equal(await shelf.remove('small'), 'unknown');
    assert.deepEqual(await versions(shelf), []);
  });

  it('takes no pack with a fault, and nothing of it', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    await shelf.take(inMemory(SMALL));
    const wrong = { ...version('2.0.0'), 'exercises/how-old/task.md': '<b>' };
    assert.deepEqual(await told(shelf.take(inMemory(wrong))), ['exercises/how-old/task.md:1 markdown-html']);
    assert.deepEqual(readdirSync(join(place.path, 'shelf')), ['small.pack']);
    assert.deepEqual(await versions(shelf), ['small 1.0.0 taken']);
  });

  it('lets nobody else take the place of a signer, unless somebody says so', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    const keys = [0, 1].map(() => generateKeyPairSync('ed25519').privateKey);
    const by = async (files: Files, key = keys[0]) => {
      assert.ok(key);
      return inMemory({ ...files, 'signature.json': await signPack(inMemory(files), 'Ada', key) });
    };
    await shelf.take(await by(SMALL));
    assert.equal((await shelf.take(await by(version('1.1.0')))).version, '1.1.0');
    assert.deepEqual(await told(shelf.take(await by(version('1.2.0'), keys[1]))), ['memory other-signer']);
    assert.deepEqual(await told(shelf.take(inMemory(version('1.2.0')))), ['memory other-signer']);
    const signed = await signPack(inMemory(version('1.1.0')), 'Ada', keys[0] ?? KEY);
    const stale = inMemory({ ...version('1.2.0'), 'signature.json': signed });
    assert.deepEqual(await told(shelf.take(stale)), ['memory signature-stale']);
    assert.equal((await shelf.take(inMemory(version('1.2.0')), 'accept')).before, '1.1.0');
  });

  it('has the packs that came with the studio, until newer ones are taken in', async () => {
    using place = new Place();
    place.lay(version('1.5.0'), 'bundled/small');
    place.lay({ 'FORMAT.md': 'no pack', 'small.zip': zip(itemsOf(SMALL)) }, 'bundled');
    const shelf = shelfIn(place);
    assert.deepEqual(await versions(shelf), ['small 1.5.0 bundled']);
    assert.deepEqual(await told(shelf.take(inMemory(SMALL))), ['memory older']);
    await shelf.take(inMemory(version('1.6.0')));
    assert.deepEqual(await versions(shelf), ['small 1.6.0 taken']);
    assert.equal(await shelf.remove('small'), 'removed');
    assert.equal(await shelf.remove('small'), 'bundled');
    assert.deepEqual(await versions(shelf), ['small 1.5.0 bundled']);
  });

  it('has a whole pack, no older than the last that it said was there, when it is killed', async () => {
    using place = new Place();
    mkdirSync(join(place.path, 'shelf'));
    let next = 1;
    for (let round = 0; round < 6; round += 1) {
      const taker = spawn(process.execPath, [TAKER, join(place.path, 'shelf'), String(next)]);
      let said = '';
      taker.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      while (said === '') await pause(5);
      await pause(Math.random() * 100);
      const closed = once(taker, 'close');
      taker.kill('SIGKILL');
      await closed;
      const last = Number(said.trim().split('\n').at(-1));
      const [there = ''] = await versions(shelfIn(place));
      const found = Number(/small 1\.(\d+)\.0 taken/u.exec(there)?.[1]);
      assert.ok(found === last || found === last + 1, `${found} after ${last}`);
      next = found + 1;
    }
  });
});

describe('The folder of packs', () => {
  it('is taken in at the start and when something comes, and tells what is refused', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    const folder = join(place.path, 'packs');
    mkdirSync(folder);
    writeFileSync(join(folder, 'small.zip'), zip(itemsOf(SMALL)));
    writeFileSync(join(folder, 'notes.txt'), 'not a pack');
    using drop = new DropFolder({ folder, shelf, removes: true });
    const heard: Dropped[] = [];
    drop.onDrop((dropped) => void heard.push(dropped));
    await drop.start();
    assert.deepEqual(await versions(shelf), ['small 1.0.0 taken']);
    assert.deepEqual(readdirSync(folder), ['notes.txt'], 'its solutions do not lie there any longer');
    writeFileSync(join(folder, 'broken.zip'), 'PK');
    while (heard.length < 2) await pause(10);
    const [, refused] = heard;
    assert.deepEqual(refused && 'refused' in refused && refused.refused.map(({ code }) => code), [
      'not-a-zip',
    ]);
    await drop.scan();
    assert.deepEqual(
      heard.map(({ name }) => name),
      ['small.zip', 'broken.zip'],
      'each is told once',
    );
    writeFileSync(join(folder, 'broken.zip'), zip(itemsOf(version('1.1.0'))));
    while (heard.length < 3) await pause(10);
    assert.deepEqual(await versions(shelf), ['small 1.1.0 taken']);
  });

  it('of a whole school keeps what is in it, and need not be there', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    const folder = place.lay({ 'a.zip': zip(itemsOf(SMALL)) }, 'school');
    using drop = new DropFolder({ folder, shelf, removes: false });
    await drop.start();
    assert.deepEqual(readdirSync(folder), ['a.zip']);
    assert.deepEqual(await versions(shelf), ['small 1.0.0 taken']);
    using gone = new DropFolder({ folder: '/nowhere/at/all', shelf, removes: false });
    await gone.start();
  });

  /** What a folder tells when it is started, as `name code words`. */
  async function toldBy(folder: string, shelf: Shelf): Promise<string[]> {
    using drop = new DropFolder({ folder, shelf, removes: false });
    const heard: string[] = [];
    drop.onDrop((dropped) => {
      if ('taken' in dropped) heard.push(`${dropped.name} taken`);
      else if ('readable' in dropped) heard.push(`${dropped.name} readable`);
      else
        for (const { code, values } of dropped.refused)
          heard.push(`${dropped.name} ${code} ${values['words']}`);
    });
    await drop.start();
    await drop.scan(); // which has nothing new to tell
    return heard;
  }

  it('takes all others when one cannot even be looked at, and tells of that once', async () => {
    using place = new Place();
    const folder = place.lay({ 'b.zip': zip(itemsOf(SMALL)) }, 'packs');
    symlinkSync('a.zip', join(folder, 'a.zip'));
    symlinkSync('gone', join(folder, 'nothing.zip'));
    assert.deepEqual(await toldBy(folder, shelfIn(place)), ['a.zip unreadable ELOOP', 'b.zip taken']);
  });

  it('that cannot be read is told, whatever the reason', async () => {
    using place = new Place();
    const shelf = shelfIn(place);
    const loop = join(place.path, 'school');
    symlinkSync('school', loop);
    assert.deepEqual(await toldBy(loop, shelf), [`${loop} unreadable ELOOP`]);
    const [impossible = ''] = await toldBy('/srv/packs\0', shelf);
    assert.match(impossible, /unreadable .*null bytes/u);
  });

  it('that can be read again is told too', async () => {
    using place = new Place();
    const folder = join(place.path, 'school');
    symlinkSync('school', folder);
    using drop = new DropFolder({ folder, shelf: shelfIn(place), removes: false });
    const heard: string[] = [];
    drop.onDrop((dropped) =>
      heard.push('refused' in dropped ? 'refused' : 'readable' in dropped ? 'readable' : 'taken'),
    );
    await drop.start();
    rmSync(folder);
    mkdirSync(folder);
    await drop.scan();
    await drop.scan();
    assert.deepEqual(heard, ['refused', 'readable']);
  });

  it('goes on when whoever hears of it fails', async (test) => {
    using place = new Place();
    const { mock } = test.mock.method(console, 'error', () => undefined);
    using drop = new DropFolder({
      folder: place.lay({ 'a.zip': 'PK' }, 'packs'),
      shelf: shelfIn(place),
      removes: false,
    });
    let heard = 0;
    drop.onDrop(() => {
      heard += 1;
      throw new Error('no ears');
    });
    await drop.start();
    writeFileSync(join(place.path, 'packs/b.zip'), 'PK');
    await drop.scan();
    assert.deepEqual([heard, mock.callCount()], [2, 2]);
  });
});
