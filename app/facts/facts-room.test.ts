import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type FileFacts, RunnerError, SpecGate } from '../../runner/index.ts';
import { FactsRoom } from './facts-room.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const FACTS: FileFacts = { kind: 'tooBig', why: 'depth' };

/** A room whose boxes read when the test says so. */
function open() {
  const gate = new SpecGate(publicKey);
  const boxes: { read: string[]; closed: boolean; answers: PromiseWithResolvers<undefined>[] }[] = [];
  const room = new FactsRoom({
    image: '0'.repeat(64),
    privateKey,
    makeBox: () => {
      const box: (typeof boxes)[number] = { read: [], closed: false, answers: [] };
      boxes.push(box);
      return {
        read: async (signed) => {
          const { mode, files } = gate.admit(signed);
          box.read.push(`${mode} ${files.map(({ path, content }) => `${path}=${content}`).join()}`);
          const answer = Promise.withResolvers<undefined>();
          box.answers.push(answer);
          await answer.promise;
          return new Map(files.map(({ path }) => [path, FACTS]));
        },
        [Symbol.asyncDispose]: async () => {
          box.closed = true;
          for (const { reject } of box.answers) reject(new RunnerError('closed'));
        },
      };
    },
  });
  const ask = (pupil: string, text: string) => room.of(pupil, [{ path: 'a.py', text }]);
  return { room, boxes, ask };
}

describe('Facts for pupils', () => {
  it('come from one box a pupil', async () => {
    const { boxes, ask } = open();
    const answers = [ask('Ada', '1'), ask('Bob', '2')];
    for (const box of boxes) box.answers[0]?.resolve(undefined);
    assert.deepEqual(await Promise.all(answers), [
      [{ path: 'a.py', facts: FACTS }],
      [{ path: 'a.py', facts: FACTS }],
    ]);
    const again = ask('Ada', '3');
    boxes[0]?.answers[1]?.resolve(undefined);
    await again;
    assert.deepEqual(
      boxes.map(({ read }) => read),
      [['facts a.py=1', 'facts a.py=3'], ['facts a.py=2']],
    );
  });

  it('are those of the newest request: one that was not begun is dropped', async () => {
    const { boxes, ask } = open();
    const answers = [ask('Ada', '1'), ask('Ada', '2'), ask('Ada', '3')];
    boxes[0]?.answers[0]?.resolve(undefined);
    await turn();
    boxes[0]?.answers[1]?.resolve(undefined);
    const [first, second, third] = await Promise.all(answers);
    assert.ok(first);
    assert.equal(second, null);
    assert.ok(third);
    assert.deepEqual(boxes[0]?.read, ['facts a.py=1', 'facts a.py=3']);
  });

  it('of a file that is too long need no box', async () => {
    const { room, boxes } = open();
    const long = { path: 'long.py', text: 'é'.repeat(26 * 1024) };
    assert.deepEqual(await room.of('Ada', [long]), [
      { path: 'long.py', facts: { kind: 'tooBig', why: 'bytes' } },
    ]);
    const both = room.of('Ada', [long, { path: 'a.py', text: '1' }]);
    await turn();
    boxes[0]?.answers[0]?.resolve(undefined);
    assert.deepEqual(await both, [
      { path: 'long.py', facts: { kind: 'tooBig', why: 'bytes' } },
      { path: 'a.py', facts: FACTS },
    ]);
  });

  it('that cannot be had say why, and the next may', async () => {
    const { boxes, ask } = open();
    const failing = ask('Ada', '1');
    boxes[0]?.answers[0]?.reject(new RunnerError('box-failed'));
    await assert.rejects(failing, new RunnerError('box-failed'));
    const next = ask('Ada', '2');
    boxes[0]?.answers[1]?.resolve(undefined);
    assert.ok(await next);
  });

  it('end with their pupil, and with the room', async () => {
    const { room, boxes, ask } = open();
    const [reading, waiting] = [ask('Ada', '1'), ask('Ada', '2')];
    reading.catch(() => undefined);
    await room.leave('Ada');
    await assert.rejects(reading, new RunnerError('closed'));
    assert.equal(await waiting, null);
    assert.equal(boxes[0]?.closed, true);
    const bob = ask('Bob', '3');
    bob.catch(() => undefined);
    await room[Symbol.asyncDispose]();
    assert.equal(boxes[1]?.closed, true);
    await assert.rejects(ask('Bob', '4'), new RunnerError('closed'));
  });
});
