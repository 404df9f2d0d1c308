/** The two kinds of file in which systems want one picture in many sizes. Both hold PNGs as they are. */

export interface Picture {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** Windows. https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10): a directory, then the pictures. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const HEADER = 6;
  const ENTRY = 16;
  const header = Buffer.alloc(HEADER);
  header.writeUInt16LE(1, 2); // icons, not cursors
  header.writeUInt16LE(pictures.length, 4);
  let at = HEADER + ENTRY * pictures.length;
  const entries = pictures.map(({ size, png }) => {
    if (size > 256) throw new RangeError(`an ico has no room for ${size} pixels`);
    const entry = Buffer.alloc(ENTRY);
    entry.writeUInt8(size % 256, 0); // 0 is 256
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4); // planes
    entry.writeUInt16LE(32, 6); // bits for each pixel
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(at, 12);
    at += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
}

/** What macOS calls a size; `@2x` is for screens with twice the pixels. https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32], // 16@2x
  ['ic12', 64], // 32@2x
  ['ic07', 128],
  ['ic13', 256], // 128@2x
  ['ic08', 256],
  ['ic14', 512], // 256@2x
  ['ic09', 512],
  ['ic10', 1024], // 512@2x
];

/** macOS: blocks, each with its type, its length and a picture. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const blocks = ICNS_TYPES.map(([type, size]) => {
    const png = pictures.find((picture) => picture.size === size)?.png;
    if (png === undefined) throw new RangeError(`an icns wants ${size} pixels`);
    return block(type, png);
  });
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
