import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { NEEDS_MOUNT, fill, mountDisk } from '../app/progress/testing/disk.ts';
import { violations } from './testing/axe.ts';
import { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'sandlot-e2e-disk-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('A disk, seen through the window,', NEEDS_MOUNT, () => {
  it('that is full is told; what was typed runs, stays, and is saved when there is room again', async () => {
    using _disk = mountDisk(home, '8m');
    await using studio = await TestStudio.open({ home });
    const window = await studio.window();
    await window.untilReady();
    const onDisk = () => readFileSync(join(studio.work, 'hello.py'), 'utf8');
    const before = onDisk();
    fill(join(home, 'film'));

    await window.write('print("typed in vain")\n');
    await window.page.getByText('Not saved!').waitFor();
    await window.page.getByRole('alert').getByText('could not be written to the disk').waitFor();
    await window.help.getByText('Earlier versions of your work are not kept just now').waitFor();
    assert.deepEqual(await violations(window.page), []);
    await window.run.click();
    await window.untilConsole(/typed in vain/);
    const settings = await window.choose('Settings');
    await settings.getByText('Dark').click();
    await settings.getByRole('alert').waitFor(); // it cannot be kept, and is dark all the same
    await window.page.locator('html[data-theme="dark"]').waitFor();
    await window.leaveDialog();
    await window.write('print("typed at last")\n');
    await window.page.getByText('Not saved!').waitFor();
    assert.equal(onDisk(), before, 'the old file is whole');

    rmSync(join(home, 'film'));
    await window.untilSaved();
    assert.equal(onDisk(), 'print("typed at last")\n');
    assert.deepEqual(readdirSync(studio.work), ['hello.py']);
    await window.write('print("and on")\n'); // the history is tried again with what is saved next
    await window.untilSaved();
    await until(async () => !(await window.help.textContent())?.includes('not kept'));
  });

  it('that may only be read is told, and what was typed is saved when it may be written again', async () => {
    await using studio = await TestStudio.open({ home });
    const window = await studio.window();
    const project = join(home, 'work', 'Mine');
    using disk = mountDisk(project, '1m');
    writeFileSync(join(project, 'mine.py'), 'print("old")\n');
    await window.page.reload();
    await window.page.getByRole('button', { name: 'My programs' }).click();
    await window.page.getByRole('button', { name: /^Mine/ }).click();
    await window.page.getByRole('tab', { name: 'mine.py', selected: true }).waitFor();
    disk.readOnly();

    await window.write('print("new")\n');
    await window.page.getByText('Not saved!').waitFor();
    await window.page.getByRole('alert').getByText('could not be written to the disk').waitFor();
    disk.writable();
    await window.untilSaved();
    assert.equal(readFileSync(join(project, 'mine.py'), 'utf8'), 'print("new")\n');
    assert.equal(await window.text(), 'print("new")\n');
  });
});

describe('A folder of work', NEEDS_MOUNT, () => {
  it('that can neither be read from nor written to is told by the page, which opens when it can', async () => {
    await using studio = await TestStudio.open({ home });
    const window = await studio.window();
    await window.untilSaved();
    using disk = mountDisk(join(home, 'work'), '1m'); // as if a stick had come in the place of another
    disk.readOnly();
    await window.page.reload();
    await window.page.getByRole('heading', { name: 'Sandlot could not be opened' }).waitFor();
    await window.page.getByText('could not be written to the disk').waitFor();
    assert.deepEqual(await violations(window.page), []);
    disk.writable();
    await window.page.getByRole('button', { name: 'Try again' }).click();
    await window.page.getByRole('tab', { name: 'hello.py', selected: true }).waitFor();
  });
});

describe('A home', () => {
  it('whose only program has too many files opens another, and says why', async () => {
    const full = join(home, 'work', 'Photos');
    mkdirSync(full, { recursive: true });
    for (let count = 0; count < 300; count += 1) writeFileSync(join(full, `${count}.txt`), '');
    await using studio = await TestStudio.open({ home });
    const window = await studio.window();
    await window.page.getByRole('tab', { name: 'hello.py', selected: true }).waitFor();
    await window.help.getByText('The program that you had open last could not be opened').waitFor();
    await window.help.getByText('“Photos” has more than 256 files').waitFor();
    assert.deepEqual(await violations(window.page), []);
    assert.equal(readdirSync(full).length, 300);
  });

  it('whose history another program holds opens, saves, and says what is wrong', async () => {
    using holder = new DatabaseSync(join(home, 'store.db'));
    holder.exec('BEGIN EXCLUSIVE');
    await using studio = await TestStudio.open({ home });
    const window = await studio.window();
    await window.help.getByText('Another program holds the list of earlier versions').waitFor();
    await window.write('print("held")\n');
    await window.untilSaved();
    const onDisk = (name: string) => readFileSync(join(studio.work, name), 'utf8');
    assert.equal(onDisk('hello.py'), 'print("held")\n');

    await window.write('print("an hour of mine")\n');
    writeFileSync(join(studio.work, 'hello.py'), 'print("theirs")\n'); // before that is saved
    await window.page.getByText('so the other one gets a file of its own').waitFor();
    await window.page.getByRole('button', { name: 'Take the other one' }).click();
    await window.page.getByRole('tab', { name: 'hello_2.py' }).waitFor();
    await window.untilSaved();
    assert.equal(onDisk('hello.py'), 'print("theirs")\n');
    assert.equal(onDisk('hello_2.py'), 'print("an hour of mine")\n');
  });
});
