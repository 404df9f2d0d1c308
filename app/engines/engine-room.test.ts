import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { RunnerError } from '../../runner/index.ts';
import { EngineRoom } from './engine-room.ts';

/** A room whose engines open when the test says so; `log` is all that happens, in words. */
class House {
  readonly log: string[] = [];
  readonly room: EngineRoom<{ engine: { name: string; version: string } } & AsyncDisposable>;
  closesWell = true;
  #opened = 0;
  #door: PromiseWithResolvers<undefined> | undefined;
  #prove: () => void = () => undefined;

  constructor() {
    this.room = new EngineRoom((beforeProving) => this.#open(beforeProving));
    this.room.onChange(({ state }) => this.log.push(state));
  }

  prove(): void {
    this.#prove();
  }

  /** The engine that is being opened is open, or cannot be. */
  async open(problem?: RunnerError): Promise<void> {
    if (problem === undefined) this.#door?.resolve(undefined);
    else this.#door?.reject(problem);
    await turn();
  }

  /** What happened since this was asked last. */
  news(): string {
    return this.log.splice(0).join(', ');
  }

  async #open(beforeProving: () => void) {
    const number = ++this.#opened;
    this.log.push(`open ${number}`);
    this.#prove = beforeProving;
    this.#door = Promise.withResolvers<undefined>();
    await this.#door.promise;
    return {
      engine: { name: 'podman', version: String(number) },
      [Symbol.asyncDispose]: async () => {
        await turn();
        this.log.push(`close ${number}`);
        if (!this.closesWell) throw new RunnerError('engine-lost');
      },
    };
  }
}

const missing = () => new RunnerError('engine-missing', { engine: 'auto' });

describe('An engine room', () => {
  it('opens at once and says how that goes', async () => {
    const house = new House();
    assert.equal(house.room.state.state, 'starting');
    house.prove();
    await house.open();
    assert.equal(house.news(), 'open 1, proving, ready');
    assert.deepEqual(house.room.state, { state: 'ready', name: 'podman', version: '1' });
    assert.equal((await house.room.ready()).engine.version, '1');
  });

  it('says why it failed, and is well again when that was mended', async () => {
    const house = new House();
    const ready = assert.rejects(house.room.ready(), { code: 'engine-missing' });
    await house.open(missing());
    await ready;
    assert.deepEqual(house.room.state, {
      state: 'failed',
      problem: { code: 'engine-missing', details: { engine: 'auto' } },
    });
    const restarting = house.room.restart();
    await turn();
    await house.open();
    await restarting;
    assert.equal(house.room.state.state, 'ready');
    assert.equal((await house.room.ready()).engine.version, '2');
  });

  it('closes what is open before it opens anew', async () => {
    const house = new House();
    await house.open();
    house.news();
    const restarting = house.room.restart();
    assert.equal(house.room.state.state, 'starting', 'said at once');
    await turn();
    await turn();
    await house.open();
    await restarting;
    assert.match(house.news(), /^starting, close 1, .*open 2, ready$/);
  });

  it('asks whoever wants the engine meanwhile to wait for the new one', async () => {
    const house = new House();
    await house.open();
    const restarting = house.room.restart();
    const ready = house.room.ready();
    await turn();
    await turn();
    await house.open();
    await restarting;
    assert.equal((await ready).engine.version, '2');
  });

  it('has one engine open at a time, however often it is restarted', async () => {
    const house = new House();
    await house.open();
    house.news();
    const restarts = [house.room.restart(), house.room.restart()];
    for (let turns = 0; turns < 10; turns++) await house.open();
    await Promise.all(restarts);
    const opened = house.log.filter((word) => /^(?:open|close)/.test(word));
    assert.deepEqual(opened, ['close 1', 'open 2', 'close 2', 'open 3']);
    assert.deepEqual(house.room.state, { state: 'ready', name: 'podman', version: '3' });
  });

  it('opens anew though the one before would not close', async () => {
    const house = new House();
    await house.open();
    house.closesWell = false;
    const restarting = house.room.restart();
    for (let turns = 0; turns < 5; turns++) await house.open();
    await restarting;
    assert.equal(house.room.state.state, 'ready');
  });

  it('that is closed while it opens closes what it gets', async () => {
    const house = new House();
    const closing = house.room[Symbol.asyncDispose]();
    await turn();
    await house.open();
    await closing;
    assert.match(house.news(), /close 1$/);
    await house.room.restart();
    assert.equal(house.news(), '', 'and opens nothing any more');
  });

  it('that is closed while it restarts opens nothing more', async () => {
    const house = new House();
    await house.open();
    house.news();
    const restarting = house.room.restart();
    await house.room[Symbol.asyncDispose]();
    await restarting;
    assert.equal(house.news(), 'starting, close 1');
  });

  it('that failed closes quietly', async () => {
    const house = new House();
    await house.open(missing());
    await house.room[Symbol.asyncDispose]();
    assert.equal(house.news(), 'open 1, failed');
  });

  it('tells nobody who does not listen any more', async () => {
    const house = new House();
    const heard: string[] = [];
    {
      using _listening = house.room.onChange(({ state }) => heard.push(state));
      house.prove();
    }
    await house.open();
    assert.deepEqual(heard, ['proving']);
  });
});
