import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import {
  type Call,
  Client,
  type Handlers,
  type Port,
  Problem,
  type WindowRunEvent,
  portPair,
  serve,
} from './index.ts';

const start = { project: 'p', entry: 'a.py', edited: [], columns: 80, rows: 24 };

/** A back end with these handlers only, and a line to it. */
function backEnd(handlers: Partial<Handlers>): Port {
  const [window, host] = portPair();
  serve(host, handlers as Handlers);
  return window;
}

const connect = (handlers: Partial<Handlers>) => new Client(backEnd(handlers));

/** What a back end answers to messages that no client of ours would send; undefined for the end of the line. */
async function answersTo(handlers: Partial<Handlers>, ...messages: unknown[]): Promise<unknown[]> {
  const port = backEnd(handlers);
  const answers: unknown[] = [];
  port.onMessage((message) => answers.push(message));
  port.onClose(() => answers.push(undefined));
  for (const message of messages) port.send(message);
  for (let turns = 0; turns < 5; turns++) await turn();
  return answers;
}

const codeOf = (answer: unknown) => (answer as { problem?: { code: string } } | undefined)?.problem?.code;

describe('A call', () => {
  it('gets its answer, and problems as data', async () => {
    const client = connect({
      'project.create': async ({ project }) => ({ id: project, files: [], shown: null }),
      'project.rename': async () => {
        throw new Problem('project-exists', { name: 'b' });
      },
    });
    assert.deepEqual(await client.call('project.create', { project: 'a' }), {
      id: 'a',
      files: [],
      shown: null,
    });
    await assert.rejects(client.call('project.rename', { project: 'a', name: 'b' }), {
      code: 'project-exists',
      details: { name: 'b' },
    });
  });

  it('whose handler breaks is told so, with its words', async () => {
    const client = connect({ doctor: () => Promise.reject(new TypeError('oh')) });
    await assert.rejects(client.call('doctor', {}), (error: Problem) => {
      assert.equal(error.code, 'unexpected');
      assert.match(String(error.details['words']), /^TypeError: oh$/);
      return true;
    });
  });

  it('is told of a problem however much an engine says of it', async () => {
    const words = `<html>${'x'.repeat(4_000)}`;
    for (const problem of [new Problem('engine-lost', { words }), new Error(words)]) {
      const client = connect({ doctor: () => Promise.reject(problem) });
      await assert.rejects(client.call('doctor', {}), ({ details }: Problem) => {
        assert.match(String(details['words']), /<html>x+$/);
        assert.equal(String(details['words']).length, 4_000);
        return true;
      });
    }
  });

  it('whose answer is in no envelope fails, and is left', async () => {
    for (const rubbish of [
      { type: 'throw', problem: { code: 'engine-lost', details: { words: 'x'.repeat(4_001) } } },
      { type: 'throw', problem: { code: 'of a newer studio', details: {} } },
      { type: 'event', event: {} },
      {},
    ]) {
      const [window, host] = portPair();
      const heard: unknown[] = [];
      host.onMessage((message) => {
        heard.push(message);
        if (heard.length === 1) for (const id of [99, 'one', 1]) host.send({ ...rubbish, id });
      });
      await assert.rejects(new Client(window).call('doctor', {}), { code: 'bad-answer' });
      await turn();
      assert.deepEqual(heard.slice(1), [{ type: 'leave', id: 1 }]);
    }
  });

  it('whose answer makes no sense fails', async () => {
    const client = connect({ 'project.list': () => Promise.resolve('rubbish' as never) });
    await assert.rejects(client.call('project.list', {}), { code: 'bad-answer' });
  });

  it('fails when the line ends, and so does every later one', async () => {
    const port = backEnd({ doctor: () => new Promise(() => undefined) });
    let lost = 0;
    const client = new Client(port, () => (lost += 1));
    const call = client.call('doctor', {});
    port.close();
    await assert.rejects(call, { code: 'connection-lost' });
    await assert.rejects(client.call('doctor', {}), { code: 'connection-lost' });
    assert.equal(lost, 1);
  });
});

