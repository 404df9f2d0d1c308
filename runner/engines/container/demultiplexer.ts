/** Type of a part of an attached stream: what the container wrote on its standard output, or its error. */
export type AttachedStream = 'stdout' | 'stderr';

const HEADER_BYTES = 8;

/** The engine sent something that is no header of a part: the connection is of no more use. */
export class MalformedStream extends Error {
  override readonly name = 'MalformedStream';
}

/**
 * Takes apart what an engine sends for an attached container without a terminal: parts of type (1 byte), three
 * zeros, length (4 bytes, big endian), and so many bytes (Docker's API reference, "Attach to a container",
 * stream format). Works in a loop and copies nothing, so one-byte parts cost neither stack nor memory.
 */
export class Demultiplexer {
  readonly #emit: (stream: AttachedStream, bytes: Buffer) => void;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  #left = 0;

  constructor(emit: (stream: AttachedStream, bytes: Buffer) => void) {
    this.#emit = emit;
  }

  /** @throws MalformedStream */
  feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        at += this.#readHeader(chunk, at);
        continue;
      }
      const part = chunk.subarray(at, at + this.#left);
      at += part.length;
      this.#left -= part.length;
      this.#emit(this.#header[0] === 2 ? 'stderr' : 'stdout', part);
      if (this.#left === 0) this.#headerFilled = 0;
    }
  }

  #readHeader(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#header, this.#headerFilled, at, at + HEADER_BYTES - this.#headerFilled);
    this.#headerFilled += taken;
    if (this.#headerFilled === HEADER_BYTES) {
      const type = this.#header.readUInt8(0);
      if (type !== 1 && type !== 2) throw new MalformedStream(`a part of type ${type}`);
      this.#left = this.#header.readUInt32BE(4);
      if (this.#left === 0) this.#headerFilled = 0;
    }
    return taken;
  }
}
