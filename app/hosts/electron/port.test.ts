import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { MAX_MESSAGE_CHARACTERS } from '../../contract/index.ts';
import { MainPort } from './port.ts';

/** Electron's end of a line; what a window sends is emitted on it as `message`. */
class FakeEnd extends EventEmitter {
  readonly sent: string[] = [];
  isStarted = false;

  postMessage(text: string): void {
    this.sent.push(text);
  }
  start(): void {
    this.isStarted = true;
  }
  close(): void {
    this.emit('closed by us');
  }
}

/** A line, what is heard on it, and how often it has ended. */
function line() {
  const end = new FakeEnd();
  const port = new MainPort(end);
  const seen = { heard: [] as unknown[], ends: 0 };
  port.onMessage((message) => seen.heard.push(message));
  port.onClose(() => (seen.ends += 1));
  return { end, port, seen, say: (data: unknown) => end.emit('message', { data, ports: [] }) };
}

describe('A line to a window in Electron', () => {
  it('carries JSON as text, both ways', () => {
    const { end, port, seen, say } = line();
    assert.ok(end.isStarted);
    for (const value of [null, 1, 'ü\0\u{1f600}', { a: [{}] }]) {
      say(JSON.stringify(value));
      assert.deepEqual(seen.heard.at(-1), value);
      port.send(value);
      assert.equal(end.sent.at(-1), JSON.stringify(value));
    }
  });

  it('carries the longest message, and ends with a longer one', async () => {
    const { end, seen, say } = line();
    const longest = 'x'.repeat(MAX_MESSAGE_CHARACTERS - 2);
    say(`"${longest}"`);
    assert.ok(seen.heard[0] === longest);
    const closed = once(end, 'closed by us');
    say(`"${longest}x"`);
    await closed;
    assert.deepEqual([seen.heard.length, seen.ends], [1, 1]);
  });

  it('ends with what is no JSON in text', async () => {
    for (const rubbish of ['', '{', 'undefined', undefined, 7, {}, new Map(), new ArrayBuffer(8)]) {
      const { seen, say } = line();
      say(rubbish);
      await turn();
      assert.deepEqual(seen, { heard: [], ends: 1 });
    }
  });

  it('that has ended carries nothing more, and says so once', async () => {
    const { end, port, seen, say } = line();
    port.close();
    end.emit('close');
    say('1');
    port.send(2);
    await turn();
    assert.deepEqual([seen, end.sent], [{ heard: [], ends: 1 }, []]);
  });
});
