/**
 * Shows a flood a few times a second instead of at every frame. Nobody can read it, and drawing is what it costs
 * the page most: all rows change each time. What fits into an eye, and whatever comes after a rest, goes through
 * at once.
 */
export class Pacer {
  readonly #write: (text: string, shown: () => void) => void;
  #held: { readonly text: string; readonly shown: () => void }[] = [];
  #room = AT_ONCE_CHARACTERS;
  #turn: ReturnType<typeof setTimeout> | undefined;

  constructor(write: (text: string, shown: () => void) => void) {
    this.#write = write;
  }

  show(text: string, shown: () => void): void {
    this.#turn ??= setTimeout(() => this.flush(), TURN_MILLIS);
    if (this.#room <= 0) {
      this.#held.push({ text, shown });
      return;
    }
    this.#room -= text.length;
    this.#write(text, shown);
  }

  close(): void {
    clearTimeout(this.#turn);
  }

  /** Show what was held back, now. */
  flush(): void {
    clearTimeout(this.#turn);
    this.#turn = undefined;
    this.#room = AT_ONCE_CHARACTERS;
    const held = this.#held;
    if (held.length === 0) return;
    this.#held = [];
    this.#room = 0;
    this.#turn = setTimeout(() => this.flush(), TURN_MILLIS);
    for (const { text, shown } of held) this.#write(text, shown);
  }
}

/** About two screens full. */
const AT_ONCE_CHARACTERS = 4 * 1024;
const TURN_MILLIS = 100;