describe('A window', () => {
  it('that sends rubbish loses its line', async () => {
    for (const rubbish of [1, 'text', null, {}, { type: 'call' }, { type: 'taken', id: 1, size: -5 }]) {
      assert.deepEqual(await answersTo({}, rubbish), [undefined], JSON.stringify(rubbish));
    }
  });

  it('that asks for what there is not, or in the wrong form, is told', async () => {
    const handlers = { 'project.open': () => Promise.reject(new Error('never asked')) };
    const call = (method: string, params: unknown) =>
      answersTo(handlers, { type: 'call', id: 1, method, params }).then(([answer]) => codeOf(answer));
    assert.equal(await call('rm -rf', {}), 'bad-request');
    assert.equal(await call('constructor', {}), 'bad-request');
    assert.equal(await call('project.open', { project: 7 }), 'bad-request');
    assert.equal(await call('project.open', { project: 'a', more: 1 }), 'bad-request');
    assert.equal(await call('project.open', { project: 'x'.repeat(300) }), 'bad-request');
  });

  it('that uses a number twice, or takes what nobody gave, loses its line', async () => {
    const handlers = { doctor: () => new Promise<never>(() => undefined) };
    const call = { type: 'call', id: 1, method: 'doctor', params: {} };
    assert.deepEqual(await answersTo(handlers, call, call), [undefined]);
    assert.deepEqual(await answersTo(handlers, call, { type: 'taken', id: 1, size: 1 }), [undefined]);
  });

  it('may have so many calls open and no more', async () => {
    const handlers = { doctor: () => new Promise<never>(() => undefined) };
    const calls = Array.from({ length: 65 }, (_, id) => ({ type: 'call', id, method: 'doctor', params: {} }));
    assert.deepEqual((await answersTo(handlers, ...calls)).map(codeOf), ['too-many-calls']);
  });

  it('may leave a call that is over, and take from one', async () => {
    assert.deepEqual(await answersTo({}, { type: 'leave', id: 9 }, { type: 'taken', id: 9, size: 1 }), []);
  });
});

describe('A stream', () => {
  /** A back end that emits as fast as it may, and says how much it got rid of. */
  function flood(piece: string) {
    const state = { emitted: 0, left: false };
    const run = async (_: unknown, call: Call<WindowRunEvent>) => {
      call.onLeave(() => (state.left = true));
      while (!state.left) {
        await call.emit({ type: 'output', text: piece });
        state.emitted += piece.length;
      }
      throw new Problem('no-such-run');
    };
    return { state, client: connect({ run }) };
  }

  it('waits at its source until what it said is taken', async () => {
    const { state, client } = flood('x'.repeat(10_000));
    const takers: (() => void)[] = [];
    const stream = client.stream('run', start, (_, taken) => void takers.push(taken));
    for (let turns = 0; turns < 50; turns++) await turn();
    const first = state.emitted;
    assert.ok(first > 100_000 && first < 200_000, `${first} characters went out`);
    for (const taken of takers.splice(0)) taken();
    for (let turns = 0; turns < 50; turns++) await turn();
    assert.ok(state.emitted >= 2 * first, 'and goes on');
    stream.leave();
    await assert.rejects(stream.done, { code: 'no-such-run' });
  });

  it('that is left lets go of whoever waits for room', async () => {
    const { state, client } = flood('x'.repeat(200_000));
    const stream = client.stream('run', start, () => undefined);
    for (let turns = 0; turns < 5; turns++) await turn();
    stream.leave();
    await assert.rejects(stream.done, { code: 'no-such-run' });
    assert.equal(state.left, true);
  });

  it('ends when its window is gone', async () => {
    const gone = Promise.withResolvers<undefined>();
    const port = backEnd({
      run: (_, call) => (call.onLeave(() => gone.resolve(undefined)), new Promise(() => undefined)),
    });
    new Client(port).stream('run', start, () => undefined).done.catch(() => undefined);
    await turn();
    port.close();
    await gone.promise;
  });

  it('never shows its window an event that makes no sense', async () => {
    const run: Handlers['run'] = async (_, call) => {
      await call.emit({ type: 'spell', text: 'hocus' } as never);
      await call.emit({ type: 'waiting' });
      throw new Problem('closed');
    };
    const seen: unknown[] = [];
    const stream = connect({ run }).stream('run', start, (event, taken) => {
      seen.push(event);
      taken();
    });
    await assert.rejects(stream.done, { code: 'closed' });
    assert.deepEqual(seen, [{ type: 'waiting' }]);
  });
});
