import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Complaint } from './complaint.ts';
import { collectHandedIn, readHandedIn } from './handed-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-handed-in-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A folder of a class with these files in it. */
function classOf(files: Readonly<Record<string, string>>): string {
  const place = mkdtempSync(join(folder, 'class-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  return place;
}

/** What each would be graded by: its files, or the complaint. */
function readAll(place: string): Record<string, string[] | string> {
  const { handedIn } = collectHandedIn(place);
  return Object.fromEntries(
    handedIn.map((one): [string, string[] | string] => {
      try {
        return [one.name, readHandedIn(one, []).files.map(({ path }) => path)];
      } catch (error) {
        assert.ok(error instanceof Complaint);
        return [one.name, error.code];
      }
    }),
  );
}

describe('What a class has handed in', () => {
  it('is a program for each file and each folder', () => {
    const place = classOf({
      'ada.py': '',
      'bo/main.py': '',
      'bo/data/x.txt': '',
      'cy/quiz.py': '',
      'notes.txt': '',
    });
    assert.deepEqual(readAll(place), {
      'ada.py': ['main.py'],
      bo: ['main.py', 'data/x.txt'],
      cy: ['main.py'],
    });
    assert.equal(collectHandedIn(place).passedOver, 1);
  });

  it('is complained of one by one', () => {
    const place = classOf({
      'two/a.py': '',
      'two/b.py': '',
      'folder/prog.py': '',
      'folder/main.py/x.txt': '',
      'good/main.py': '',
    });
    symlinkSync(join(place, 'good'), join(place, 'link'));
    assert.deepEqual(readAll(place), {
      folder: 'file.no-file',
      good: ['main.py'],
      link: 'file.link',
      two: 'file.no-main',
    });
  });

  it('may lie deeper than the system can name, and costs nobody else a mark', () => {
    const place = classOf({ 'deep/main.py': '', 'good/main.py': '' });
    const name = 'd'.repeat(200);
    const start = process.cwd();
    process.chdir(join(place, 'deep'));
    try {
      for (let depth = 0; depth < 25; depth += 1) {
        mkdirSync(name);
        process.chdir(name);
      }
    } finally {
      process.chdir(start);
    }
    assert.deepEqual(readAll(place), { deep: 'file.unreadable', good: ['main.py'] });
  });

  it('does not speak to the terminal by its names', () => {
    const place = classOf({ 'bo\u001b[31m\nzed: 10/notes.txt': '' });
    const [bo] = collectHandedIn(place).handedIn;
    assert.ok(bo);
    assert.throws(
      () => readHandedIn(bo, []),
      ({ message }: Error) => !/\p{Cc}/u.test(message) && message.includes('x1b[31m'),
    );
  });
});
