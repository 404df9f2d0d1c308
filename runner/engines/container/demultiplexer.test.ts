import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AttachedStream, Demultiplexer, MalformedStream } from './demultiplexer.ts';

interface Part {
  readonly stream: AttachedStream;
  readonly text: string;
}

function encode({ stream, text }: Part): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream === 'stdout' ? 1 : 2, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

/** What each stream said, all of it. */
function demultiplex(chunks: readonly Buffer[]): Record<AttachedStream, string> {
  const said = { stdout: '', stderr: '' };
  const parts = new Demultiplexer((stream, bytes) => (said[stream] += bytes.toString('latin1')));
  for (const chunk of chunks) parts.feed(chunk);
  return said;
}

const part = fc.record({
  stream: fc.constantFrom<AttachedStream>('stdout', 'stderr'),
  text: fc.string({ unit: 'grapheme-ascii', maxLength: 100 }),
});

describe('An attached stream', () => {
  it('says what each of its streams said, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat()), (parts, places) => {
        const bytes = Buffer.concat(parts.map(encode));
        const cuts = [
          ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b),
          bytes.length,
        ];
        const said = demultiplex(cuts.map((end, index) => bytes.subarray(cuts[index - 1] ?? 0, end)));
        for (const stream of ['stdout', 'stderr'] as const) {
          const texts = parts.filter((one) => one.stream === stream).map(({ text }) => text);
          assert.equal(said[stream], texts.join(''));
        }
      }),
      { seed: Number(process.env['SANDLOT_SEED'] ?? 1) },
    );
  });

  it('of 5,000 parts of one byte in one chunk costs no stack', () => {
    const chunk = Buffer.concat(Array.from({ length: 5_000 }, () => encode({ stream: 'stdout', text: 'x' })));
    assert.equal(demultiplex([chunk]).stdout.length, 5_000);
  });

  it('of empty parts says nothing', () => {
    const empty = encode({ stream: 'stdout', text: '' });
    assert.deepEqual(demultiplex([empty, empty, encode({ stream: 'stderr', text: 'x' })]), {
      stdout: '',
      stderr: 'x',
    });
  });

  it('with a part of another type is refused', () => {
    for (const type of [0, 3, 255]) {
      assert.throws(() => demultiplex([Buffer.from([type, 0, 0, 0, 0, 0, 0, 1, 65])]), MalformedStream);
    }
  });
});
