import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LIVE_LIMITS, type Run, type RunEvent, RunnerError, type RunResult } from '../../runner/index.ts';
import { Client, type Handlers, type WindowRunEvent, portPair, serve } from '../contract/index.ts';
import type { Program } from './program.ts';
import { Traces } from './traces.ts';
import { WindowRuns } from './window-runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-window-'));
after(() => rmSync(folder, { recursive: true }));

const RESULT: RunResult = {
  verdict: 'finished',
  reason: null,
  exitCode: 0,
  signal: null,
  wallMillis: 1,
  cpuMillis: 1,
  peakMemoryBytes: 1,
  outputBytes: 0,
  truncated: false,
  engine: 'podman',
  warm: true,
};

const PROGRAM: Program = {
  entry: 'a.py',
  files: [],
  stdio: { kind: 'terminal', columns: 80, rows: 24 },
  tracebacks: 'reported',
  limits: LIVE_LIMITS,
  trace: null,
};

/** A run that says what the test has it say, and writes down what it is told. */
class FakeRun {
  readonly told: string[] = [];
  readonly #events: RunEvent[] = [];
  readonly #over = Promise.withResolvers<RunResult>();
  readonly result = this.#over.promise;
  #wake = Promise.withResolvers<undefined>();

  say(...events: RunEvent[]): void {
    this.#events.push(...events);
    this.#wake.resolve(undefined);
  }

  print(...bytes: number[]): void {
    this.say({ type: 'stdout', data: Buffer.from(bytes) });
  }

  end(verdict: RunResult['verdict'] = 'finished'): void {
    this.#over.resolve({ ...RESULT, verdict });
    this.#wake.resolve(undefined);
  }

  stop(): void {
    this.told.push('stop');
    this.end('stopped');
  }

