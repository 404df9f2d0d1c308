import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bytesOf, contentOf, dressOf } from './content.ts';

const textOf = (bytes: Uint8Array) => {
  const content = contentOf(bytes);
  return content.kind === 'text' ? content.text : content;
};

describe('A text', () => {
  it('that is not edited comes back byte for byte', () => {
    const piece = fc.constantFrom('a', 'é', '\n', '\r', '\r\n', '\uFEFF', ' ');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const bytes = Buffer.from(pieces.join(''));
        const text = textOf(bytes);
        assert.ok(typeof text === 'string');
        assert.deepEqual(bytesOf(text, dressOf(bytes)), bytes);
      }),
    );
  });

  it('has no byte order mark, and LF where all lines end with CR LF', () => {
    assert.equal(textOf(Buffer.from('\uFEFFa\r\nb')), 'a\nb');
    assert.equal(textOf(Buffer.from('a\r\nb\n')), 'a\r\nb\n', 'mixed ends stay as they are');
  });

  it('that is new has neither', () => {
    assert.equal(bytesOf('a\n').toString(), 'a\n');
  });

  it('is UTF-8 without NUL', () => {
    assert.deepEqual(textOf(Buffer.from([0x61, 0xff])), { kind: 'unreadable', why: 'not-utf8' });
    assert.deepEqual(textOf(Buffer.from('a\0')), { kind: 'unreadable', why: 'nul' });
  });
});
