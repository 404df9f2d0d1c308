import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Frame, FrameDecoder, MAX_PAYLOAD_BYTES, MalformedFrame, encodeFrame } from './frames.ts';
import { readMessage } from './messages.ts';

const options = { seed: Number(process.env['SANDLOT_SEED'] ?? 1) };

const frame = fc
  .tuple(fc.nat(255), fc.nat(65_535), fc.uint8Array({ maxLength: 300 }))
  .map(([type, exec, bytes]): Frame => ({ type, exec, payload: Buffer.from(bytes) }));

/** Cut bytes at the given places, in any order, some of them twice: empty chunks too. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  return [...sorted, bytes.length].map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end));
}

function decode(chunks: readonly Buffer[]): Frame[] {
  const decoder = new FrameDecoder();
  // Payloads are views of the chunks: a copy of each is what a reader would see at once.
  return chunks.flatMap((chunk) => [...decoder.feed(Buffer.from(chunk))]);
}

describe('Frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 30 }), fc.array(fc.nat()), (frames, places) => {
        const bytes = Buffer.concat(
          frames.map(({ type, exec, payload }) => encodeFrame(type, exec, payload)),
        );
        assert.deepEqual(decode(cut(bytes, places)), frames);
      }),
      options,
    );
  });

  it('of one byte come out of one chunk by the thousand', () => {
    const bytes = Buffer.concat(Array.from({ length: 50_000 }, () => encodeFrame(2, 0, Buffer.from('x'))));
    assert.equal(decode([bytes]).length, 50_000);
  });

  it('come out of single bytes', () => {
    const bytes = encodeFrame(2, 7, Buffer.alloc(5_000, 'x'));
    const [only, ...others] = decode(cut(bytes, [...bytes.keys()]));
    assert.equal(only?.payload.toString(), 'x'.repeat(5_000));
    assert.deepEqual(others, []);
  });

  it('may be as long as is allowed, and not a byte longer', () => {
    assert.equal(decode([encodeFrame(2, 0, Buffer.alloc(MAX_PAYLOAD_BYTES))]).length, 1);
    const header = encodeFrame(2, 0);
    for (const length of [MAX_PAYLOAD_BYTES + 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
      header.writeUInt32BE(length, 3);
      assert.throws(() => decode([header]), MalformedFrame);
    }
  });

  it('that are rubbish are told apart, and never anything worse', () => {
    fc.assert(
      fc.property(frame, (any) => {
        try {
          readMessage(any);
        } catch (error) {
          assert.ok(error instanceof MalformedFrame, String(error));
        }
      }),
      options,
    );
  });

  it('with JSON of any other shape end the connection, unless the pupil’s process wrote them', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const payload = Buffer.from(text);
        for (const type of [1, 6, 8])
          assert.throws(() => readMessage({ type, exec: 0, payload }), MalformedFrame);
        for (const type of [5, 11]) assert.equal(readMessage({ type, exec: 0, payload }), undefined);
      }),
      options,
    );
  });

  for (const exit of [
    '{"exitCode":256,"cpuMicros":0,"peakBytes":0,"oomKills":0}',
    '{"exitCode":-65,"cpuMicros":0,"peakBytes":0,"oomKills":0}',
    '{"exitCode":0.5,"cpuMicros":0,"peakBytes":0,"oomKills":0}',
    '{"exitCode":0,"cpuMicros":-1,"peakBytes":0,"oomKills":0}',
    '{"exitCode":0,"cpuMicros":1e400,"peakBytes":0,"oomKills":0}',
    '{"exitCode":0,"cpuMicros":0,"peakBytes":0,"oomKills":0,"verdict":"accepted"}',
    '{"exitCode":0,"cpuMicros":0,"peakBytes":0}',
    '{"exitCode":"0","cpuMicros":0,"peakBytes":0,"oomKills":0}',
  ]) {
    it(`refuses an exit of ${exit}`, () => {
      assert.throws(() => readMessage({ type: 8, exec: 0, payload: Buffer.from(exit) }), MalformedFrame);
    });
  }

  it('with deep JSON cost no stack', () => {
    const payload = Buffer.alloc(MAX_PAYLOAD_BYTES, '[');
    assert.equal(readMessage({ type: 5, exec: 0, payload }), undefined);
  });
});
