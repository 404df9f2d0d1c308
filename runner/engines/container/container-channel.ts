import type { Duplex } from 'node:stream';
import type { BoxChannel, ChannelEnd, ChannelListener } from '../../sandbox/index.ts';
import { Demultiplexer, MalformedStream } from './demultiplexer.ts';

const MAX_LAST_WORDS = 4096;

/** What a channel asks of the engine about its container. */
export interface ContainerLife {
  /** After the stream has ended: was it the engine, was it memory? */
  postMortem(): Promise<Pick<ChannelEnd, 'cause' | 'outOfMemory'>>;
  /** Kill and remove it. Resolves when it is gone, or when there is no engine left to ask. */
  remove(): Promise<void>;
}

/** The attached streams of one container as a channel. */
export class ContainerChannel implements BoxChannel {
  readonly #stream: Duplex;
  readonly #life: ContainerLife;
  #lastWords = '';
  #ended = false;
  #removal: Promise<void> | undefined;

  constructor(stream: Duplex, life: ContainerLife) {
    this.#stream = stream;
    this.#life = life;
  }

  listen(listener: ChannelListener): void {
    const parts = new Demultiplexer((stream, bytes) => {
      if (stream === 'stdout') listener.data(bytes);
      else this.#lastWords = (this.#lastWords + bytes.toString('utf8')).slice(-MAX_LAST_WORDS);
    });
    const end = () => {
      if (this.#ended) return;
      this.#ended = true;
      if (this.#removal !== undefined) return; // we ended it ourselves
      void this.#life
        .postMortem()
        .then((findings) => listener.end({ ...findings, lastWords: this.#lastWords }));
    };
    this.#stream.on('data', (chunk: Buffer) => {
      try {
        parts.feed(chunk);
      } catch (error) {
        if (!(error instanceof MalformedStream)) throw error;
        this.#stream.destroy();
      }
    });
    this.#stream.on('error', end);
    this.#stream.on('end', end);
    this.#stream.on('close', end);
  }

  write(bytes: Uint8Array): void {
    if (!this.#ended && this.#stream.writable) this.#stream.write(bytes);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  destroy(): Promise<void> {
    this.#removal ??= this.#life.remove().finally(() => this.#stream.destroy());
    return this.#removal;
  }
}
