import type { Limits, ProgramError, Reason, RunEvent, RunResult } from '../model/index.ts';
import { type BoxMessage, Inward, type Usage } from '../wire/index.ts';
import { EventQueue } from './event-queue.ts';
import { type Ending, type HostCause, judge } from './judge.ts';
import { StdinWindow } from './stdin-window.ts';

// After a kill the supervisor needs a few milliseconds to collect what is left and to count it.
const GRACE_MILLIS = 1_000;
// The supervisor gives a sign of life every second. A school machine may be busy for a few; not for ten.
const SILENCE_MILLIS = 10_000;
const LOOK_MILLIS = 1_000;

// As much of a trace as is ever kept (`runner/trace`). A frame costs more than its text, and an empty one something too.
const MOST_STEP_BYTES = 32 * 1024 * 1024;
const STEPS_FRAME_BYTES = 256;

/** What a run needs of the sandbox that it is in. */
export interface RunHost {
  send(type: number, payload?: Uint8Array): void;
  sendResize(columns: number, rows: number): void;
  pause(): void;
  resume(): void;
  /** The run is over; `broken` if the box cannot be trusted with another. */
  over(broken: boolean): void;
}

export interface RunFacts {
  readonly limits: Limits;
  readonly engine: string;
  readonly warm: boolean;
  /** The most memory that the box has used so far, in bytes. */
  readonly peakBefore: number;
  /** Whether the program has a terminal, where the character of Ctrl-C interrupts it. */
  readonly terminal: boolean;
  /** Whether its steps are recorded: of one whose are not, nothing is believed that says so. */
  readonly traced: boolean;
  /** Whether a call is made, and its value told. */
  readonly calls: boolean;
  /** Paths of the files whose facts are asked for; of a program that runs, none. */
  readonly factsOf: readonly string[];
}

const CTRL_C = 0x03;

/**
 * One program while it runs. Iterate it for what it says, once, to the end: a run whose events nobody takes
 * waits for its reader, as a program waits for a full pipe. `result` is there when it is over.
 */
export class Run implements AsyncIterable<RunEvent> {
  readonly result: Promise<RunResult>;

  readonly #host: RunHost;
  readonly #facts: RunFacts;
  readonly #events: EventQueue;
  readonly #stdin: StdinWindow;
  readonly #startedAt = performance.now();
  readonly #wallClock: NodeJS.Timeout;
  readonly #watch: NodeJS.Timeout;
  #settle: (result: RunResult) => void = () => undefined;
  #grace: NodeJS.Timeout | undefined;
  #over = false;
  #cause: HostCause | undefined;
  #interrupted = false;
  #error: ProgramError | undefined;
  #outputBytes = 0;
  #stepBytes = 0;
  #spent = false;
  readonly #factsToCome: Set<string>;
  #valueIsDue: boolean;
  #usage: Usage = { cpuMicros: 0, peakBytes: 0, oomKills: 0 };
  #lastHeard = this.#startedAt;
  #lastLook = this.#startedAt;
  #unheardMillis = 0;
  #truncated = false;

