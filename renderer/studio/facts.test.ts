import assert from 'node:assert/strict';
import { type TestContext, describe, it } from 'node:test';
import type { FileFacts } from '../../runner/model/index.ts';
import { Problem } from '../../app/contract/index.ts';
import type { Screen } from './program-run.ts';
import { FakeBackEnd } from './testing/back-end.ts';
import { settle } from './testing/settle.ts';

const SCREEN: Screen = {
  size: () => ({ columns: 80, rows: 24 }),
  begin: () => undefined,
  show: (_text, shown) => shown(),
  end: () => undefined,
};

/** A program of one line, its text told as its only scope's name. */
const good = (text: string): FileFacts => ({
  kind: 'facts',
  complete: true,
  lines: 1,
  statements: 1,
  fStrings: 0,
  lists: 0,
  dicts: 0,
  warnings: [],
  scopes: [
    {
      kind: 'module',
      name: text,
      at: [1, 1],
      lines: [1, 1],
      parent: null,
      parameters: [],
      generator: false,
      fallsThrough: false,
      names: [],
    },
  ],
  imports: [],
  calls: [],
  loops: [],
  branches: [],
  exits: [],
  assignments: [],
  comparisons: [],
  logic: [],
  operations: [],
  discarded: [],
  unreachable: [],
});

const bad: FileFacts = {
  kind: 'syntaxError',
  name: 'SyntaxError',
  message: 'no',
  at: [1, 1],
  source: '(',
  tokens: [],
  clues: [],
};

async function open(t: TestContext, engine?: FakeBackEnd['engine']) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const backEnd = new FakeBackEnd({
    game: { 'a.py': 'x', 'b.py': 'y', 'c.txt': 'z' },
    other: { 'a.py': 'o' },
  });
  backEnd.factsOf = (text) => (text.includes('(') ? bad : good(text));
  if (engine !== undefined) backEnd.engine = engine;
  const session = await backEnd.openWindow();
  session.run.attach(SCREEN);
  const wait = async (millis: number) => {
    t.mock.timers.tick(millis);
    await settle();
  };
  const known = (path: string) => session.facts.known.value.get(path);
  return { backEnd, session, wait, known, workspace: session.workspace };
}

describe('Facts in a window', () => {
  it('are those of every program that is open', async (t) => {
    const { backEnd, wait, known } = await open(t);
    await wait(400);
    assert.deepEqual(backEnd.read, [
      [
        ['a.py', 'x'],
        ['b.py', 'y'],
      ],
    ]);
    assert.equal(known('a.py')?.facts.kind, 'facts');
    assert.equal(known('c.txt'), undefined);
  });

  it('are asked for when the pupil pauses, and only of what she changed', async (t) => {
    const { backEnd, wait, workspace, known } = await open(t);
    await wait(400);
    backEnd.read.length = 0;
    for (const text of ['x1', 'x12', 'x123']) {
      workspace.edit('a.py', text);
      await wait(399);
    }
    assert.deepEqual(backEnd.read, []);
    await wait(400);
    assert.deepEqual(backEnd.read, [[['a.py', 'x123']]]);
    assert.equal(known('a.py')?.text, 'x123');
  });

  it('are not asked for again while nothing changes', async (t) => {
    const { backEnd, wait } = await open(t);
    for (let times = 0; times < 20; times += 1) await wait(1_000);
    assert.equal(backEnd.read.length, 1);
  });

  it('of what is typed while an answer is awaited are asked for after it', async (t) => {
    const { backEnd, wait, workspace, known } = await open(t);
    const reading = Promise.withResolvers<undefined>();
    backEnd.whenRead = reading.promise;
    await wait(400);
    workspace.edit('a.py', 'x2');
    await wait(400);
    assert.equal(backEnd.read.length, 1);
    reading.resolve(undefined);
    await settle();
    assert.equal(known('a.py')?.text, 'x');
    await wait(400);
    assert.equal(known('a.py')?.text, 'x2');
    assert.equal(backEnd.read.length, 2);
  });

  it('of a file with an error keep those from before it', async (t) => {
    const { wait, workspace, known } = await open(t);
    await wait(400);
    workspace.edit('a.py', 'x(');
    await wait(1_000);
    await wait(1_000);
    assert.equal(known('a.py')?.facts.kind, 'syntaxError');
    assert.equal(known('a.py')?.good?.text, 'x');
  });

  it('wait for the engine', async (t) => {
    const { backEnd, session, wait } = await open(t, { state: 'starting' });
    await wait(10_000);
    assert.deepEqual(backEnd.read, []);
    session.engine.set({ state: 'ready', name: 'podman', version: '5' });
    await wait(400);
    assert.equal(backEnd.read.length, 1);
  });

  it('leave the computer to a program that runs, and come after it', async (t) => {
    const { backEnd, session, wait } = await open(t);
    await wait(400);
    session.workspace.edit('a.py', 'x2');
    void session.run.start();
    await settle();
    await backEnd.runs[0]?.say({ type: 'started' });
    await settle();
    await wait(5_000);
    assert.equal(backEnd.read.length, 1);
    backEnd.runs[0]?.end({});
    await settle();
    await wait(400);
    assert.deepEqual(backEnd.read[1], [['a.py', 'x2']]);
  });

  it('of another program take the place of these', async (t) => {
    const { wait, workspace, known } = await open(t);
    await wait(400);
    await workspace.openProject('other');
    await wait(400);
    assert.equal(known('a.py')?.text, 'o');
    assert.equal(known('b.py'), undefined);
  });

  it('of a file that is removed are forgotten', async (t) => {
    const { wait, workspace, known } = await open(t);
    await wait(400);
    await workspace.removeFile('b.py');
    await wait(400);
    assert.equal(known('b.py'), undefined);
  });

  it('that could not be had are asked for at the next occasion, and not before', async (t) => {
    const { backEnd, wait, workspace } = await open(t);
    backEnd.factsOf = () => {
      throw new Problem('box-failed');
    };
    for (let times = 0; times < 20; times += 1) await wait(1_000);
    assert.equal(backEnd.read.length, 1);
    backEnd.factsOf = good;
    workspace.edit('b.py', 'y2');
    await wait(400);
    assert.deepEqual(backEnd.read[1], [
      ['a.py', 'x'],
      ['b.py', 'y2'],
    ]);
  });
});
