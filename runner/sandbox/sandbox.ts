import { type Limits, RunnerError, type Reason } from '../model/index.ts';
import type { VerifiedSpec } from '../signing/index.ts';
import {
  FrameDecoder,
  MalformedFrame,
  encodeFrame,
  jobFrame,
  readMessage,
  resizeFrame,
} from '../wire/index.ts';
import type { BoxChannel, ChannelEnd } from './channel.ts';
import { Run } from './run.ts';

/** What every run in a box shares. */
export interface SandboxFacts {
  /** Name of the engine: `docker`. */
  readonly engine: string;
}

/**
 * A box that serves one submission of one pupil: as many programs as that takes, one after the other, each in
 * a fresh process and an empty scratch folder. Whoever took it destroys it, whatever happens.
 */
export class Sandbox implements AsyncDisposable {
  /** Settles when the supervisor has a process ready, or cannot have one. */
  readonly ready: Promise<void>;
  /** Settles when the box is of no more use: it was destroyed, or it broke. */
  readonly gone: Promise<void>;

  readonly #channel: BoxChannel;
  readonly #facts: SandboxFacts;
  readonly #decoder = new FrameDecoder();
  #becomeReady: () => void = () => undefined;
  #failToStart: (error: RunnerError) => void = () => undefined;
  #becomeGone: () => void = () => undefined;
  #isReady = false;
  #unusable = false;
  #execs = 0;
  #peakBytes = 0;
  #run: Run | undefined;

  constructor(channel: BoxChannel, facts: SandboxFacts) {
    this.#channel = channel;
    this.#facts = facts;
    this.ready = new Promise((resolve, reject) => {
      this.#becomeReady = resolve;
      this.#failToStart = reject;
    });
    this.ready.catch(() => undefined); // whoever awaits it hears of it; nobody has to
    this.gone = new Promise((resolve) => (this.#becomeGone = resolve));
    channel.listen({
      data: (chunk) => this.#receive(chunk),
      end: (how) => this.#lost(how),
    });
  }

  /**
   * Run a program. The box must be ready, and the run before this one over.
   *
   * @throws RunnerError `closed` if the box is of no more use
   */
  exec(spec: VerifiedSpec, { warm }: { warm: boolean }): Run {
    if (!this.#isReady || this.#unusable || this.#run !== undefined) throw new RunnerError('closed');
    const index = this.#execs++;
    this.#channel.write(jobFrame(spec, index));
    this.#run = new Run(
      {
        send: (type, payload) => this.#write(encodeFrame(type, index, payload)),
        sendResize: (columns, rows) => this.#write(resizeFrame(columns, rows, index)),
        pause: () => this.#channel.pause(),
        resume: () => this.#channel.resume(),
        over: (broken) => {
          this.#run = undefined;
          if (broken) this.#giveUp();
        },
      },
      {
        limits: spec.limits satisfies Limits,
        terminal: spec.stdio.kind === 'terminal',
        traced: spec.trace !== null,
        calls: spec.call !== null,
        factsOf: spec.mode === 'facts' ? spec.files.map(({ path }) => path) : [],
        warm,
        peakBefore: this.#peakBytes,
        ...this.#facts,
      },
    );
    return this.#run;
  }

  /** End the box and everything in it. A run that is still going on ends as stopped. */
  async destroy(): Promise<void> {
    this.#run?.stop();
    this.#run?.lose('killed', false);
    this.#giveUp();
    await this.#channel.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.destroy();
  }

  #write(frame: Buffer): void {
    if (!this.#unusable) this.#channel.write(frame);
  }

  #receive(chunk: Buffer): void {
    if (this.#unusable) return;
    try {
      for (const frame of this.#decoder.feed(chunk)) {
        const message = readMessage(frame);
        if (message === undefined) continue;
        if (!this.#isReady) {
          if (message.type !== 'ready') throw new MalformedFrame(`${message.type} before ready`);
          this.#isReady = true;
          this.#becomeReady();
        } else if (frame.exec === this.#execs - 1) {
          if ('usage' in message) this.#peakBytes = message.usage.peakBytes;
          this.#run?.accept(message);
        }
      }
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      this.#break('protocol', false, error.message);
    }
  }

  #lost(how: ChannelEnd): void {
    this.#break(how.cause, how.outOfMemory, how.lastWords);
  }

  #break(reason: Reason, outOfMemory: boolean, words: string): void {
    const code = reason === 'engine lost' ? 'engine-lost' : 'box-failed';
    this.#failToStart(new RunnerError(code, { engine: this.#facts.engine, words }));
    this.#run?.lose(reason, outOfMemory);
    this.#giveUp();
  }

  #giveUp(): void {
    this.#unusable = true;
    this.#failToStart(new RunnerError('closed'));
    this.#becomeGone();
  }
}
