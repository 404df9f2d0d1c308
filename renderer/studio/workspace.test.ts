import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Problem } from '../../app/contract/index.ts';
import type { Session } from './session.ts';
import { FakeBackEnd } from './testing/back-end.ts';
import { settle } from './testing/settle.ts';

/** Longer than any pause before a file is saved or tried again. */
async function pause(): Promise<void> {
  mock.timers.tick(2_500);
  await settle();
}

const GAME = { 'game.py': 'print(1)', 'words.txt': 'one', 'art.py': 'x' };

async function open(
  programs: Record<string, Record<string, string>> = { game: GAME, quiz: { 'quiz.py': '?' } },
) {
  const backEnd = new FakeBackEnd(programs);
  const session = await backEnd.openWindow();
  return { backEnd, session, workspace: session.workspace };
}

const paths = ({ workspace }: Session) => workspace.state.value.files.map(({ path }) => path);
const troubleOf = ({ workspace }: Session, path: string) =>
  workspace.state.value.files.find((file) => file.path === path)?.trouble?.state;

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
afterEach(() => mock.timers.reset());

describe('A workspace', () => {
  it('shows the first program, programs before other files', async () => {
    const { session, workspace } = await open();
    assert.equal(workspace.project, 'game');
    assert.deepEqual(paths(session), ['art.py', 'game.py', 'words.txt']);
    assert.equal(workspace.state.value.active, 'art.py');
    assert.equal(workspace.textOf('game.py'), 'print(1)');
    assert.equal(workspace.allSaved, true);
  });

  it('shows the file again that was shown last', async () => {
    const { backEnd, workspace } = await open();
    workspace.select('words.txt');
    workspace.select('game.py');
    await pause();
    const another = await backEnd.openWindow();
    assert.equal(another.workspace.state.value.active, 'game.py');
    await workspace.openProject('quiz');
    assert.equal(workspace.state.value.active, 'quiz.py');
    await workspace.openProject('game');
    assert.equal(workspace.state.value.active, 'game.py');
    backEnd.disk.get('game')?.delete('game.py');
    await workspace.openProject('game');
    assert.equal(workspace.state.value.active, 'art.py', 'that is gone');
  });

  it('brings to the disk what is typed, and until then gives it to a run', async () => {
    const { backEnd, workspace } = await open();
    workspace.edit('game.py', 'print(2)');
    assert.deepEqual(workspace.edited(), [{ path: 'game.py', text: 'print(2)' }]);
    assert.equal(workspace.saved.value, 'saving');
    await pause();
    assert.equal(backEnd.disk.get('game')?.get('game.py'), 'print(2)');
    assert.deepEqual(workspace.edited(), []);
    assert.equal(workspace.allSaved, true);
    assert.equal(workspace.replaced.value, undefined, 'its own save is no news to it');
  });

  it('says that all is saved to somebody who pauses, and not at every save to somebody who types on', async () => {
    const { backEnd, workspace } = await open();
    const told: string[] = [];
    workspace.saved.subscribe(() => told.push(workspace.saved.value));
    for (let typed = 0; typed < 40; typed += 1) {
      workspace.edit('game.py', `print(${typed})`);
      mock.timers.tick(100);
      await settle();
    }
    assert.match(backEnd.disk.get('game')?.get('game.py') ?? '', /3\d/, 'it was saved on the way');
    assert.deepEqual(told, ['saving']);
    await pause();
    assert.deepEqual(told, ['saving', 'saved']);
  });

  it('makes a file and shows it', async () => {
    const { backEnd, session, workspace } = await open();
    await workspace.createFile('new.py', 'n');
    await settle();
    assert.equal(backEnd.disk.get('game')?.get('new.py'), 'n');
    assert.deepEqual(paths(session), ['art.py', 'game.py', 'new.py', 'words.txt']);
    assert.equal(workspace.state.value.active, 'new.py');
    await assert.rejects(workspace.createFile('new.py', 'other'), { code: 'file-exists' });
  });

  it('goes on showing what it shows when another that is gone is asked for', async () => {
    const { workspace } = await open();
    workspace.select('gone.py');
    assert.equal(workspace.state.value.active, 'art.py');
  });

  it('brings in a text under a name that is free, unless it is there already', async () => {
    const { session, workspace } = await open();
    for (const text of ['print(2)', 'print(1)', 'print(3)']) await workspace.bringFile('game.py', text);
    assert.deepEqual(paths(session), ['art.py', 'game_2.py', 'game_3.py', 'game.py', 'words.txt']);
    assert.equal(workspace.textOf('game.py'), 'print(1)');
    assert.equal(workspace.textOf('game_3.py'), 'print(3)');
    await workspace.bringFile('words.txt', 'one');
    assert.equal(workspace.state.value.active, 'words.txt');
    await workspace.bringFile('game.py', 'print(1)');
    assert.equal(workspace.state.value.active, 'game.py');
    await workspace.bringFile('lines.txt', 'one\r\ntwo');
    await workspace.bringFile('lines.txt', 'one\ntwo');
    assert.ok(!paths(session).includes('lines_2.txt'));
    await workspace.bringFile('README', '');
    await workspace.bringFile('README', 'more');
    assert.equal(workspace.textOf('README_2'), 'more');
  });

  it('brings in two of one name at once, which another window has too', async () => {
    const { backEnd, workspace } = await open();
    backEnd.disk.get('game')?.set('twin.py', 'of another window');
    await Promise.all([workspace.bringFile('twin.py', 'one'), workspace.bringFile('twin.py', 'two')]);
    const twins = [...(backEnd.disk.get('game') ?? [])].filter(([path]) => path.startsWith('twin'));
    assert.deepEqual(new Set(twins.map(([, text]) => text)), new Set(['of another window', 'one', 'two']));
  });

  it('knows which program Run is for when a text is renamed, and in another program', async () => {
    const { workspace } = await open({
      game: { 'a.py': '', 'b.py': '', 'words.txt': '' },
      quiz: { 'b.py': '', 'a.py': '', 'notes.txt': '' },
    });
    workspace.select('b.py');
    workspace.select('words.txt');
    await workspace.renameFile('words.txt', 'more.txt');
    assert.equal(workspace.program, 'b.py');
    await workspace.openProject('quiz');
    workspace.select('b.py');
    workspace.select('notes.txt');
    await pause(); // that is remembered
    await workspace.openProject('game');
    workspace.select('more.txt');
    await workspace.openProject('quiz');
    assert.equal(workspace.state.value.active, 'notes.txt');
    assert.equal(workspace.program, 'a.py');
  });

  it('renames a file with what was typed into it, and goes on showing it', async () => {
    const { backEnd, session, workspace } = await open();
    workspace.select('game.py');
    workspace.edit('game.py', 'typed');
    await workspace.renameFile('game.py', 'play.py');
    await settle();
    assert.deepEqual(paths(session), ['art.py', 'play.py', 'words.txt']);
    assert.equal(workspace.state.value.active, 'play.py');
    assert.equal(workspace.textOf('play.py'), 'typed');
    workspace.edit('play.py', 'more');
    await pause();
    assert.deepEqual(backEnd.disk.get('game')?.get('play.py'), 'more');
    assert.equal(backEnd.disk.get('game')?.has('game.py'), false);
  });

  it('removes a file, shows another, and does not bring it back by saving', async () => {
    const { backEnd, session, workspace } = await open();
    workspace.edit('art.py', 'typed');
    await workspace.removeFile('art.py');
    await pause();
    assert.deepEqual(paths(session), ['game.py', 'words.txt']);
    assert.equal(workspace.state.value.active, 'game.py');
    assert.equal(backEnd.disk.get('game')?.has('art.py'), false);
  });

  it('puts a text into a file as if it was typed, making the file if there is none', async () => {
    const { backEnd, workspace } = await open();
    await workspace.setText('game.py', 'earlier');
    assert.deepEqual(workspace.replaced.value, { path: 'game.py', text: 'earlier' });
    await workspace.setText('old.py', 'removed once');
    assert.equal(backEnd.disk.get('game')?.get('game.py'), 'earlier');
    assert.equal(backEnd.disk.get('game')?.get('old.py'), 'removed once');
  });
});

