import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { type EngineState, Problem } from '../../app/contract/index.ts';
import type { Phase, ProgramRun, Screen } from './program-run.ts';
import { FakeBackEnd } from './testing/back-end.ts';
import { settle } from './testing/settle.ts';

/** A console that shows at once, and keeps what it showed; with `slow` the test says when. */
class FakeScreen implements Screen {
  text = '';
  ended = 0;
  slow = false;
  readonly unshown: (() => void)[] = [];

  size() {
    return { columns: 80, rows: 24 };
  }

  begin() {
    this.text = '';
  }

  show(text: string, shown: () => void): void {
    this.text += text;
    if (this.slow) this.unshown.push(shown);
    else shown();
  }

  end(): void {
    this.ended += 1;
  }
}

const FILES = { 'a.py': 'print(1)', 'b.py': 'print(2)', 'words.txt': 'one' };

async function open(files: Record<string, string> = FILES) {
  const backEnd = new FakeBackEnd({ game: files });
  const session = await backEnd.openWindow();
  const { run, workspace } = session;
  const screen = new FakeScreen();
  run.attach(screen);
  const phases: Phase['phase'][] = [];
  run.phase.subscribe(() => phases.push(run.phase.value.phase));
  const start = async () => {
    void run.start();
    await settle();
    const program = backEnd.runs.at(-1);
    assert.ok(program, 'the back end was asked to run something');
    return program;
  };
  return { backEnd, session, run, workspace, screen, phases, start };
}

function explanationOf({ phase }: ProgramRun) {
  assert.ok(phase.value.phase === 'ended');
  return phase.value.explanation;
}

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

describe('A program in a window', () => {
  it('goes from the click to its end', async () => {
    const { run, phases, screen, start } = await open();
    const program = await start();
    assert.deepEqual(phases, ['starting']);
    for (const event of [
      { type: 'started' },
      { type: 'output', text: 'Name? ' },
      { type: 'waiting' },
    ] as const) {
      await program.say(event);
    }
    await settle();
    run.type('Ada\r');
    await program.say({ type: 'output', text: 'Hello, Ada' });
    program.end({});
    await settle();
    assert.deepEqual(phases, ['starting', 'waiting', 'running', 'ended']);
    assert.equal(screen.text, 'Name? Hello, Ada');
    assert.equal(screen.ended, 1);
    assert.deepEqual(program.told, ['type Ada\r']);
    const ended = run.phase.value;
    assert.ok(ended.phase === 'ended' && ended.explanation === undefined, 'there is nothing to explain');
  });

  it('is said to run when it has had the time to print its first words', async () => {
    const { phases, start } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    await program.say({ type: 'output', text: 'hello' });
    await settle();
    assert.deepEqual(phases, ['starting']);
    mock.timers.tick(50);
    assert.deepEqual(phases, ['starting', 'running']);
    await program.say({ type: 'waiting' });
    program.end({});
    await settle();
    (await start()).end({});
    await settle();
    mock.timers.tick(50);
    assert.deepEqual(
      phases.slice(2),
      ['waiting', 'ended', 'starting', 'ended'],
      'one that is over does not run',
    );
  });

  it('is the one that is shown, or was before a file that is none, or the first', async () => {
    const { run, workspace, start } = await open();
    for (const [shown, entry] of [
      ['words.txt', 'a.py'],
      ['b.py', 'b.py'],
      ['words.txt', 'b.py'],
    ] as const) {
      workspace.select(shown);
      const program = await start();
      assert.equal(program.params.entry, entry);
      assert.deepEqual([program.params.columns, program.params.rows], [80, 24]);
      program.end({});
      await settle();
      assert.equal(run.phase.value.phase, 'ended');
    }
  });

  it('runs as it is on the screen, saved or not, and is saved by it', async () => {
    const { backEnd, workspace, start } = await open();
    workspace.edit('b.py', 'typed');
    const program = await start();
    assert.deepEqual(program.params.edited, [{ path: 'b.py', text: 'typed' }]);
    assert.equal(backEnd.disk.get('game')?.get('b.py'), 'typed');
  });

  it('does not start without a program, without a console, or while another runs', async () => {
    const textOnly = await open({ 'words.txt': 'one' });
    await textOnly.run.start();
    const { backEnd, run, start } = await open();
    run.attach(undefined);
    await run.start();
    assert.deepEqual([textOnly.backEnd.runs.length, backEnd.runs.length], [0, 0]);
    assert.equal(run.phase.value.phase, 'idle');
    run.attach(new FakeScreen());
    await start();
    await run.start();
    assert.equal(backEnd.runs.length, 1);
  });

  it('that broke is explained by what Python said', async () => {
    const { run, start } = await open();
    const program = await start();
    const place = { file: 'a.py', line: 3, column: 1, source: 'x' };
    await program.say({ type: 'started' });
    await program.say({
      type: 'error',
      error: { name: 'NameError', message: 'x', atCompile: false, place, traceback: 'Traceback …\n' },
    });
    program.end({ verdict: 'runtime error', exitCode: 1 });
    await settle();
    assert.deepEqual(explanationOf(run)?.place, place);
    assert.equal(explanationOf(run)?.traceback, 'Traceback …');

    const next = await start();
    next.end({ verdict: 'runtime error', exitCode: 2 });
    await settle();
    assert.equal(explanationOf(run)?.place, null, 'the error of the one before is forgotten');
  });

  it('that could not be run says why', async () => {
    const { run, screen, start } = await open();
    const program = await start();
    program.fail(new Problem('work-too-large', { most: 5 }));
    await settle();
    assert.deepEqual(run.phase.value, {
      phase: 'failed',
      problem: { code: 'work-too-large', details: { most: 5 } },
    });
    assert.equal(screen.ended, 1);
  });

  it('is over when its line is', async () => {
    const { backEnd, run, start } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    backEnd.hangUp();
    await settle();
    const { value } = run.phase;
    assert.equal(value.phase === 'failed' && value.problem.code, 'connection-lost');
  });
});

