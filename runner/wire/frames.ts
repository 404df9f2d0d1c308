/** Frames between the host and a box, as PROTOCOL.md describes them. */

/** What the host says to a box. */
export const Inward = { job: 1, stdin: 2, eof: 3, resize: 4, interrupt: 5, kill: 6 } as const;

/** What a box says to the host. */
export const Outward = {
  ready: 1,
  stdout: 2,
  stderr: 3,
  waiting: 4,
  error: 5,
  usage: 6,
  stdinTaken: 7,
  exit: 8,
  steps: 9,
  spent: 10,
  facts: 11,
  value: 12,
} as const;

/** type (1 byte), exec (2), length (4), big endian. */
const HEADER_BYTES = 7;

/** No frame from a box carries more; one that claims to ends the connection. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

export interface Frame {
  readonly type: number;
  /** Which exec of the box it belongs to, from 0. */
  readonly exec: number;
  readonly payload: Buffer;
}

export function encodeFrame(type: number, exec: number, payload: Uint8Array = new Uint8Array()): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.writeUInt8(type, 0);
  frame.writeUInt16BE(exec, 1);
  frame.writeUInt32BE(payload.length, 3);
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/** The bytes are not frames of ours. There is no way to find the next one, so the box is given up. */
export class MalformedFrame extends Error {
  override readonly name = 'MalformedFrame';
}

/**
 * Cuts a stream of bytes into frames, whatever the sizes of the chunks in which it comes. Payloads are views
 * of the chunks where that is possible, and copies where a frame spans two.
 */
export class FrameDecoder {
  #rest: Buffer = Buffer.alloc(0);

  /** @throws MalformedFrame */
  *feed(chunk: Uint8Array): Generator<Frame, void> {
    const next = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const data = this.#rest.length === 0 ? next : Buffer.concat([this.#rest, next]);
    let at = 0;
    while (data.length - at >= HEADER_BYTES) {
      const length = data.readUInt32BE(at + 3);
      if (length > MAX_PAYLOAD_BYTES) throw new MalformedFrame(`a frame of ${length} bytes`);
      const start = at + HEADER_BYTES;
      if (data.length - start < length) break;
      const frame = {
        type: data.readUInt8(at),
        exec: data.readUInt16BE(at + 1),
        payload: data.subarray(start, start + length),
      };
      at = start + length;
      yield frame;
    }
    this.#rest = data.subarray(at);
  }
}
