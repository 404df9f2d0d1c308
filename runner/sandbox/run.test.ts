import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LIVE_LIMITS, type RunEvent } from '../model/index.ts';
import { Run } from './run.ts';

const USAGE = { cpuMicros: 1, peakBytes: 1, oomKills: 0 };

/** A run whose box says what the test has it say. */
function open(traced = true, factsOf: readonly string[] = []) {
  let pauses = 0;
  const nothing = () => undefined;
  const run = new Run(
    { send: nothing, sendResize: nothing, pause: () => (pauses += 1), resume: nothing, over: nothing },
    {
      limits: { ...LIVE_LIMITS, maxOutputBytes: 10 },
      engine: 'podman',
      warm: true,
      terminal: true,
      traced,
      calls: false,
      peakBefore: 0,
      factsOf,
    },
  );
  const steps = (text: string) => run.accept({ type: 'steps', text });
  const exit = (exitCode: number) => run.accept({ type: 'exit', exitCode, usage: USAGE });
  const textOf = (events: readonly RunEvent[]) =>
    events.map((event) => (event.type === 'steps' ? event.text : '')).join('');
  return { run, steps, exit, textOf, pauses: () => pauses };
}

describe('The steps of a run', () => {
  it('are passed on, and are no output', async () => {
    const { run, steps, exit, textOf } = open();
    steps('["l",1]\n');
    steps('["l",2]\n["l",3]\n');
    exit(0);
    const { events, result } = await run.collect();
    assert.equal(textOf(events), '["l",1]\n["l",2]\n["l",3]\n');
    assert.equal(result.verdict, 'finished');
    assert.equal(result.outputBytes, 0);
  });

  it('make nobody wait, however many there are, and are not kept without end', async () => {
    const { run, steps, exit, textOf, pauses } = open();
    const text = 'x'.repeat(256 * 1024);
    for (let times = 0; times < 200; times += 1) steps(text);
    for (let times = 0; times < 200_000; times += 1) steps('');
    exit(0);
    const { events, result } = await run.collect();
    assert.equal(pauses(), 0);
    assert.ok(textOf(events).length <= 32 * 1024 * 1024 && events.length < 200);
    assert.equal(result.verdict, 'finished');
  });

  it('are dropped where none were asked for, and so is a limit of lines', async () => {
    const { run, steps, exit } = open(false);
    steps('["l",1]\n');
    run.accept({ type: 'spent' });
    exit(0);
    const { events, result } = await run.collect();
    assert.deepEqual(events, []);
    assert.equal(result.verdict, 'finished');
  });

  it('come to an end with a reason', async () => {
    const { run, exit } = open();
    run.accept({ type: 'spent' });
    exit(-9);
    const { verdict, reason } = await run.result;
    assert.equal(`${verdict}: ${String(reason)}`, 'time limit exceeded: instruction limit');
  });
});

describe('The facts of a run', () => {
  const facts = { kind: 'tooBig', why: 'depth' } as const;
  const told = async (factsOf: readonly string[], paths: readonly string[]) => {
    const { run, exit } = open(false, factsOf);
    for (const path of paths) run.accept({ type: 'facts', path, facts });
    exit(0);
    const { events } = await run.collect();
    return events.flatMap((event) => (event.type === 'facts' ? [event.path] : []));
  };

  it('are those of the files that were asked about, once each', async () => {
    assert.deepEqual(await told(['a.py', 'b.py'], ['b.py', 'a.py', 'a.py', 'c.py']), ['b.py', 'a.py']);
  });

  it('are not believed of a program that runs', async () => {
    assert.deepEqual(await told([], ['a.py']), []);
  });
});