  resize(columns: number, rows: number): void {
    this.told.push(`resize ${columns} ${rows}`);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.told.push(`write ${Buffer.from(bytes).toString()}`);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent> {
    const state = { over: false };
    void this.result.then(() => (state.over = true));
    for (;;) {
      yield* this.#events.splice(0);
      if (state.over) return;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers<undefined>();
    }
  }
}

/** A window whose program is started when the test says so. */
function open(engine: Promise<unknown> = Promise.resolve()) {
  const run = new FakeRun();
  const turnOfIt = Promise.withResolvers<Run>();
  const prepared = Promise.withResolvers<undefined>();
  const state = { started: 0, givenUp: false };
  const runs = new WindowRuns({
    program: () => prepared.promise.then(() => PROGRAM),
    traces: new Traces(folder),
    ready: async () => {
      await engine;
      return (_, signal) => {
        state.started += 1;
        signal.addEventListener('abort', () => (state.givenUp = true));
        return turnOfIt.promise;
      };
    },
  });
  const [window, host] = portPair();
  serve(host, runs.handlers as unknown as Handlers);
  const client = new Client(window);
  const events: WindowRunEvent[] = [];
  const params = { project: 'p', entry: 'a.py', edited: [], columns: 80, rows: 24 };
  const stream = client.stream('run', params, (event, taken) => {
    events.push(event);
    taken();
  });
  stream.done.catch(() => undefined);
  return {
    run,
    state,
    client,
    stream,
    events,
    window,
    prepare: () => (prepared.resolve(undefined), settle()),
    start: () => (prepared.resolve(undefined), turnOfIt.resolve(run as unknown as Run), settle()),
    refuse: (error: Error) => (prepared.resolve(undefined), turnOfIt.reject(error), settle()),
    text: () => events.map((event) => (event.type === 'output' ? event.text : '')).join(''),
  };
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await turn();
}

describe('A run of a window', () => {
  it('tells what the program says, in order, and how it ended', async () => {
    const { run, start, stream, events } = open();
    await start();
    run.print(...Buffer.from('Name? '));
    run.say({ type: 'waiting' });
    run.end();
    assert.deepEqual(await stream.done, { result: RESULT, limits: LIVE_LIMITS });
    assert.deepEqual(events, [{ type: 'started' }, { type: 'output', text: 'Name? ' }, { type: 'waiting' }]);
  });

  it('puts characters together that came in pieces', async () => {
    const { run, start, stream, text } = open();
    await start();
    for (const byte of Buffer.from('a€🐍ä')) run.print(byte);
    run.end();
    await stream.done;
    assert.equal(text(), 'a€🐍ä');
  });

  it('shows bytes that are no text, and a character that never ends, as such', async () => {
    const { run, start, stream, text } = open();
    await start();
    run.print(0x61, 0xff, 0x62);
    run.print(0xe2, 0x82); // the euro sign without its end
    run.end();
    await stream.done;
    assert.equal(text(), 'a\uFFFDb\uFFFD');
  });

  it('does not mix the halves of characters of its two streams', async () => {
    const { run, start, stream, text } = open();
    await start();
    const [first = 0, second = 0] = Buffer.from('ä');
    run.print(first);
    run.say({ type: 'stderr', data: Buffer.from('!') });
    run.print(second);
    run.end();
    await stream.done;
    assert.equal(text(), '!ä');
  });

  it('hears what is typed, the size of its window, and that it shall stop', async () => {
    const { run, start, stream, client } = open();
    await start();
    await client.call('run.input', { run: stream.id, text: 'ä\r' });
    await client.call('run.resize', { run: stream.id, columns: 100, rows: 30 });
    await client.call('run.stop', { run: stream.id });
    assert.deepEqual(run.told, ['write ä\r', 'resize 100 30', 'stop']);
    assert.equal((await stream.done).result.verdict, 'stopped');
  });

  it('is nobody to talk to before it has begun and after it is over', async () => {
    const { run, start, stream, client } = open();
    const talk = () => client.call('run.input', { run: stream.id, text: 'x' });
    await assert.rejects(talk(), { code: 'no-such-run' });
    await start();
    run.end();
    await stream.done;
    await assert.rejects(talk(), { code: 'no-such-run' });
    await assert.rejects(client.call('run.stop', { run: stream.id }), { code: 'no-such-run' });
    assert.deepEqual(run.told, []);
  });

  it('is stopped when it is left', async () => {
    const { run, start, stream } = open();
    await start();
    stream.leave();
    assert.equal((await stream.done).result.verdict, 'stopped');
    assert.deepEqual(run.told, ['stop']);
  });

  it('is stopped when its window goes', async () => {
    const { run, start, window } = open();
    await start();
    window.close();
    await settle();
    assert.deepEqual(run.told, ['stop']);
  });

  it('that is left while it waits for its turn is over at once, and stopped if it has its turn all the same', async () => {
    const { run, prepare, start, stream, events, state } = open();
    await prepare();
    stream.leave();
    await assert.rejects(stream.done, { code: 'no-such-run' });
    assert.ok(state.givenUp, 'so that it leaves the queue');
    await start();
    assert.deepEqual(run.told, ['stop']);
    assert.deepEqual(events, []);
  });

  it('that is left before its files were read is never started', async () => {
    const { run, start, stream, state } = open();
    stream.leave();
    await settle();
    await start();
    assert.equal(state.started, 0);
    assert.deepEqual(run.told, []);
  });

  it('that is left while boxes are still being proven is over at once, and never started', async () => {
    const proven = Promise.withResolvers<undefined>();
    const { run, prepare, start, stream, state } = open(proven.promise);
    await prepare();
    stream.leave();
    await assert.rejects(stream.done, { code: 'no-such-run' });
    proven.resolve(undefined);
    await start();
    assert.deepEqual([state.started, run.told], [0, []]);
  });

  it('that cannot be started says why', async () => {
    const { refuse, stream, client } = open();
    await refuse(new RunnerError('queue-full', { running: 4 }));
    await assert.rejects(stream.done, { code: 'queue-full' });
    await assert.rejects(client.call('run.stop', { run: stream.id }), { code: 'no-such-run' });
  });

  it('has a trace that can be read while it goes on and afterwards', async () => {
    const { run, start, stream, client, events } = open();
    await start();
    let text = '';
    const read = () =>
      client.stream('trace.read', { run: stream.id }, (event, taken) => {
        text += event.text;
        taken();
      }).done;
    const reading = read();
    run.say({ type: 'steps', text: '{"trace":1,"python":"3.13.5","entry":"a.py"}\n["file",0,"a.py"]\n' });
    run.say({ type: 'steps', text: '["code",0,0,"<module>","module",1]\n["c",1,["(",0]]\n' });
    run.end();
    await stream.done;
    await reading;
    const first = text;
    assert.match(first, /^\{.*\n.*\n.*\n\["c",1,\["\(",0\]\]\n$/);
    text = '';
    await read();
    assert.equal(text, first);
    assert.deepEqual(events, [{ type: 'started' }]);
    const other = client.stream('trace.read', { run: 999 }, (_, taken) => taken());
    await assert.rejects(other.done, { code: 'no-such-run' });
  });

  it('has a trace that need not be read to its end', async () => {
    const { run, start, stream, client } = open();
    await start();
    const reading = client.stream('trace.read', { run: stream.id }, (_, taken) => taken());
    await settle();
    reading.leave();
    await assert.rejects(reading.done, { code: 'no-such-run' });
    run.end();
    await stream.done;
  });
});