describe('A version that is no text', () => {
  it('is brought back over what was typed, which is saved first, or as a file that is gone', async () => {
    const { backEnd, session, workspace } = await open();
    workspace.edit('game.py', 'typed');
    await workspace.restore('game.py', 7);
    assert.equal(workspace.textOf('game.py'), 'version 7');
    assert.ok(workspace.allSaved);
    await workspace.restore('gone.bin', 8);
    assert.ok(paths(session).includes('gone.bin'));
    assert.equal(backEnd.disk.get('game')?.get('gone.bin'), 'version 8');
  });

  it('is not brought back over what cannot be saved', async () => {
    const { backEnd, workspace } = await open();
    workspace.edit('game.py', 'typed');
    backEnd.trouble = new Problem('work-unwritable');
    await assert.rejects(workspace.restore('game.py', 7), { code: 'work-unwritable' });
    assert.equal(workspace.textOf('game.py'), 'typed');
  });
});

describe('Going to another program', () => {
  it('saves this one first', async () => {
    const { backEnd, session, workspace } = await open();
    workspace.edit('game.py', 'typed');
    await workspace.openProject('quiz');
    assert.equal(backEnd.disk.get('game')?.get('game.py'), 'typed');
    assert.deepEqual(paths(session), ['quiz.py']);
    await workspace.createProject('fresh');
    assert.equal(workspace.project, 'fresh');
    assert.deepEqual(paths(session), []);
    assert.equal(workspace.state.value.active, undefined);
  });

  it('is refused while something cannot be saved, for it would be lost', async () => {
    const { backEnd, session, workspace } = await open();
    backEnd.trouble = new Problem('work-unwritable', { words: 'full' });
    workspace.edit('game.py', 'typed');
    await assert.rejects(workspace.openProject('quiz'), { code: 'work-unwritable' });
    await assert.rejects(workspace.createProject('fresh'), { code: 'work-unwritable' });
    assert.equal(workspace.project, 'game');
    backEnd.trouble = undefined;
    await pause();
    assert.equal(session.workspace.saved.value, 'saved');
    await workspace.openProject('quiz');
  });

  it('saves even what is typed while the other is on its way, where it belongs', async () => {
    const { backEnd, workspace } = await open({ game: { 'a.py': '1' }, quiz: { 'a.py': '2' } });
    const opening = workspace.openProject('quiz');
    await Promise.resolve();
    workspace.edit('a.py', 'late');
    await opening;
    await pause();
    assert.equal(backEnd.disk.get('game')?.get('a.py'), 'late');
    assert.equal(backEnd.disk.get('quiz')?.get('a.py'), '2');
    assert.equal(workspace.textOf('a.py'), '2');
  });

  it('does not happen by giving this one another name, under which it is saved from then on', async () => {
    const { backEnd, session, workspace } = await open();
    await workspace.renameProject('adventure');
    workspace.edit('game.py', 'typed');
    await pause();
    assert.equal(session.workspace.saved.value, 'saved');
    assert.equal(backEnd.disk.get('adventure')?.get('game.py'), 'typed');
    assert.deepEqual(session.projects.value.map(({ id }) => id).sort(), ['adventure', 'quiz']);
  });
});

