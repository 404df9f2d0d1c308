import { type ProblemData, asProblem } from '../../app/contract/index.ts';

/** Something that turns into the text of a file: an editor's document, which need not be a string yet. */
export interface TextSource {
  toString(): string;
}

/** Where a file is on its way to the disk. */
export type Saving =
  | { readonly state: 'saved' }
  /** It is on its way. */
  | { readonly state: 'unsaved' }
  /** It could not be written; tried again all the time. */
  | { readonly state: 'failed'; readonly problem: ProblemData }
  /** Somebody else has written it, so the pupil must say which of the two she wants. */
  | { readonly state: 'changed'; readonly problem: ProblemData };

export interface SaverOptions {
  /** Writes a text made from revision `base`, and gives the new one. @throws Problem */
  readonly write: (text: string, base: string | null) => Promise<{ revision: string }>;
  readonly whenChanged: (saving: Saving) => void;
}

/** A pause in typing is a good moment to save; somebody who never pauses is saved all the same. */
export const PAUSE_MILLIS = 300;
const LONGEST_MILLIS = 1_000;
const TRY_AGAIN_MILLIS = 2_000;
const CHANGED_MILLIS = 1_500;

/** Brings one file's text to the disk as it is typed, one write at a time. */
export class Saver {
  revision: string | null;
  readonly #options: SaverOptions;
  #saving: Saving = { state: 'saved' };
  #text: TextSource;
  #unsavedSince: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #again = false;
  #unanswered: string | undefined;
  #closed = false;

  constructor(text: TextSource, revision: string | null, options: SaverOptions) {
    this.#text = text;
    this.revision = revision;
    this.#options = options;
  }

  get saving(): Saving {
    return this.#saving;
  }

  get text(): TextSource {
    return this.#text;
  }

  /** It was typed in. */
  edit(text: TextSource): void {
    this.#text = text;
    const now = Date.now();
    this.#unsavedSince ??= now;
    if (this.#writing !== undefined) {
      this.#again = true;
      return;
    }
    if (this.#saving.state === 'changed') {
      // Until the pupil has decided it is not written, but what is refused is kept among the versions.
      this.#in(Math.max(0, this.#unsavedSince + CHANGED_MILLIS - now));
      return;
    }
    // What could not be saved is told until it is: at each letter anew, the window would jump.
    if (this.#saving.state !== 'failed') this.#become({ state: 'unsaved' });
    this.#in(Math.max(0, Math.min(PAUSE_MILLIS, this.#unsavedSince + LONGEST_MILLIS - now)));
  }

  /** It is now what somebody else wrote. */
  replace(text: TextSource, revision: string): void {
    this.#forgetTimer();
    this.#text = text;
    this.revision = revision;
    this.#again = false;
    this.#unsavedSince = undefined;
    this.#unanswered = undefined;
    this.#become({ state: 'saved' });
  }

  /** The pupil wants hers, whatever lies there, which is `revision` (null for nothing). */
  insist(revision: string | null): Promise<void> {
    this.revision = revision;
    this.#become({ state: 'unsaved' });
    return this.flush();
  }

  /** Save what is not saved, now. Resolves when it has been tried. */
  async flush(): Promise<void> {
    this.#forgetTimer();
    while (this.#writing !== undefined) await this.#writing;
    const { state } = this.#saving;
    const isRefused = state === 'changed' && this.#unsavedSince !== undefined;
    if (state === 'unsaved' || state === 'failed' || isRefused) await this.#write();
  }

  /** No more is saved. */
  close(): void {
    this.#closed = true;
    this.#forgetTimer();
  }

  #write(): Promise<void> {
    this.#writing = this.#writeOnce().finally(() => {
      this.#writing = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.edit(this.#text);
    });
    return this.#writing;
  }

  async #writeOnce(): Promise<void> {
    this.#unsavedSince = undefined;
    // What was written when the line was lost is perhaps on the disk: the same once more is no quarrel with it.
    const text = this.#unanswered ?? this.#text.toString();
    try {
      const { revision } = await this.#options.write(text, this.revision);
      this.revision = revision;
      if (this.#unanswered !== undefined) this.#again ||= text !== this.#text.toString();
      this.#unanswered = undefined;
      this.#become({ state: this.#again ? 'unsaved' : 'saved' });
    } catch (error) {
      const problem = asProblem(error);
      this.#unanswered = problem.code === 'connection-lost' ? text : undefined;
      if (problem.code === 'file-changed' || problem.code === 'file-exists') {
        this.#become({ state: 'changed', problem });
      } else {
        this.#become({ state: 'failed', problem });
        this.#in(TRY_AGAIN_MILLIS);
      }
    }
  }

  #in(millis: number): void {
    this.#forgetTimer();
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.flush(), millis);
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #become(saving: Saving): void {
    // Every letter that is typed comes by here: what is unsaved already is no news, and drawing it costs time.
    if (saving.state === 'unsaved' && this.#saving.state === 'unsaved') return;
    this.#saving = saving;
    this.#options.whenChanged(saving);
  }
}