describe('Stopping', () => {
  it('a program that runs tells it to stop, once', async () => {
    const { run, phases, start } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    await settle();
    run.stop();
    run.stop();
    await settle();
    assert.deepEqual(program.told, ['stop']);
    await program.say({ type: 'waiting' });
    await program.say({ type: 'output', text: 'last words' });
    await settle();
    assert.deepEqual(phases, ['starting', 'stopping'], 'nothing that it says changes that');
    program.end({ verdict: 'stopped', reason: 'killed', exitCode: null });
    await settle();
    assert.equal(run.phase.value.phase, 'ended');
  });

  it('a program that has not begun gives it up', async () => {
    const { run, start } = await open();
    const program = await start();
    run.stop();
    await settle();
    assert.equal(run.phase.value.phase, 'stopping');
    assert.deepEqual(program.told, ['leave']);
    program.end({ verdict: 'stopped', reason: 'killed', exitCode: null });
    await settle();
    assert.equal(run.phase.value.phase, 'ended');
  });

  it('a program while its box is still being proven gives it up, and is no failure', async () => {
    const { backEnd, run, phases, start } = await open();
    backEnd.tell({ about: 'engine', engine: { state: 'proving' } });
    const program = await start();
    run.stop();
    run.stop();
    await settle();
    assert.deepEqual(program.told, ['leave']);
    program.fail(new Problem('no-such-run'));
    await settle();
    assert.deepEqual(phases, ['starting', 'stopping', 'idle']);
    await start();
    assert.equal(backEnd.runs.length, 2, 'and may be run again');
  });

  it('nothing does nothing', async () => {
    const { run, start } = await open();
    run.stop();
    assert.equal(run.phase.value.phase, 'idle');
    const program = await start();
    program.end({});
    await settle();
    run.stop();
    assert.equal(run.phase.value.phase, 'ended');
  });
});

describe('Typing', () => {
  it('reaches a program only while it runs', async () => {
    const { run, start } = await open();
    run.type('too early');
    const program = await start();
    run.type('still too early');
    run.resize(1, 1);
    await program.say({ type: 'started' });
    await settle();
    run.type('now');
    run.resize(100, 30);
    await settle();
    program.end({});
    await settle();
    run.type('too late');
    await settle();
    assert.deepEqual(program.told, ['type now', 'resize 100 30']);
  });

  for (const [what, text, phase] of [
    ['a letter', 'A', 'waiting'],
    ['Enter', '\r', 'running'],
    ['Ctrl-C', '\x03', 'running'],
    ['Ctrl-D', '\x04', 'running'],
  ] as const) {
    it(`${what} to a program that waits leaves it ${phase}`, async () => {
      const { run, start } = await open();
      const program = await start();
      await program.say({ type: 'started' });
      await program.say({ type: 'waiting' });
      await settle();
      run.type(text);
      assert.equal(run.phase.value.phase, phase);
    });
  }
});

