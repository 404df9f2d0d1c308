import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { icnsOf, icoOf } from './containers.ts';

const root = join(import.meta.dirname, '../..');
const icons = join(root, 'icons');

/** How many pixels a PNG says that it is wide and high (its IHDR comes first). */
function sizeOf(png: Buffer): number {
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.equal(png.toString('latin1', 12, 16), 'IHDR');
  assert.equal(png.readUInt32BE(16), png.readUInt32BE(20), 'square');
  return png.readUInt32BE(16);
}

/** What each entry of the directory says, and what is where it points. */
function sizesInIco(ico: Buffer): (readonly [said: number, is: number])[] {
  assert.deepEqual([ico.readUInt16LE(0), ico.readUInt16LE(2)], [0, 1]);
  return Array.from({ length: ico.readUInt16LE(4) }, (_, entry) => {
    const at = 6 + 16 * entry;
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    const png = ico.subarray(offset, offset + length);
    assert.equal(png.length, length);
    return [ico.readUInt8(at) || 256, sizeOf(png)] as const;
  });
}

function blocksOf(icns: Buffer): (readonly [type: string, size: number])[] {
  assert.equal(icns.toString('latin1', 0, 4), 'icns');
  assert.equal(icns.readUInt32BE(4), icns.length);
  const found: (readonly [string, number])[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    found.push([icns.toString('latin1', at, at + 4), sizeOf(icns.subarray(at + 8))]);
  }
  return found;
}

describe('The icons', () => {
  it('are of the drawing as it is now: npm run icons', () => {
    const drawing = readFileSync(join(root, 'renderer/design/icon.svg'));
    const now = createHash('sha256').update(drawing).digest('hex');
    assert.equal(readFileSync(join(icons, 'drawing.sha256'), 'utf8').trim(), now);
  });

  it('are as large as they say: for Linux', () => {
    for (const name of readdirSync(join(icons, 'png'))) {
      const size = sizeOf(readFileSync(join(icons, 'png', name)));
      assert.equal(name, `${size}x${size}.png`);
    }
  });

  it('are as large as they say: for Windows, which wants 16 to 256', () => {
    const sizes = sizesInIco(readFileSync(join(icons, 'icon.ico')));
    for (const [said, is] of sizes) assert.equal(said, is);
    assert.deepEqual(
      sizes.map(([size]) => size),
      [16, 24, 32, 48, 64, 128, 256],
    );
  });

  it('are as large as they say: for macOS, which wants every size twice', () => {
    assert.deepEqual(Object.fromEntries(blocksOf(readFileSync(join(icons, 'icon.icns')))), {
      icp4: 16,
      icp5: 32,
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic13: 256,
      ic08: 256,
      ic14: 512,
      ic09: 512,
      ic10: 1024,
    });
  });

  it('are refused in sizes that a container does not have', () => {
    assert.throws(() => icoOf([{ size: 512, png: Buffer.alloc(0) }]), /512/);
    assert.throws(() => icnsOf([{ size: 16, png: Buffer.alloc(0) }]), /32/);
  });
});