describe('Two windows', () => {
  async function both() {
    const { backEnd, session: one } = await open();
    const two = await backEnd.openWindow();
    await settle();
    return { backEnd, one, two };
  }

  it('show each other what was typed', async () => {
    const { one, two } = await both();
    one.workspace.edit('game.py', 'from one');
    await pause();
    assert.equal(two.workspace.textOf('game.py'), 'from one');
    assert.deepEqual(two.workspace.replaced.value, { path: 'game.py', text: 'from one' });
    two.workspace.edit('game.py', 'from two');
    await pause();
    assert.equal(one.workspace.textOf('game.py'), 'from two');
    assert.equal(one.workspace.saved.value, 'saved');
  });

  it('follow a program that the other gives another name, with what is typed meanwhile', async () => {
    const { backEnd, one, two } = await both();
    two.workspace.edit('game.py', 'typed in two');
    await one.workspace.renameProject('adventure');
    await settle();
    assert.equal(two.workspace.project, 'adventure');
    await pause();
    assert.equal(two.workspace.saved.value, 'saved');
    assert.equal(backEnd.disk.get('adventure')?.get('game.py'), 'typed in two');
    assert.equal(one.workspace.textOf('game.py'), 'typed in two');
    assert.ok(!backEnd.disk.has('game'));
  });

  it('show each other files that come and go', async () => {
    const { one, two } = await both();
    await one.workspace.createFile('new.py', 'n');
    await one.workspace.removeFile('art.py');
    await settle();
    assert.deepEqual(paths(two), ['game.py', 'new.py', 'words.txt']);
    assert.equal(two.workspace.textOf('new.py'), 'n');
    assert.equal(two.workspace.state.value.active, 'game.py');
  });

  it('do not mix up programs that are open in one only', async () => {
    const { backEnd, one, two } = await both();
    await two.workspace.openProject('quiz');
    one.workspace.edit('game.py', 'typed');
    backEnd.write('game', 'more.py', 'm');
    await pause();
    assert.deepEqual(paths(two), ['quiz.py']);
  });

  /** Both type into the same file, and one is first. */
  async function conflict() {
    const windows = await both();
    const { one, two } = windows;
    one.workspace.edit('game.py', 'mine');
    two.workspace.edit('game.py', 'theirs');
    await two.workspace.flush();
    await pause();
    assert.equal(troubleOf(one, 'game.py'), 'changed');
    assert.equal(one.workspace.textOf('game.py'), 'mine', 'nothing is overwritten');
    assert.equal(two.workspace.textOf('game.py'), 'theirs');
    return windows;
  }

  it('let the pupil keep hers', async () => {
    const { backEnd, one, two } = await conflict();
    one.workspace.edit('game.py', 'mine, and more');
    await one.workspace.keepMine('game.py');
    await settle();
    assert.equal(backEnd.disk.get('game')?.get('game.py'), 'mine, and more');
    assert.ok(one.workspace.allSaved);
    assert.equal(two.workspace.textOf('game.py'), 'mine, and more');
  });

  it('let the pupil take the other', async () => {
    const { backEnd, one } = await conflict();
    await one.workspace.takeTheirs('game.py');
    assert.equal(one.workspace.textOf('game.py'), 'theirs');
    assert.ok(one.workspace.allSaved);
    await pause();
    assert.equal(backEnd.disk.get('game')?.get('game.py'), 'theirs');
  });

  for (const [choice, wins, other] of [
    ['keepMine', 'mine', 'theirs'],
    ['takeTheirs', 'theirs', 'mine'],
  ] as const) {
    it(`lose nothing where no versions are kept: ${choice}`, async () => {
      const { backEnd, session, workspace } = await open();
      backEnd.keepsVersions = false;
      workspace.edit('game.py', 'mine');
      backEnd.write('game', 'game.py', 'theirs');
      await pause();
      assert.equal(troubleOf(session, 'game.py'), 'changed');
      await workspace[choice]('game.py');
      assert.equal(backEnd.disk.get('game')?.get('game.py'), wins);
      assert.equal(backEnd.disk.get('game')?.get('game_2.py'), other);
      assert.equal(workspace.state.value.active, 'game.py');
    });

    it(`choose nothing where what loses could not be kept anywhere: ${choice}`, async () => {
      const { backEnd, session, workspace } = await open();
      backEnd.keepsVersions = false;
      workspace.edit('game.py', 'mine');
      backEnd.write('game', 'game.py', 'theirs');
      await pause();
      backEnd.trouble = new Problem('work-unwritable');
      await assert.rejects(workspace[choice]('game.py'), { code: 'work-unwritable' });
      assert.equal(workspace.textOf('game.py'), 'mine');
      assert.equal(backEnd.disk.get('game')?.get('game.py'), 'theirs');
      assert.equal(troubleOf(session, 'game.py'), 'changed');
    });
  }

  for (const [choice, left] of [
    ['keepMine', 'mine'],
    ['takeTheirs', undefined],
  ] as const) {
    it(`let the pupil choose when the other was removed: ${choice}`, async () => {
      const { backEnd, session, workspace } = await open();
      workspace.edit('game.py', 'mine');
      backEnd.write('game', 'game.py', null);
      await pause();
      assert.equal(troubleOf(session, 'game.py'), 'changed');
      await workspace[choice]('game.py');
      assert.equal(backEnd.disk.get('game')?.get('game.py'), left);
      assert.equal(paths(session).includes('game.py'), left !== undefined);
    });
  }

  it('never take away what is typed while the change of the other is on its way', async () => {
    // The news take some turns to come, and the text some more: whenever it is typed, it stays.
    for (let when = 0; when < 30; when++) {
      const { backEnd, workspace } = await open();
      backEnd.write('game', 'game.py', 'theirs');
      for (let turns = 0; turns < when; turns++) await Promise.resolve();
      const shown = workspace.textOf('game.py');
      workspace.edit('game.py', `${shown}!`);
      await pause();
      assert.equal(workspace.textOf('game.py'), `${shown}!`, `typed after ${when} turns`);
    }
  });
});
