import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeBackEnd } from './testing/back-end.ts';
import { settle } from './testing/settle.ts';

const HEAD = [
  '{"trace":1,"python":"3.13.5","entry":"a.py"}',
  '["file",0,"a.py"]',
  '["code",0,0,"<module>","module",1]',
  '["code",1,0,"f","function",1]',
  '["c",1,["(",0]]',
  '["l",1]',
  '["c",1,["(",1]]',
  '["l",2]',
  '',
].join('\n');

async function run(trace: string) {
  const backEnd = new FakeBackEnd({ game: { 'a.py': 'f()' }, other: { 'a.py': 'g()' } });
  const { run: programRun, steps, stepper, workspace } = await backEnd.openWindow();
  programRun.attach({
    size: () => ({ columns: 80, rows: 24 }),
    begin: () => undefined,
    show: (_, shown) => shown(),
    end: () => undefined,
  });
  const start = async () => {
    void programRun.start();
    await settle();
    const program = backEnd.runs.at(-1) ?? assert.fail('nothing runs');
    await program.say({ type: 'started' });
    await settle();
    return program;
  };
  const program = await start();
  program.record(trace);
  const whenComplete = async () => {
    while (steps.recording.value?.complete !== true) {
      await new Promise<void>((resolve) => steps.recording.subscribe(resolve));
    }
  };
  const end = async () => {
    program.end({});
    await whenComplete();
  };
  const look = () => stepper.look.value ?? assert.fail('there is nothing to look at');
  return { stepper, workspace, start, end, look };
}

describe('What one looks at', () => {
  it('is the beginning of a program that went well', async () => {
    const { end, look } = await run(`${HEAD}["end","done",4,2]\n`);
    await end();
    assert.equal(look().position, 0);
    assert.equal(look().held, false);
  });

  it('is where an error was raised, not where it had come to', async () => {
    const raised = '["x",2,"ValueError","no"]\n["x",1,"ValueError","no",[")"]]\n["end","error",6,2]\n';
    const { end, look } = await run(HEAD + raised);
    await end();
    assert.equal(look().position, 4);
  });

  it('is nothing when another program is opened, and it stops nowhere', async () => {
    const { end, stepper, workspace } = await run(HEAD);
    await end();
    stepper.stopAt('a.py', [1]);
    await workspace.openProject('other');
    await settle();
    assert.equal(stepper.look.value, undefined);
    assert.equal(stepper.stops.value.size, 0);
  });

  it('is the last step of a program that was stopped', async () => {
    const { end, look } = await run(HEAD);
    await end();
    assert.equal(look().position, 3);
  });

  it('stays where the pupil has gone while the program goes on', async () => {
    const { stepper, end, look } = await run(HEAD);
    await end();
    stepper.goTo(1);
    assert.deepEqual([look().position, look().held], [1, true]);
    stepper.go('back');
    stepper.go('back');
    assert.deepEqual([look().position, look().nowhere], [0, 'back']);
    stepper.go('forward');
    assert.deepEqual([look().position, look().nowhere], [1, undefined]);
    stepper.goTo(99);
    assert.equal(look().position, 3);
  });

  it('begins anew with the next run', async () => {
    const { stepper, start, end, look } = await run(HEAD);
    await end();
    stepper.goTo(1);
    await start();
    while (look().position !== -1) await new Promise<void>((resolve) => stepper.look.subscribe(resolve));
    assert.equal(look().held, false);
    stepper.go('forward');
    assert.equal(look().position, -1);
  });

  it('is the program as it was run, whatever is typed since', async () => {
    const { stepper, workspace, end } = await run(HEAD);
    await end();
    workspace.edit('a.py', { toString: () => 'g()' });
    assert.deepEqual(stepper.linesOf('a.py'), ['f()']);
    assert.deepEqual(stepper.linesOf('b.py'), []);
  });
});
