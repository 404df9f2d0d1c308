/** A picture, by its first bytes. */
export interface PictureFacts {
  readonly kind: 'png' | 'jpeg' | 'gif' | 'webp';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What kind of picture this is, and how large when it is drawn; undefined if it is none that we know. */
export function pictureFacts(bytes: Buffer): PictureFacts | undefined {
  for (const read of [png, gif, webp, jpeg]) {
    const facts = read(bytes);
    if (facts !== undefined) return facts;
  }
  return undefined;
}

/** The endings that a name of such a picture has. */
export const PICTURE_ENDINGS: Readonly<Record<string, PictureFacts['kind']>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  gif: 'gif',
  webp: 'webp',
};

/** https://www.w3.org/TR/png-3/#11IHDR */
function png(bytes: Buffer): PictureFacts | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\u0089PNG\r\n\u001a\n') return undefined;
  return { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
function gif(bytes: Buffer): PictureFacts | undefined {
  if (bytes.length < 10 || !/^GIF8[79]a/u.test(bytes.toString('latin1', 0, 6))) return undefined;
  return { kind: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(bytes: Buffer): PictureFacts | undefined {
  if (bytes.length < 30 || !/^RIFF.{4}WEBPVP8[ LX]/su.test(bytes.toString('latin1', 0, 16))) return undefined;
  const kind = 'webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { kind, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { kind, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return { kind, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
}

/** ITU-T T.81, B.2.2: the first frame header says how large. */
function jpeg(bytes: Buffer): PictureFacts | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { kind: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
