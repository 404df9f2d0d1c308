import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Library, Shelf } from './index.ts';
import { Place, SMALL, inMemory } from './testing/packs.ts';

/** The shelf of one home, as each process of its user opens it. */
function shelfIn(place: Place): Shelf {
  const folder = join(place.path, 'shelf');
  mkdirSync(folder, { recursive: true });
  return new Shelf({ folder, key: createSecretKey(Buffer.alloc(32)), bundled: '/nowhere' });
}

const idsOf = async (library: Library) => (await library.packs()).map(({ pack }) => pack.id);

/** Resolves when it has told of a change so many times in all. */
function told(library: Library): (times: number) => Promise<void> {
  let count = 0;
  let notice = (): void => undefined;
  library.onChange(() => {
    count += 1;
    notice();
  });
  return (times) =>
    new Promise((resolve) => {
      notice = () => {
        if (count >= times) resolve();
      };
      notice();
    });
}

describe('A library whose shelf another process changes', () => {
  it('tells of it by itself', { timeout: 30_000 }, async () => {
    using place = new Place();
    using library = new Library(shelfIn(place), []);
    await library.watch();
    assert.deepEqual(await idsOf(library), []);
    const tells = told(library);
    const command = shelfIn(place);
    await command.take(inMemory(SMALL));
    await tells(1);
    assert.deepEqual(await idsOf(library), ['small']);
    await command.remove('small');
    await tells(2);
    assert.deepEqual(await idsOf(library), []);
  });

  it('has it when somebody asks, and tells all others, where no folder can be watched', async () => {
    using place = new Place();
    using library = new Library(shelfIn(place), []);
    assert.deepEqual(await idsOf(library), []);
    let changes = 0;
    library.onChange(() => (changes += 1));
    const command = shelfIn(place);
    await command.take(inMemory(SMALL));
    assert.deepEqual([await idsOf(library), changes], [['small'], 1]);
    assert.deepEqual([await idsOf(library), changes], [['small'], 1], 'and nothing more');
    const newer = String(SMALL['pack.yaml']).replace('1.0.0', '1.1.0');
    await command.take(inMemory({ ...SMALL, 'pack.yaml': newer }));
    assert.deepEqual([(await library.packs())[0]?.pack.version, changes], ['1.1.0', 2]);
    await command.remove('small');
    assert.deepEqual([await idsOf(library), changes], [[], 3]);
  });
});