  constructor(host: RunHost, facts: RunFacts) {
    this.#host = host;
    this.#facts = facts;
    this.#factsToCome = new Set(facts.factsOf);
    this.#valueIsDue = facts.calls;
    this.#events = new EventQueue(host);
    this.#stdin = new StdinWindow(
      (bytes) => host.send(Inward.stdin, bytes),
      () => host.send(Inward.eof),
    );
    this.result = new Promise((resolve) => (this.#settle = resolve));
    this.#wallClock = setTimeout(() => this.#end('wall clock'), facts.limits.wallClockMillis);
    this.#watch = setInterval(() => this.#listenForSilence(), LOOK_MILLIS);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent, void> {
    try {
      yield* this.#events;
    } finally {
      this.stop(); // whoever leaves before the end wants no more of it
    }
  }

  /** Type `bytes` into the program. Resolves when they are on their way. */
  write(bytes: Uint8Array): Promise<void> {
    if (this.#facts.terminal && bytes.includes(CTRL_C)) {
      this.#interrupted = true;
      // A terminal makes a signal of it when it comes to it; behind input that nobody reads it never does.
      if (this.#stdin.blocked) this.interrupt();
    }
    return this.#stdin.write(bytes);
  }

  /** No more input will come: the program's next read finds the end of the file. */
  endInput(): void {
    this.#stdin.end();
  }

  resize(columns: number, rows: number): void {
    if (!this.#over) this.#host.sendResize(columns, rows);
  }

  /** Ask the program to stop, as Ctrl-C does: Python raises KeyboardInterrupt. It may decline. */
  interrupt(): void {
    if (this.#over) return;
    this.#interrupted = true;
    this.#host.send(Inward.interrupt);
  }

  /** Stop it. It is not asked. */
  stop(): void {
    this.#end('killed');
  }

  /** Everything it wrote, and its result: for those who have no use for events. */
  async collect(): Promise<{ stdout: Buffer; stderr: Buffer; events: RunEvent[]; result: RunResult }> {
    const events: RunEvent[] = [];
    for await (const event of this) events.push(event);
    const bytesOf = (type: 'stdout' | 'stderr') =>
      Buffer.concat(events.flatMap((event) => (event.type === type ? [event.data] : [])));
    return { stdout: bytesOf('stdout'), stderr: bytesOf('stderr'), events, result: await this.result };
  }

  /** A message of this exec has come in. Called by the sandbox only. */
  accept(message: BoxMessage): void {
    if (this.#over) return;
    this.#lastHeard = performance.now();
    switch (message.type) {
      case 'stdout':
      case 'stderr':
        this.#takeOutput(message.type, message.data);
        break;
      case 'waiting':
        this.#events.push(message);
        break;
      case 'error':
        if (this.#error !== undefined) break; // a program has one end; a second is forged, and a flood of them costs us
        this.#error = message.error;
        this.#events.push(message);
        break;
      case 'steps':
        if (this.#facts.traced) this.#takeSteps(message);
        break;
      case 'facts':
        if (this.#factsToCome.delete(message.path)) this.#events.push(message);
        break;
      case 'value':
        if (this.#valueIsDue) this.#events.push(message);
        this.#valueIsDue = false;
        break;
      case 'spent':
        this.#spent = this.#facts.traced;
        break;
      case 'usage':
        this.#usage = message.usage;
        this.#unheardMillis = 0;
        if (message.usage.cpuMicros > this.#facts.limits.cpuMillis * 1000) this.#end('cpu time');
        break;
      case 'stdinTaken':
        this.#stdin.taken(message.bytes);
        break;
      case 'exit':
        this.#usage = message.usage;
        this.#finish({ kind: 'exit', exitCode: message.exitCode }, false);
        break;
      case 'ready':
        this.lose('protocol', false);
        break;
    }
  }

  /** The box is gone, or no longer makes sense. Called by the sandbox only. */
  lose(reason: Reason, outOfMemory: boolean): void {
    this.#finish({ kind: 'lost', reason, outOfMemory }, true);
  }

  #takeOutput(type: 'stdout' | 'stderr', data: Buffer): void {
    const room = this.#facts.limits.maxOutputBytes - this.#outputBytes;
    const kept = data.length > room ? data.subarray(0, room) : data;
    this.#outputBytes += kept.length;
    if (kept.length > 0) this.#events.push({ type, data: kept });
    if (data.length <= room) return;
    this.#truncated = true;
    this.#end('output');
  }

  #takeSteps(event: { readonly type: 'steps'; readonly text: string }): void {
    this.#stepBytes += event.text.length + STEPS_FRAME_BYTES;
    if (this.#stepBytes <= MOST_STEP_BYTES) this.#events.push(event);
  }

  #end(cause: HostCause): void {
    if (this.#over || this.#cause !== undefined) return;
    this.#cause = cause;
    this.#host.send(Inward.kill);
    this.#grace = setTimeout(() => this.#finish({ kind: 'unheard' }, true), GRACE_MILLIS);
  }

  #listenForSilence(): void {
    const now = performance.now();
    const since = now - this.#lastLook;
    this.#lastLook = now;
    if (this.#events.paused) {
      this.#lastHeard = now;
      // What it uses meanwhile is told behind what nobody reads. One processor is all that it can have had.
      this.#unheardMillis += since;
      if (this.#unheardMillis > this.#facts.limits.cpuMillis) this.#end('cpu time');
    } else if (since > 2 * LOOK_MILLIS) {
      this.#lastHeard = now; // it was we who were away: what it said is still to be read
    } else if (now - this.#lastHeard > SILENCE_MILLIS) {
      this.lose('box silent', false);
    }
  }

  #finish(ending: Ending, broken: boolean): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#wallClock);
    clearInterval(this.#watch);
    clearTimeout(this.#grace);
    this.#stdin.abandon();
    const wallMillis = performance.now() - this.#startedAt;
    const judgement = judge({
      limits: this.#facts.limits,
      cause: this.#cause,
      ending,
      usage: this.#usage,
      peakBefore: this.#facts.peakBefore,
      wallMillis,
      interrupted: this.#interrupted,
      spent: this.#spent,
      error: this.#error,
    });
    this.#settle({
      ...judgement,
      wallMillis: Math.round(wallMillis * 10) / 10,
      cpuMillis: Math.round(this.#usage.cpuMicros / 100) / 10,
      peakMemoryBytes: this.#usage.peakBytes,
      outputBytes: this.#outputBytes,
      truncated: this.#truncated,
      engine: this.#facts.engine,
      warm: this.#facts.warm,
    });
    this.#events.end();
    this.#host.over(broken);
  }
}