describe('Typing faster than the program reads', () => {
  /** A program that reads nothing of what it was told until `read`. */
  async function slowReader() {
    const opened = await open();
    const program = await opened.start();
    await program.say({ type: 'started' });
    await settle();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    opened.backEnd.reading = promise;
    return { ...opened, program, read: () => (resolve(undefined), settle()) };
  }

  it('asks one thing at a time, and then all that has come since, in order', async () => {
    const { run, program, read } = await slowReader();
    for (const letter of ['a', 'b', 'c', '\r']) run.type(letter);
    await settle();
    assert.deepEqual(program.told, ['type a']);
    await read();
    assert.deepEqual(program.told, ['type a', 'type bc\r']);
  });

  it('sends what was pasted in pieces that the line can carry, and loses nothing', async () => {
    const { run, program, read } = await slowReader();
    const pasted = 'x'.repeat(40_000) + 'y'.repeat(40_000);
    run.type(pasted);
    await read();
    const pieces = program.told.map((told) => told.slice('type '.length));
    assert.equal(pieces.length, 3);
    assert.equal(pieces.join(''), pasted);
  });

  it('lets Ctrl-C pass all that waits', async () => {
    const { run, program } = await slowReader();
    run.type('a');
    run.type('b');
    run.type('\x03');
    await settle();
    assert.deepEqual(program.told, ['type a', 'type \x03']);
  });

  it('keeps nothing for the next program', async () => {
    const { run, program, read, start } = await slowReader();
    run.type('a');
    run.type('for the first');
    await settle();
    program.end({});
    await settle();
    const next = await start();
    await next.say({ type: 'started' });
    await read();
    run.type('for the second');
    await settle();
    assert.deepEqual(program.told, ['type a']);
    assert.deepEqual(next.told, ['type for the second']);
  });
});

describe('A flood of output', () => {
  /** Says so much that the line is full, and gives how many pieces were shown. */
  async function flood(screen: FakeScreen | undefined) {
    const { run, start } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    run.attach(screen);
    const state = { through: false };
    void program.say({ type: 'output', text: 'x'.repeat(200_000) }).then(() => (state.through = true));
    await settle();
    return state;
  }

  it('waits for the console', async () => {
    const screen = Object.assign(new FakeScreen(), { slow: true });
    const state = await flood(screen);
    assert.equal(state.through, false);
    for (const shown of screen.unshown) shown();
    await settle();
    assert.equal(state.through, true);
  });

  it('waits for no console that is not there', async () => {
    assert.equal((await flood(undefined)).through, true);
  });
});

describe('The state of the engine', () => {
  it('is known from the first and followed', async () => {
    const { backEnd, session } = await open();
    await settle();
    assert.equal(session.engine.value.state, 'ready');
    const engine: EngineState = { state: 'failed', problem: { code: 'engine-missing', details: {} } };
    backEnd.tell({ about: 'engine', engine });
    await settle();
    assert.deepEqual(session.engine.value, engine);
  });

  it('is forgotten when another program is opened', async () => {
    const { run, screen, workspace, start, session } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    await program.say({ type: 'output', text: 'one' });
    program.end({});
    await settle();
    assert.equal(run.phase.value.phase, 'ended');
    await workspace.createProject('other');
    assert.deepEqual(run.phase.value, { phase: 'idle' });
    assert.equal(screen.text, '');
    assert.equal(session.steps.recording.value, undefined);
  });

  it('that runs is stopped when another program is opened, and then forgotten', async () => {
    const { run, workspace, start } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    await settle();
    await workspace.createProject('other');
    await settle();
    assert.deepEqual(program.told, ['stop']);
    program.end({ verdict: 'stopped' });
    await settle();
    assert.deepEqual(run.phase.value, { phase: 'idle' });
  });

  it('goes on when its program gets another name', async () => {
    const { run, workspace, start } = await open();
    const program = await start();
    await program.say({ type: 'started' });
    await workspace.renameProject('new name');
    assert.equal(run.phase.value.phase, 'starting', 'and it goes on');
  });
});
