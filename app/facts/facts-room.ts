import { randomBytes, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  type ExecutionSpec,
  FACTS_LIMITS,
  type FileFacts,
  MAX_CODE_BYTES,
  RunnerError,
  type SignedSpec,
  signSpec,
} from '../../runner/index.ts';

/** A file as its window has it. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface FactsOfFile {
  readonly path: string;
  readonly facts: FileFacts;
}

/** Reads one spec after the other, as a `FactsBox` does. */
interface Box extends AsyncDisposable {
  read(signed: SignedSpec): Promise<ReadonlyMap<string, FileFacts>>;
}

export interface FactsRoomOptions {
  readonly makeBox: () => Box;
  readonly image: string;
  readonly privateKey: KeyObject;
}

interface Asked {
  readonly files: readonly Source[];
  readonly answer: PromiseWithResolvers<FactsOfFile[] | null>;
}

/** From when the spec is made to when its box has it: at once, but for a busy machine. */
const SPEC_LIFETIME_MILLIS = 60_000;

/** Everybody's facts: for each pupil one box, in which one thing is read at a time. */
export class FactsRoom implements AsyncDisposable {
  readonly #options: FactsRoomOptions;
  readonly #pupils = new Map<string, Desk>();
  #closed = false;

  constructor(options: FactsRoomOptions) {
    this.#options = options;
  }

  /**
   * The facts of these files, in their order; null if the same pupil has asked for something newer before it was these
   * files' turn.
   *
   * @throws RunnerError whatever keeps a box from being had
   */
  of(pupil: string, files: readonly Source[]): Promise<FactsOfFile[] | null> {
    if (this.#closed) return Promise.reject(new RunnerError('closed'));
    let desk = this.#pupils.get(pupil);
    if (desk === undefined) {
      desk = new Desk(this.#options.makeBox(), (sources) => this.#sign(sources));
      this.#pupils.set(pupil, desk);
    }
    return desk.ask(files);
  }

  /** The pupil is gone, and so is the box. */
  async leave(pupil: string): Promise<void> {
    const desk = this.#pupils.get(pupil);
    this.#pupils.delete(pupil);
    await desk?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#pupils.keys()].map((pupil) => this.leave(pupil)));
  }

  #sign(files: readonly Source[]): SignedSpec {
    const spec: ExecutionSpec = {
      version: 1,
      submissionId: randomUUID(),
      language: 'python',
      image: this.#options.image,
      limits: FACTS_LIMITS,
      network: 'disabled',
      mode: 'facts',
      call: null,
      stdio: { kind: 'pipes' },
      tracebacks: 'reported',
      trace: null,
      entry: files[0]?.path ?? '',
      files: files.map(({ path, text }) => ({ path, content: text, encoding: 'utf8' })),
      expiresAt: Date.now() + SPEC_LIFETIME_MILLIS,
      nonce: randomBytes(16).toString('hex'),
    };
    return signSpec(spec, this.#options.privateKey);
  }
}

/** What one pupil has asked for: what is being read, and what is read next. */
class Desk implements AsyncDisposable {
  readonly #box: Box;
  readonly #sign: (files: readonly Source[]) => SignedSpec;
  #next: Asked | undefined;
  #reading: Promise<void> | undefined;

  constructor(box: Box, sign: (files: readonly Source[]) => SignedSpec) {
    this.#box = box;
    this.#sign = sign;
  }

  ask(files: readonly Source[]): Promise<FactsOfFile[] | null> {
    this.#next?.answer.resolve(null);
    const asked: Asked = { files, answer: Promise.withResolvers() };
    this.#next = asked;
    this.#reading ??= this.#readAll();
    return asked.answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#next?.answer.resolve(null);
    this.#next = undefined;
    await this.#box[Symbol.asyncDispose]();
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    for (let asked = this.#next; asked !== undefined; asked = this.#next) {
      this.#next = undefined;
      await this.#read(asked.files).then(asked.answer.resolve, asked.answer.reject);
    }
    this.#reading = undefined;
  }

  async #read(files: readonly Source[]): Promise<FactsOfFile[]> {
    // No box has to say so of what is too long to be run.
    const short = files.filter(({ text }) => Buffer.byteLength(text) <= MAX_CODE_BYTES);
    const read = short.length === 0 ? undefined : await this.#box.read(this.#sign(short));
    return files.map(({ path }) => ({ path, facts: read?.get(path) ?? { kind: 'tooBig', why: 'bytes' } }));
  }
}
