import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Problem } from '../../app/contract/index.ts';
import { FakeBackEnd } from './testing/back-end.ts';
import { settle } from './testing/settle.ts';

async function pass(millis: number): Promise<void> {
  mock.timers.tick(millis);
  await settle();
}

async function open() {
  const backEnd = new FakeBackEnd({ game: { 'a.py': 'print(1)' } });
  const session = await backEnd.openWindow();
  await settle();
  return { backEnd, session };
}

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
afterEach(() => mock.timers.reset());

describe('A session', () => {
  it('that cannot be opened says why', async () => {
    const backEnd = new FakeBackEnd({ game: {} });
    backEnd.openTrouble = new Problem('store-unusable', { words: 'damaged' });
    await assert.rejects(backEnd.openWindow(), { code: 'store-unusable' });
  });

  it('changes settings, and hears of changes elsewhere', async () => {
    const { backEnd, session } = await open();
    await session.changeSettings({ theme: 'dark' });
    assert.equal(session.settings.value.settings.theme, 'dark');
    const settings = { ...session.settings.value, guarded: true };
    backEnd.tell({ about: 'settings', settings });
    await settle();
    assert.equal(session.settings.value.guarded, true);
  });

  it('has what was set in it at once, and still when others tell of settings that do not have it yet', async () => {
    const { backEnd, session } = await open();
    const before = session.settings.value;
    const own = () => session.settings.value.settings;
    void session.changeOwn({ scale: 110 });
    void session.changeOwn({ scale: 125 });
    assert.equal(own().scale, 125);
    backEnd.tell({ about: 'settings', settings: before });
    await settle();
    assert.equal(own().scale, 125);
    const theirs = { ...before, settings: { ...before.settings, scale: 200 } as const };
    backEnd.tell({ about: 'settings', settings: theirs });
    await settle();
    assert.equal(own().scale, 200, 'it was kept, and then changed elsewhere');
  });

  it('lets one past the welcome whether or not that can be kept', async () => {
    const { backEnd, session } = await open();
    const before = session.settings.value;
    backEnd.hangUp();
    session.setWelcomed(true);
    await settle();
    backEnd.tell({ about: 'settings', settings: before });
    await settle();
    assert.equal(session.settings.value.settings.welcomed, true);
    session.setWelcomed(false);
    assert.equal(session.settings.value.settings.welcomed, false);
  });

  it('keeps the list of programs as it is', async () => {
    const { session } = await open();
    await session.workspace.createProject('quiz');
    await settle();
    assert.deepEqual(
      session.projects.value.map(({ id }) => id),
      ['game', 'quiz'],
    );
  });
});

describe('A line that is lost', () => {
  it('comes back by itself, with how things are then, and saves what was typed meanwhile', async () => {
    const { backEnd, session } = await open();
    backEnd.hangUp();
    await settle();
    assert.equal(session.line.state.value, 'lost');
    session.workspace.edit('a.py', 'typed without a line');
    await pass(300);
    assert.equal(session.workspace.allSaved, false);
    backEnd.engine = { state: 'proving' };
    await pass(1_000);
    assert.equal(session.line.state.value, 'open');
    assert.equal(session.engine.value.state, 'proving');
    assert.equal(session.workspace.allSaved, true);
    assert.equal(backEnd.disk.get('game')?.get('a.py'), 'typed without a line');
  });

  it('hears again what changes', async () => {
    const { backEnd, session } = await open();
    backEnd.hangUp();
    await settle();
    await pass(1_000);
    backEnd.write('game', 'a.py', 'theirs');
    await settle();
    assert.equal(session.workspace.textOf('a.py'), 'theirs');
  });

  it('shows what changed meanwhile: files that are new, other, or gone', async () => {
    const { backEnd, session } = await open();
    const disk = backEnd.disk.get('game');
    disk?.set('b.py', 'stays');
    disk?.set('c.py', 'goes');
    await session.workspace.openProject('game');
    backEnd.hangUp();
    await settle();
    disk?.set('b.py', 'changed');
    disk?.delete('c.py');
    disk?.set('d.py', 'new');
    await pass(1_000);
    const { workspace } = session;
    assert.deepEqual(
      workspace.state.value.files.map(({ path }) => [path, workspace.textOf(path)]),
      [
        ['a.py', 'print(1)'],
        ['b.py', 'changed'],
        ['d.py', 'new'],
      ],
    );
    assert.equal(workspace.allSaved, true);
  });

  it('leaves the choice to the pupil when both have written meanwhile', async () => {
    const { backEnd, session } = await open();
    const { workspace } = session;
    backEnd.hangUp();
    await settle();
    workspace.edit('a.py', 'mine');
    backEnd.disk.get('game')?.set('a.py', 'theirs');
    await pass(1_000);
    await pass(2_000);
    assert.equal(workspace.state.value.files[0]?.trouble?.state, 'changed');
    assert.equal(workspace.textOf('a.py'), 'mine');
    assert.equal(backEnd.disk.get('game')?.get('a.py'), 'theirs');
    await workspace.keepMine('a.py');
    assert.equal(backEnd.disk.get('game')?.get('a.py'), 'mine');
  });

  it('is tried again as long as it takes', async () => {
    const { backEnd, session } = await open();
    const lines: string[] = [];
    session.line.state.subscribe(() => lines.push(session.line.state.value));

    backEnd.hangUp();
    await settle();
    backEnd.openTrouble = new Problem('store-unusable', { words: 'not yet' });
    for (let tries = 0; tries < 5; tries++) await pass(1_000);
    assert.deepEqual(lines, ['lost'], 'it counts as open only when it is of use');
    backEnd.openTrouble = undefined;
    await pass(1_000);
    await pass(1_000);
    assert.deepEqual(lines, ['lost', 'open']);
  });

  it('may be lost again while it comes back', async () => {
    const { backEnd, session } = await open();
    backEnd.hangUp();
    await settle();
    mock.timers.tick(1_000);
    backEnd.hangUp();
    await settle();
    assert.equal(session.line.state.value, 'lost');
    await pass(1_000);
    assert.equal(session.line.state.value, 'open');
  });
});
