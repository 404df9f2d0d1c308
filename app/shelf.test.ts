import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openHome } from './home/index.ts';
import { SMALL, inMemory } from './lessons/testing/packs.ts';
import { openShelf } from './shelf.ts';
import { packProblemWords } from './words/terminal.ts';

describe('A shelf whose key was damaged', () => {
  for (const damaged of ['', '\0'.repeat(64), 'f'.repeat(63)]) {
    it(`by ${damaged.length} bytes opens, says which packs to take in again, and keeps all files`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sandlot-shelf-'));
      try {
        const home = openHome({ SANDLOT_HOME: folder });
        await openShelf(home).take(inMemory(SMALL));
        writeFileSync(join(home.keys, 'shelf.key'), damaged);

        const shelf = openShelf(home);
        const { packs, problems } = await shelf.content();
        assert.ok(
          packs.some(({ origin }) => origin === 'bundled'),
          'all others are there',
        );
        const [aside = ''] = readdirSync(home.keys).filter((name) => name.startsWith('shelf.key.damaged-'));
        assert.equal(readFileSync(join(home.keys, aside), 'utf8'), damaged);
        const [said = ''] = problems.map(packProblemWords);
        assert.match(said, /^small\.pack: .*key for packs was damaged.*Take the pack in again/u);
        assert.ok(said.includes(aside));
        assert.deepEqual(readdirSync(home.shelf), ['small.pack']);

        await shelf.take(inMemory(SMALL));
        assert.deepEqual((await openShelf(home).content()).problems, []);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
