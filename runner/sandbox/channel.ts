/** How a stream to a box came to its end, as far as its engine can tell. */
export interface ChannelEnd {
  readonly cause: 'box lost' | 'engine lost';
  /** Whether the kernel ended the box because its memory ran out. */
  readonly outOfMemory: boolean;
  /** What the supervisor said on its own standard error, for the log; at most a few kilobytes. */
  readonly lastWords: string;
}

export interface ChannelListener {
  data(chunk: Buffer): void;
  end(how: ChannelEnd): void;
}

/**
 * The two streams to the supervisor of one box, and the box's life. An engine makes it; nothing above it may
 * assume that there is a container or a process behind it.
 */
export interface BoxChannel {
  /** Begin to deliver. Called once; nothing that the box says before is lost. */
  listen(listener: ChannelListener): void;
  write(bytes: Uint8Array): void;
  /** Leave what the box says where it is, so that it waits there and not in our memory. */
  pause(): void;
  resume(): void;
  /** End the box and whatever runs in it. Resolves when nothing of it is left; may be called again. */
  destroy(): Promise<void>;
}
