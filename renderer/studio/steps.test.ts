import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Screen } from './program-run.ts';
import { FakeBackEnd } from './testing/back-end.ts';
import { settle } from './testing/settle.ts';

const HEAD = [
  '{"trace":1,"python":"3.13.5","entry":"a.py"}',
  '["file",0,"a.py"]',
  '["code",0,0,"<module>","module",1]',
  '["c",1,["(",0]]',
  '',
].join('\n');

const SCREEN: Screen = {
  size: () => ({ columns: 80, rows: 24 }),
  begin: () => undefined,
  show: (_text, shown) => shown(),
  end: () => undefined,
};

async function open() {
  const backEnd = new FakeBackEnd({ game: { 'a.py': 'print(1)' } });
  const { run, steps } = await backEnd.openWindow();
  run.attach(SCREEN);
  const start = async () => {
    void run.start();
    await settle();
    const program = backEnd.runs.at(-1);
    assert.ok(program);
    await program.say({ type: 'started' });
    await settle();
    return program;
  };
  /** Until there is such a recording. */
  const until = async (is: () => boolean) => {
    while (!is()) await new Promise<void>((resolve) => steps.recording.subscribe(resolve));
  };
  const recorded = () => steps.recording.value ?? assert.fail('nothing is recorded');
  return { steps, start, until, recorded };
}

describe('The steps of a run', () => {
  it('come while it runs, and are complete when it is over', async () => {
    const { steps, start, until, recorded } = await open();
    assert.equal(steps.recording.value, undefined);
    const program = await start();
    program.record(HEAD + '["l",1');
    await until(() => steps.recording.value?.stepCount === 1);
    program.record(']\n["end","done",2,1]\n');
    program.end({});
    await until(() => steps.recording.value?.complete === true);
    const { trace, stepCount } = recorded();
    assert.equal(stepCount, 2);
    assert.equal(trace.ended?.how, 'done');
    assert.equal(trace.problem, undefined);
  });

  it('of a run that was killed are those that came', async () => {
    const { steps, start, until, recorded } = await open();
    const program = await start();
    program.record(HEAD);
    program.end({ verdict: 'stopped', reason: 'killed' });
    await until(() => steps.recording.value?.complete === true);
    assert.deepEqual(recorded().trace.problem, { code: 'cut' });
    assert.equal(recorded().stepCount, 1);
  });

  it('make way for those of the next run', async () => {
    const { steps, start, until, recorded } = await open();
    const first = await start();
    first.record(HEAD);
    first.end({});
    await until(() => steps.recording.value?.complete === true);
    await settle();
    await start();
    await until(() => recorded().stepCount === 0);
    assert.equal(recorded().complete, false);
  });
});
